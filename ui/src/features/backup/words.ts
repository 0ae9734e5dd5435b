/** Backups in words. */
import type { BackupState } from '../../ipc/bindings/BackupState';
import type { FailureCode } from '../../ipc/bindings/FailureCode';
import { t, wordId, type WordId } from '../../words';
import { momentInWords } from '../../words/dates';

const PROBLEMS: Partial<Record<FailureCode, WordId>> = {
  missing: wordId('automatic-problem-missing'),
  full: wordId('automatic-problem-full'),
  readOnly: wordId('automatic-problem-read-only'),
};

/** Why a backup could not be made by itself. */
export function problemInWords(problem: FailureCode): string {
  return t(PROBLEMS[problem] ?? wordId('automatic-problem-other'));
}

/** When the last backup was made from this computer, and whether it holds everything. */
export function backupInWords(backup: BackupState): string {
  if (backup.at === null) return t('backup-never');
  const made = { moment: momentInWords(backup.at), name: backup.name ?? '' };
  return backup.changedSince ? t('backup-behind', made) : t('backup-whole', made);
}
