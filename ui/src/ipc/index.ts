/**
 * The one seam between the window and the core: a typed function for each command and for each
 * event. Nothing else in the window talks to Tauri. Every command may reject with a `Failure`.
 */
import { invoke, listen } from './bridge';
import type { AutomaticBackups } from './bindings/AutomaticBackups';
import type { BackupChosen } from './bindings/BackupChosen';
import type { BackupMade } from './bindings/BackupMade';
import type { BackupTried } from './bindings/BackupTried';
import type { BackupTriedWithKit } from './bindings/BackupTriedWithKit';
import type { BegunPractice } from './bindings/BegunPractice';
import type { BookChoice } from './bindings/BookChoice';
import type { BookMade } from './bindings/BookMade';
import type { Checked } from './bindings/Checked';
import type { Cover } from './bindings/Cover';
import type { Depth } from './bindings/Depth';
import type { Draft } from './bindings/Draft';
import type { DraftBody } from './bindings/DraftBody';
import type { FileAdded } from './bindings/FileAdded';
import type { FilePlace } from './bindings/FilePlace';
import type { KitDrawn } from './bindings/KitDrawn';
import type { KitKind } from './bindings/KitKind';
import type { KitMade } from './bindings/KitMade';
import type { Mended } from './bindings/Mended';
import type { KitTried } from './bindings/KitTried';
import type { LibraryQuestion } from './bindings/LibraryQuestion';
import type { Mark } from './bindings/Mark';
import type { MarkedIdea } from './bindings/MarkedIdea';
import type { NewPartner } from './bindings/NewPartner';
import type { NotesChoice } from './bindings/NotesChoice';
import type { Own } from './bindings/Own';
import type { OwnAnswer } from './bindings/OwnAnswer';
import type { OwnContent } from './bindings/OwnContent';
import type { Page } from './bindings/Page';
import type { PageFile } from './bindings/PageFile';
import type { PageHead } from './bindings/PageHead';
import type { Paper } from './bindings/Paper';
import type { Practice } from './bindings/Practice';
import type { Preview } from './bindings/Preview';
import type { Progress } from './bindings/Progress';
import type { Resealed } from './bindings/Resealed';
import type { RestoredWithKit } from './bindings/RestoredWithKit';
import type { SavedDraft } from './bindings/SavedDraft';
import type { Settings } from './bindings/Settings';
import type { Situation } from './bindings/Situation';
import type { Space } from './bindings/Space';
import type { Strength } from './bindings/Strength';
import type { Summary } from './bindings/Summary';
import type { SummaryFrame } from './bindings/SummaryFrame';
import type { TableQuestion } from './bindings/TableQuestion';
import type { Timeline } from './bindings/Timeline';
import type { TimelineFilter } from './bindings/TimelineFilter';
import type { Today } from './bindings/Today';
import type { TypedLine } from './bindings/TypedLine';
import type { WentOn } from './bindings/WentOn';
import type { WrittenDay } from './bindings/WrittenDay';

// Asking: nothing changes.

export const situation = () => invoke<Situation>('situation');
export const timeline = (filter: TimelineFilter, after: string | null, limit: number) =>
  invoke<Timeline>('timeline', { filter, after, limit });
export const writtenDays = (from: string, to: string) =>
  invoke<WrittenDay[]>('written_days', { from, to });
export const page = (id: string) => invoke<Page>('page', { id });
export const drafts = () => invoke<Draft[]>('drafts');
export const today = () => invoke<Today>('today');
export const questions = () => invoke<TableQuestion[]>('questions');
export const settings = () => invoke<Settings>('settings');
export const suggestPassphrase = () => invoke<string>('suggest_passphrase');
export const passphraseStrength = (passphrase: string, label: string) =>
  invoke<Strength>('passphrase_strength', { passphrase, label });

// The journal's file, and who is in front of it.

/** `name` is what the dialog suggests, without the extension; so below. */
export const chooseNewFile = (name: string) =>
  invoke<FilePlace | null>('choose_new_file', { name });
export const makeJournal = (me: NewPartner) => invoke<Situation>('make_journal', { me });
export const addPartner = (partner: NewPartner, everything: boolean) =>
  invoke<Situation>('add_partner', { partner, everything });
