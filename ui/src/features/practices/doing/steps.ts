/** The steps of a practice as the screen shows them: their names, their guidance, their choices. */

import type { Practice } from '../../../ipc/bindings/Practice';
import { guidance } from '../../../state/content';
import { t, wordId, type WordId } from '../../../words';

/** What the core calls a step, and how people are spoken to in it. */
interface StepWords {
  title: WordId;
  /** Whose guidance it opens with, where that has another name. */
  guide?: string;
  label: WordId;
}

const STEPS: Record<string, StepWords> = {
  said: { title: wordId('step-said'), guide: 'speaking', label: wordId('step-said-label') },
  heard: { title: wordId('step-heard'), guide: 'saidBack', label: wordId('step-heard') },
  saidBack: { title: wordId('step-said-back'), label: wordId('step-more-like') },
  understood: { title: wordId('step-understood'), label: wordId('step-one-line') },
  agreement: { title: wordId('step-agreement'), label: wordId('step-one-line') },
  happened: { title: wordId('step-happened'), label: wordId('step-one-view') },
  surface: { title: wordId('step-surface'), label: wordId('step-one-view') },
  softer: { title: wordId('step-softer'), label: wordId('step-one-view') },
  story: { title: wordId('step-story'), label: wordId('step-one-view') },
  myPart: { title: wordId('step-my-part'), label: wordId('step-one-view') },
  makesSense: { title: wordId('step-makes-sense'), label: wordId('step-one-line') },
  recognise: { title: wordId('step-recognise'), label: wordId('step-one-line') },
  plan: { title: wordId('step-plan'), label: wordId('step-one-line') },
  wanted: { title: wordId('step-wanted'), label: wordId('step-if-you-like') },
  gist: { title: wordId('step-gist'), label: wordId('step-one-line') },
  question: { title: wordId('step-question'), label: wordId('step-question-label') },
  confirm: { title: wordId('step-said-back'), label: wordId('step-more-like') },
  helped: { title: wordId('step-helped'), label: wordId('step-one-line') },
  appreciations: { title: wordId('step-appreciations'), label: wordId('step-one-line') },
  wentWell: { title: wordId('step-went-well'), label: wordId('step-one-line') },
  camera: { title: wordId('step-camera'), label: wordId('step-one-view') },
  felt: { title: wordId('step-felt'), label: wordId('step-one-view') },
  need: { title: wordId('step-need'), label: wordId('step-one-view') },
  ask: { title: wordId('step-ask'), label: wordId('step-one-view') },
  wish: { title: wordId('step-wish'), label: wordId('step-one-line') },
  openSealed: { title: wordId('step-open-sealed'), label: wordId('step-one-line') },
  topic: { title: wordId('step-topic'), label: wordId('step-one-line') },
  nextPlan: { title: wordId('step-next-plan'), label: wordId('step-one-line') },
  after: { title: wordId('step-after'), label: wordId('step-one-line') },
  known: { title: wordId('step-known'), label: wordId('step-one-line') },
  impression: { title: wordId('step-impression'), label: wordId('step-one-line') },
  takeaway: { title: wordId('step-takeaway'), label: wordId('step-one-line') },
  practice: { title: wordId('step-practice'), label: wordId('step-one-line') },
  lookAgain: { title: wordId('step-look-again'), label: wordId('step-one-line') },
  nextDate: { title: wordId('step-next-date'), label: wordId('step-if-you-like') },
};

/** Every step that has a name here. */
export const stepIds = Object.keys(STEPS);

/** The steps of one view, in the order they are opened. */
export const VIEW = ['happened', 'surface', 'softer', 'story', 'myPart'] as const;
/** What each prepares for themselves before a talk. */
export const NOTES = ['camera', 'felt', 'need', 'ask'] as const;
/** Where words for feelings, and for needs, can be chosen. */
export const WITH_FEELINGS: readonly string[] = ['surface', 'softer', 'felt'];
export const WITH_NEEDS: readonly string[] = ['need'];

/** What a practice takes, in minutes or in where it is done. */
export const TAKES: Partial<Record<Practice, WordId>> = {
  openly: wordId('openly-takes'),
  understand: wordId('understand-takes'),
  listen: wordId('listen-takes'),
  sitDown: wordId('sit-down-takes'),
};

const UNKNOWN: StepWords = { title: wordId('step-other'), label: wordId('step-one-line') };

export function stepTitle(step: string, practice: Practice | null = null): string {
  if (practice === 'time' && step === 'plan') return t('step-time-plan');
  return t((STEPS[step] ?? UNKNOWN).title);
}

export function stepLabel(step: string): string {
  return t((STEPS[step] ?? UNKNOWN).label);
}

export function stepGuide(practice: Practice, step: string): string {
  return guidance[practice]?.steps[STEPS[step]?.guide ?? step] ?? '';
}

/** What a teller may wish for. */
export function wantedChoices(): { value: string; label: string }[] {
  return [
    { value: 'listen', label: t('wanted-listen') },
    { value: 'ideas', label: t('wanted-ideas') },
    { value: 'comfort', label: t('wanted-comfort') },
    { value: 'celebrate', label: t('wanted-celebrate') },
  ];
}

const choices: Record<string, WordId> = {
  yes: wordId('choice-yes'),
  notQuite: wordId('choice-not-quite'),
  listen: wordId('wanted-listen'),
  ideas: wordId('wanted-ideas'),
  comfort: wordId('wanted-comfort'),
  celebrate: wordId('wanted-celebrate'),
};

/** Every choice that has words here. */
export const choiceIds = Object.keys(choices);

/** What was chosen in a step, in words; nothing for an idea's id or an unknown choice. */
export function choiceWords(choice: string | null): string {
  const word = choice === null ? undefined : choices[choice];
  return word ? t(word) : '';
}
