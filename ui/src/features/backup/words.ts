/** Backups in words. */
import type { BackupState } from '../../ipc/bindings/BackupState';
import type { FailureCode } from '../../ipc/bindings/FailureCode';
import { locale, t, wordId, type WordId } from '../../words';
import { momentInWords } from '../../words/dates';

const KILO = 1000;

const PROBLEMS: Partial<Record<FailureCode, WordId>> = {
  missing: wordId('automatic-problem-missing'),
  full: wordId('automatic-problem-full'),
  readOnly: wordId('automatic-problem-read-only'),
};

/** "3.4 megabytes". */
export function sizeInWords(bytes: number): string {
  const [amount, unit] =
    bytes < KILO
      ? [bytes, 'byte']
      : bytes < KILO ** 2
        ? [bytes / KILO, 'kilobyte']
        : bytes < KILO ** 3
          ? [bytes / KILO ** 2, 'megabyte']
          : [bytes / KILO ** 3, 'gigabyte'];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumSignificantDigits: 2,
  }).format(amount);
}

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