export const openFile = () => invoke<Situation | null>('open_file');
export const closeJournal = () => invoke<Situation>('close_journal');
/** Tries the journal again that could not be opened. */
export const openAgain = () => invoke<Situation>('open_again');
/** Makes the sample journal anew and stands before it. */
export const openSample = () => invoke<Situation>('open_sample');
export const unlock = (partner: string, passphrase: string) =>
  invoke<Situation>('unlock', { partner, passphrase });
export const unlockSecond = (passphrase: string) =>
  invoke<Situation>('unlock_second', { passphrase });
/** Tries the words of a recovery kit; what waits then is a new passphrase, or Ours to read. */
export const tryKit = (partner: string, words: string) =>
  invoke<KitTried>('try_kit', { partner, words });
/** Sits down whoever a kit let in, under the passphrase they choose now. */
export const recover = (passphrase: string) => invoke<Situation>('recover', { passphrase });
/** Goes on with a kit for only Ours, whose words are asked for once more; `beside` is the partner's. */
export const goOnWithKit = (words: string, passphrase: string, beside: string | null) =>
  invoke<WentOn>('go_on_with_kit', { words, passphrase, beside });
export const leave = (partner: string) => invoke<Situation>('leave', { partner });
/** New ways into one's part, and that the journal was restored, are not told again. */
export const noticesRead = (): Promise<void> => invoke('notices_read');
/** Goes on without what was seen once and is gone. */
export const acceptLoss = () => invoke<Situation>('accept_loss');
export const lock = (): Promise<void> => invoke('lock');
/** Ends the app, whatever waits to be kept. */
export const quit = (): Promise<void> => invoke('quit');
export const cancelJob = (): Promise<void> => invoke('cancel_job');
export const active = (): Promise<void> => invoke('active');

// Writing.

export const saveDraft = (id: string | null, author: string, body: DraftBody) =>
  invoke<SavedDraft>('save_draft', { id, author, body });
export const discardDraft = (id: string): Promise<void> => invoke('discard_draft', { id });
export const finishDraft = (id: string) => invoke<PageHead>('finish_draft', { id });
export const giveDraft = (id: string) => invoke<PageHead>('give_draft', { id });
export const saveForSitDown = (id: string) => invoke<PageHead>('save_for_sit_down', { id });
export const sealAnswer = (author: string, id: string) =>
  invoke<TableQuestion>('seal_answer', { author, id });
/** Drafts that have no place any more, as one draft of a page in Mine that says `text`. */
export const freeDrafts = (ids: string[], text: string) =>
  invoke<Draft>('free_drafts', { ids, text });
/** What was written in one place that is not there any more, as a draft of a page in Mine that says `text`. */
export const freeLeft = (of: string, text: string) => invoke<Draft>('free_left', { of, text });
export const startEdit = (id: string) => invoke<Draft>('start_edit', { id });
export const sharePage = (id: string) => invoke<PageHead>('share_page', { id });
/** A page, a question on the table, or an idea or a question of one’s own. */
export const erasePage = (id: string): Promise<void> => invoke('erase_page', { id });
export const undoErase = (id: string): Promise<void> => invoke('undo_erase', { id });

// Photos and files on pages. Which file, and where a copy goes, the core asks by itself.

export const pageFiles = (page: string) => invoke<PageFile[]>('page_files', { page });
/** Rejects with why a file could not be shown; a whole one says nothing. */
export const checkFile = (page: string, file: string): Promise<void> =>
  invoke('check_file', { page, file });
export const addFile = (page: string) => invoke<FileAdded | null>('add_file', { page });
export const saveFile = (page: string, file: string) =>
  invoke<FilePlace | null>('save_file', { page, file });
export const takeOffFile = (page: string, file: string): Promise<void> =>
  invoke('take_off_file', { page, file });

// Questions, opened together.

export const putQuestion = (author: string, text: string, library: string | null) =>
  invoke<TableQuestion>('put_question', { author, text, library });
/** While both are here, and only behind the author's curtain. */
export const ownAnswer = (author: string, question: string) =>
  invoke<OwnAnswer>('own_answer', { author, question });
export const unsealAnswer = (question: string) => invoke<Draft>('unseal_answer', { question });
export const openAnswers = (question: string, pressed: string[]) =>
  invoke<Page>('open_answers', { question, pressed });
export const reply = (draft: string) => invoke<Page>('reply', { draft });

// Practices by steps, ideas, depth.

export const practices = () => invoke<BegunPractice[]>('practices');
export const practice = (of: string) => invoke<BegunPractice>('practice', { of });
export const beginPractice = (author: string, which: Practice, about: string) =>
  invoke<BegunPractice>('begin_practice', { author, practice: which, about });
