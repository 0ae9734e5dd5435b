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
  heard: { title: wordId('step-heard'), guide: 'saidBack', label: wordId('step-heard-label') },
  saidBack: {
    title: wordId('step-said-back'),
    guide: 'correcting',
    label: wordId('step-more-like'),
  },
  understood: { title: wordId('step-understood'), label: wordId('step-one-line') },
  agreement: { title: wordId('step-agreement'), label: wordId('step-agreement-label') },
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
  confirm: { title: wordId('step-confirm'), label: wordId('step-more-like') },
  helped: { title: wordId('step-helped'), label: wordId('step-one-line') },
  appreciations: { title: wordId('step-appreciations'), label: wordId('step-one-line') },
  wentWell: { title: wordId('step-went-well'), label: wordId('step-one-line') },
  camera: { title: wordId('step-camera'), label: wordId('step-one-view') },
  felt: { title: wordId('step-felt'), label: wordId('step-one-view') },
  need: { title: wordId('step-need'), label: wordId('step-one-view') },
  ask: { title: wordId('step-ask'), label: wordId('step-one-view') },
  wish: { title: wordId('step-wish'), label: wordId('step-one-line') },
};

/** The steps in which the speaker says yes, or what is closer. */
export const CONFIRMING: readonly string[] = ['saidBack', 'confirm'];
/** The steps in which one proposes and the other agrees. */
export const AGREED: Record<string, string> = {
  agreement: 'agreementAgreed',
  recognise: 'recogniseAgreed',
};
/** The steps of one view, in the order they are opened. */
export const VIEW = ['happened', 'surface', 'softer', 'story', 'myPart'] as const;
/** In these one of both is the listener, whose task stays in sight. */
export const FLOOR: readonly string[] = ['said', 'heard', 'saidBack', 'wanted', 'gist'];

const UNKNOWN: StepWords = { title: wordId('step-other'), label: wordId('step-one-line') };

export function stepTitle(step: string): string {
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

/** What was chosen in a step, in words; nothing for an idea's id or an unknown choice. */
export function choiceWords(choice: string | null): string {
  const word = choice === null ? undefined : choices[choice];
  return word ? t(word) : '';
}
