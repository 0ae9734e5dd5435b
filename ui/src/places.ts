/** The places of the window: what stands there, and how it is reached. */
import type { Component } from 'svelte';
import type { IconName } from './design/icons';
import Backup from './features/backup/Backup.svelte';
import Candidate from './features/counselling/Candidate.svelte';
import Counselling from './features/counselling/Counselling.svelte';
import Notes from './features/counselling/notes/Notes.svelte';
import Finder from './features/counselling/Finder.svelte';
import Session from './features/counselling/Session.svelte';
import Sessions from './features/counselling/Sessions.svelte';
import Book from './features/journal/book/Book.svelte';
import Journal from './features/journal/Journal.svelte';
import Kit from './features/kit/Kit.svelte';
import Invite from './features/partner/Invite.svelte';
import Alone from './features/practices/alone/Alone.svelte';
import Begin from './features/practices/doing/Begin.svelte';
import Doing from './features/practices/doing/Doing.svelte';
import InnerWorld from './features/practices/inner/InnerWorld.svelte';
import Opened from './features/practices/inner/Opened.svelte';
import Opening from './features/practices/inner/Opening.svelte';
import Noticed from './features/practices/noticed/Noticed.svelte';
import Practices from './features/practices/Practices.svelte';
import Plan from './features/practices/time/Plan.svelte';
import Time from './features/practices/time/Time.svelte';
import Check from './features/settings/Check.svelte';
import NewKeys from './features/settings/NewKeys.svelte';
import Settings from './features/settings/Settings.svelte';
import Today from './features/today/Today.svelte';
import Together from './features/together/Together.svelte';
import Write from './features/write/Write.svelte';
import type { PlaceName } from './state/router.svelte';
import { wordId, type WordId } from './words';

export interface PlaceShown {
  component: Component;
  word: WordId;
  /** Which item of the rail is marked while one is here; null takes the rail away: a `FocusPage`. */
  rail: PlaceName | null;
}

export const places: Record<PlaceName, PlaceShown> = {
  today: { component: Today, word: wordId('place-today'), rail: 'today' },
  journal: { component: Journal, word: wordId('place-journal'), rail: 'journal' },
  book: { component: Book, word: wordId('place-book'), rail: 'journal' },
  write: { component: Write, word: wordId('place-write'), rail: 'journal' },
  noticed: { component: Noticed, word: wordId('place-noticed'), rail: 'practices' },
  innerWorld: { component: InnerWorld, word: wordId('place-inner-world'), rail: 'practices' },
  begin: { component: Begin, word: wordId('place-begin'), rail: null },
  doing: { component: Doing, word: wordId('place-doing'), rail: null },
  alone: { component: Alone, word: wordId('place-alone'), rail: 'practices' },
  opening: { component: Opening, word: wordId('place-opening'), rail: null },
  opened: { component: Opened, word: wordId('place-opened'), rail: null },
  practices: { component: Practices, word: wordId('place-practices'), rail: 'practices' },
  time: { component: Time, word: wordId('practice-time'), rail: 'practices' },
  plan: { component: Plan, word: wordId('plan-title'), rail: 'practices' },
  together: { component: Together, word: wordId('place-together'), rail: 'together' },
  counselling: { component: Counselling, word: wordId('place-counselling'), rail: 'counselling' },
  notes: { component: Notes, word: wordId('place-notes'), rail: 'counselling' },
  finder: { component: Finder, word: wordId('place-finder'), rail: 'counselling' },
  candidate: { component: Candidate, word: wordId('practice-candidate'), rail: 'counselling' },
  sessions: { component: Sessions, word: wordId('place-sessions'), rail: 'counselling' },
  session: { component: Session, word: wordId('practice-session'), rail: 'counselling' },
  settings: { component: Settings, word: wordId('place-settings'), rail: 'settings' },
  backup: { component: Backup, word: wordId('place-backup'), rail: 'settings' },
  kit: { component: Kit, word: wordId('place-kit'), rail: 'settings' },
  check: { component: Check, word: wordId('place-check'), rail: 'settings' },
  newKeys: { component: NewKeys, word: wordId('place-new-keys'), rail: 'settings' },
  invite: { component: Invite, word: wordId('place-invite'), rail: null },
};

/** The rail, from the top. */
export const railPlaces: { place: PlaceName; icon: IconName }[] = [
  { place: 'today', icon: 'today' },
  { place: 'journal', icon: 'journal' },
  { place: 'practices', icon: 'practices' },
  { place: 'together', icon: 'together' },
  { place: 'counselling', icon: 'counselling' },
];
