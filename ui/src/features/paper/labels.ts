/** The window's words that stand on paper beside what people wrote: the paper has none for these. */

import { checkin, feelings, needs } from '../../state/content';
import { t } from '../../words';
import { practiceWord } from '../journal/heads';
import { ALONE, NOT_FOR_ME } from '../practices/alone/alone.svelte';
import { chosenAnswer } from '../practices/alone/checkins';
import { stepWords } from '../practices/alone/titles';
import { choiceIds, choiceWords, stepIds, stepTitle } from '../practices/doing/steps';
import { newnessWord } from '../practices/time/words';
import { SECTIONS, sectionWords } from '../counselling/summary/sections';

type Labels = Record<string, string>;

/**
 * By "practice.<id>", "step.<step>", "choice.<id>", "feeling.<id>" and "need.<id>". Where one step
 * has another name in another practice, that stands under "step.<practice>.<step>" as well.
 */
export function paperLabels(): Labels {
  return { ...practiceLabels(), ...stepLabels(), ...choiceLabels(), ...vocabulary() };
}

function practiceLabels(): Labels {
  return named('practice', Object.entries(practiceWord), (word) => t(word));
}

function stepLabels(): Labels {
  const alone = Object.entries(ALONE).flatMap(([practice, steps]) =>
    steps.map((step): [string, string] => [`${practice}.${step}`, t(stepWords(step))]),
  );
  const sections = SECTIONS.map((section): [string, string] => [
    section,
    t(sectionWords[section].title),
  ]);
  return {
    ...named(
      'step',
      alone.map(([step, word]) => [step.split('.')[1] ?? step, word]),
    ),
    ...named('step', sections),
    // What the practices of two say comes last: it counts where a step has two names.
    ...named(
      'step',
      stepIds.map((step) => [step, stepTitle(step)]),
    ),
    ...named('step', alone),
    ...named(
      'step',
      sections.map(([step, word]) => [`summary.${step}`, word]),
    ),
    'step.time.plan': stepTitle('plan', 'time'),
  };
}

function choiceLabels(): Labels {
  const answers = checkin.flatMap(({ id, answers }) =>
    answers.map((answer): [string, string] => [answer.id, chosenAnswer(id, answer.id)]),
  );
  return {
    ...named(
      'choice',
      choiceIds.map((choice) => [choice, choiceWords(choice)]),
    ),
    ...named('choice', Object.entries(newnessWord), (word) => t(word)),
    ...named('choice', answers),
    ...named('choice', [[NOT_FOR_ME, t('check-in-not-for-me')]]),
  };
}

function vocabulary(): Labels {
  const felt = feelings.flatMap(({ words }) => words);
  return {
    ...named(
      'feeling',
      felt.map(({ id, text }) => [id, text]),
    ),
    ...named(
      'need',
      needs.map(({ id, text }) => [id, text]),
    ),
  };
}

function named<Word extends string>(
  of: string,
  words: readonly (readonly [string, Word])[],
  inWords: (word: Word) => string = (word) => word,
): Labels {
  return Object.fromEntries(words.map(([id, word]) => [`${of}.${id}`, inWords(word)]));
}
