/** Backups in words. */
import type { BackupState } from '../../ipc/bindings/BackupState';
import type { FailureCode } from '../../ipc/bindings/FailureCode';
import type { KitTried } from '../../ipc/bindings/KitTried';
import { t, wordId, type WordId } from '../../words';
import { momentInWords } from '../../words/dates';
import { kitProblem } from '../unlock/kitProblem';

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

/** Why the words of a kit restore nothing. `name` is whose kit it should be. */
export function kitProblemOfBackup(why: KitTried, name: string): string | null {
  switch (why.is) {
    case 'noKit':
      return t('restore-kit-none', { name });
    case 'other':
      return t('restore-kit-of-another', { name });
    case 'onlyOurs':
      return t('restore-kit-only-ours', { name });
    default:
      return kitProblem(why, name);
  }
}
