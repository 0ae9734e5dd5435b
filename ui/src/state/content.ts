/** Everything to read, ask and choose from that comes with Duologue: data, in our own words. */

import checkinEn from '../../content/en/checkin.json';
import feelingsEn from '../../content/en/feelings.json';
import finderEn from '../../content/en/finder.json';
import guidanceEn from '../../content/en/guidance.json';
import ideasEn from '../../content/en/ideas.json';
import needsEn from '../../content/en/needs.json';
import noticedEn from '../../content/en/noticed.json';
import promptsEn from '../../content/en/prompts.json';
import questionsEn from '../../content/en/questions.json';
import stemsEn from '../../content/en/stems.json';
import templatesEn from '../../content/en/templates.json';
import topicsEn from '../../content/en/topics.json';

export const DEPTHS = ['everyday', 'meaningful', 'tender'] as const;
export type Depth = (typeof DEPTHS)[number];

/** What a prompt may lead to: practices, and what is listed beside them. */
export const PROMPTED = [
  'openly',
  'understand',
  'listen',
  'innerWorld',
  'noticed',
  'time',
  'counselling',
] as const;
export type Prompted = (typeof PROMPTED)[number];

export const NOTICED_STEPS = ['did', 'says', 'meant'] as const;
export type NoticedStep = (typeof NOTICED_STEPS)[number];

/** What an idea costs, where it is, what it asks of people, for whom it works, how new it is. */
export const COSTS = ['free', 'little', 'some'] as const;
export const PLACES = ['home', 'near', 'out', 'apart'] as const;
export const ENERGIES = ['low', 'some', 'much'] as const;
export const ACCESS = [
  'seated',
  'stepFree',
  'lowSight',
  'lowHearing',
  'quiet',
  'oneHand',
  'lyingDown',
  'apart',
] as const;
export const NEWNESS = ['familiar', 'littleNew', 'new'] as const;
export type Access = (typeof ACCESS)[number];

/** What a teller may wish for: ears alone, ideas, comfort, or company in good news. */
export const WANTED = ['listen', 'ideas', 'comfort', 'celebrate'] as const;
export type Wanted = (typeof WANTED)[number];

/** A few words under an id that stays the same for good: journals name it. */
export interface Line {
  id: string;
  text: string;
}

/** A question of the library. */
export interface Question extends Line {
  depth: Depth;
}

/** A prompt for one's own page. */
export interface Prompt extends Line {
  practice: Prompted;
}

/** The first words of a step of Noticed. */
export interface Opener extends Line {
  step: NoticedStep;
}

/** An idea for Time together: its name, and a line or two on how. */
export interface Idea extends Line {
  how: string;
  cost: (typeof COSTS)[number];
  minutes: number;
  place: (typeof PLACES)[number];
  energy: (typeof ENERGIES)[number];
  access: Access[];
  newness: (typeof NEWNESS)[number];
}

/** Feelings that lie near each other. */
export interface FeelingFamily {
  id: string;
  name: string;
  words: Line[];
}

/** What a practice is for, and two or three sentences for each of its steps. */
export interface Guidance {
  why: string;
  steps: Record<string, string>;
}

/** One of our own five questions, answered in words. */
export interface CheckinQuestion {
  id: string;
  question: string;
  answers: Line[];
}

/** What to look for in a counsellor, what to ask, and what to know before. */
export interface Finder {
  lookFor: Line[];
  ask: Line[];
  trust: string;
  notWhenAfraid: string;
}

/** The first words of a listener's question. */
export interface Stem extends Line {
  kind: Wanted;
}

/** A page that is begun: headings to write under. */
export interface Template extends Line {
  name: string;
}

export const questions = questionsEn as Question[];
export const prompts = promptsEn as Prompt[];
export const openers = noticedEn as Opener[];
export const ideas = ideasEn as Idea[];
export const feelings: FeelingFamily[] = feelingsEn;
export const needs: Line[] = needsEn;
export const guidance: Record<string, Guidance> = guidanceEn;
export const checkin: CheckinQuestion[] = checkinEn;
export const finder: Finder = finderEn;
export const stems = stemsEn as Stem[];
export const topics: Line[] = topicsEn;
export const templates: Template[] = templatesEn;
