/** How large something is, in words. */
import { locale } from './index';

const KILO = 1000;

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