/** Only behind the author's curtain. */
export const partDrafts = (author: string, of: string) =>
  invoke<Draft[]>('part_drafts', { author, of });
/** What somebody has begun to say in one step. */
export const stepDraft = (author: string, of: string, step: string) =>
  invoke<Draft | null>('step_draft', { author, of, step });
/** While both are here, and only behind the author's curtain. */
export const hasSealed = (author: string, of: string) =>
  invoke<boolean>('has_sealed', { author, of });
export const sayPart = (author: string, draft: string) =>
  invoke<BegunPractice>('say_part', { author, draft });
export const sealParts = (author: string, of: string) =>
  invoke<BegunPractice>('seal_parts', { author, of });
export const unsealParts = (of: string) => invoke<BegunPractice>('unseal_parts', { of });
export const openParts = (of: string, step: string, pressed: string[]) =>
  invoke<BegunPractice>('open_parts', { of, step, pressed });
export const pausePractice = (of: string, minutes: number) =>
  invoke<BegunPractice>('pause_practice', { of, minutes });
export const finishPractice = (of: string) => invoke<PageHead>('finish_practice', { of });
/** Of one in which nothing was said. */
export const putAwayPractice = (of: string): Promise<void> => invoke('put_away_practice', { of });
export const keepAlone = (draft: string) => invoke<PageHead>('keep_alone', { draft });
/** Only behind the author's curtain. */
export const savedNoticed = (author: string) => invoke<Page[]>('saved_noticed', { author });
/** Shows what somebody wrote alone, behind their curtain, until this sitting of both ends. */
export const uncover = (author: string, passphrase: string): Promise<void> =>
  invoke('uncover', { author, passphrase });
/** Whether their passphrase was asked for; says nothing of whether there is anything. */
export const cover = (author: string, about: string | null) =>
  invoke<Cover>('cover', { author, about });
export const giveNoticed = (author: string, page: string) =>
  invoke<Page>('give_noticed', { author, page });
export const markIdea = (idea: string, mark: Mark): Promise<void> =>
  invoke('mark_idea', { idea, mark });
export const markedIdeas = () => invoke<MarkedIdea[]>('marked_ideas');
export const mutualIdeas = () => invoke<string[]>('mutual_ideas');
export const ownContent = () => invoke<OwnContent[]>('own_content');
export const addOwn = (author: string, own: Own) => invoke<string>('add_own', { author, own });
export const depth = () => invoke<Depth>('depth');
export const chooseDepth = (chosen: Depth): Promise<void> =>
  invoke('choose_depth', { depth: chosen });
export const restedQuestions = (library: LibraryQuestion[]) =>
  invoke<string[]>('rested_questions', { library });
export const drawQuestion = (library: LibraryQuestion[]) =>
  invoke<string | null>('draw_question', { library });

// A summary for a counsellor.

/** The newest first, also those that are pages already. */
export const summaries = () => invoke<Summary[]>('summaries');
export const summary = (of: string) => invoke<Summary>('summary', { of });
export const beginSummary = (author: string, frame: SummaryFrame) =>
  invoke<Summary>('begin_summary', { author, frame });
export const changeFrame = (author: string, of: string, frame: SummaryFrame) =>
  invoke<Summary>('change_frame', { author, of, frame });
export const proposablePages = (of: string) => invoke<PageHead[]>('proposable_pages', { of });
export const proposePage = (author: string, of: string, page: string, yes: boolean) =>
  invoke<Summary>('propose_page', { author, of, page, yes });
export const openLines = (of: string, pressed: string[]) =>
  invoke<Summary>('open_lines', { of, pressed });
/** Of the pages that were previewed last, and only while nothing typed is in them. */
export const approveSummary = (author: string, of: string, passphrase: string) =>
  invoke<Summary>('approve_summary', { author, of, passphrase });

// Paper. What was previewed last is what is saved and printed.

export const summaryPreview = (of: string, typed: TypedLine[]) =>
  invoke<Preview>('summary_preview', { of, typed });
export const printablePages = (space: Space, from: string, to: string) =>
  invoke<PageHead[]>('printable_pages', { space, from, to });
export const notesPreview = (choice: NotesChoice) => invoke<Preview>('notes_preview', { choice });
/** The sheet of the kit that is drawn. */
export const kitPreview = (paper: Paper, language: string) =>
  invoke<Preview>('kit_preview', { paper, language });
