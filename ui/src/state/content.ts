/** The questions, prompts and openers that come with Duologue: data, in our own words. */

import noticedEn from '../../content/en/noticed.json';
import promptsEn from '../../content/en/prompts.json';
import questionsEn from '../../content/en/questions.json';

export const DEPTHS = ['everyday', 'meaningful', 'tender'] as const;
export type Depth = (typeof DEPTHS)[number];

export const PRACTICES = [
  'openly',
  'understand',
  'listen',
  'innerWorld',
  'noticed',
  'time',
  'counselling',
] as const;
export type Practice = (typeof PRACTICES)[number];

export const NOTICED_STEPS = ['did', 'says', 'meant'] as const;
export type NoticedStep = (typeof NOTICED_STEPS)[number];

/** A question of the library. Its id stays the same for good: journals name it. */
export interface Question {
  id: string;
  depth: Depth;
  text: string;
}

/** A prompt for one's own page. */
export interface Prompt {
  id: string;
  practice: Practice;
  text: string;
}

/** The first words of a step of Noticed. */
export interface Opener {
  id: string;
  step: NoticedStep;
  text: string;
}

export const questions = questionsEn as Question[];
export const prompts = promptsEn as Prompt[];
export const openers = noticedEn as Opener[];