/** `name` is what the dialog suggests, without the extension; so below. */
export const paperSavePdf = (name: string) => invoke<FilePlace | null>('paper_save_pdf', { name });
export const paperPrint = (name: string): Promise<void> => invoke('paper_print', { name });
export const makeBook = (choice: BookChoice, name: string) =>
  invoke<BookMade | null>('make_book', { choice, name });

// Settings, ways in, backups, plans.

export const setSettings = (settings: Settings) => invoke<Settings>('set_settings', { settings });
export const changePassphrase = (old: string, next: string): Promise<void> =>
  invoke('change_passphrase', { old, new: next });
/** The recovery kits that count for the one who is here. */
export const kits = () => invoke<KitMade[]>('kits');
/** It opens nothing before three of its words are typed back. */
export const drawKit = (kind: KitKind, passphrase: string) =>
  invoke<KitDrawn>('draw_kit', { kind, passphrase });
/** The places of the words that are not right; none when the kit counts from now on. */
export const keepKit = (typed: string[]) => invoke<number[]>('keep_kit', { typed });
/** Forgets the words of a kit in the making, and what the words of one opened. */
export const dropKit = (): Promise<void> => invoke('drop_kit');
export const checkJournal = () => invoke<Checked>('check_journal');
/** Out of the backups that were made by themselves, the newest first. */
export const mendFromBackups = () => invoke<Mended>('mend_from_backups');
/** Asks out of which backup. */
export const mendFromBackup = () => invoke<Mended | null>('mend_from_backup');
/** From then on the old passphrase opens nothing that is written. */
export const takeNewKeys = (old: string, next: string) =>
  invoke<Situation>('take_new_keys', { old, new: next });
/** Stopped, it goes on from there the next time. */
export const encryptAnew = () => invoke<Resealed>('encrypt_anew');
/** Whether and where backups are made by themselves. */
export const automaticBackups = () => invoke<AutomaticBackups | null>('automatic_backups');
/** Asks into which folder, and makes the first one there. */
export const beginAutomaticBackups = () =>
  invoke<AutomaticBackups | null>('begin_automatic_backups');
export const endAutomaticBackups = (): Promise<void> => invoke('end_automatic_backups');
export const backUp = (name: string) => invoke<BackupMade | null>('back_up', { name });
export const chooseBackup = () => invoke<BackupChosen | null>('choose_backup');
/** Restores it into a file that is thrown away, and compares what is read in both. */
export const tryBackup = (partner: string, passphrase: string) =>
  invoke<BackupTried>('try_backup', { partner, passphrase });
/** With the words of a recovery kit; so below. */
export const tryBackupWithKit = (partner: string, words: string) =>
  invoke<BackupTriedWithKit>('try_backup_with_kit', { partner, words });
export const restoreBackup = (partner: string, passphrase: string, name: string) =>
  invoke<Situation | null>('restore_backup', { partner, passphrase, name });
/** What the words opened waits for a new passphrase then: `recover`, or `dropKit`. */
export const restoreBackupWithKit = (partner: string, words: string, name: string) =>
  invoke<RestoredWithKit>('restore_backup_with_kit', { partner, words, name });
/** The plan as a file for a calendar; its words only when somebody wants them in it. */
export const exportPlan = (of: string, words: boolean, name: string) =>
  invoke<FilePlace | null>('export_plan', { of, words, name });

// Events. Each answers with a function that stops listening.

type Stop = () => void;

/** Something in the journal changed: ask again for what is on screen. */
export const onChanged = (hear: () => void): Promise<Stop> => listen('changed', hear);
/** The window was to be closed, and words wait that are not kept yet. */
export const onUnkept = (hear: () => void): Promise<Stop> => listen('unkept', hear);
/** The printer did not take the pages. */
export const onNotPrinted = (hear: () => void): Promise<Stop> => listen('notPrinted', hear);
/** Empty the window now, before anything else. */
export const onLocking = (hear: () => void): Promise<Stop> => listen('locking', hear);
/** The window is in front of something else now. */
export const onSituation = (hear: (now: Situation) => void): Promise<Stop> =>
  listen<Situation>('situation', (event) => hear(event.payload));
/** How far a slow step is. */
export const onProgress = (hear: (progress: Progress) => void): Promise<Stop> =>
  listen<Progress>('progress', (event) => hear(event.payload));
