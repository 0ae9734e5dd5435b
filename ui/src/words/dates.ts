/** Days and moments in words. A day is "2025-10-23" as the core gives it; a moment is RFC 3339. */
import { locale, t } from './index';

const formats = new Map<string, Intl.DateTimeFormat>();

/** How days are put into words. Making one takes far longer than using it, so each is kept. */
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    formats.set(key, made);
  }
  return made;
}

/** That day for `format`: both reckon in UTC, so that no time zone moves it. */
function dateOfDay(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

/** The day of a moment by this computer's clock, as the core writes a day. */
export function dayOf(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** "Thursday 23 October", with the year when it is not this one. */
export function dayInWords(day: string, now = new Date()): string {
  return inWords(day, now, { weekday: 'long' });
}

/** The day in a field that somebody may be typing into; nothing while it is no day yet. */
export function dayTyped(day: string): string {
  return Number.isNaN(dateOfDay(day).getTime()) ? '' : dayInWords(day);
}

/** "23 October", with the year when it is not this one. */
export function shortDay(day: string, now = new Date()): string {
  return inWords(day, now, {});
}

/** "Thu". */
export function weekdayInWords(day: string): string {
  return format({ weekday: 'short' }).format(dateOfDay(day));
}

/** "T", the head of a column of a calendar. */
export function weekdayLetter(day: string): string {
  return format({ weekday: 'narrow' }).format(dateOfDay(day));
}

/** "23". */
export function dayNumberInWords(day: string): string {
  return format({ day: 'numeric' }).format(dateOfDay(day));
}

/** "13 to 26 October". */
export function spanInWords(from: string, to: string): string {
  const whole = { day: 'numeric', month: 'long' } as const;
  return format(whole).formatRange(dateOfDay(from), dateOfDay(to));
}

/** "October 2025", from any day of it. */
export function monthInWords(day: string): string {
  return format({ month: 'long', year: 'numeric' }).format(dateOfDay(day));
}

/** "20:41", by this computer's clock and where it is now. */
export function timeInWords(moment: string): string {
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  return time.format(new Date(moment));
}

/** "today at 20:41", "yesterday at 20:41", "on Thursday 23 October at 20:41". */
export function momentInWords(moment: string, now = new Date()): string {
  const date = new Date(moment);
  const time = timeInWords(moment);
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (dayOf(date) === dayOf(now)) return t('moment-today', { time });
  if (dayOf(date) === dayOf(yesterday)) return t('moment-yesterday', { time });
  return t('moment-day', { day: dayInWords(dayOf(date), now), time });
}

/** Breaks after the weekday at most: day, month and year stay on one line. */
function inWords(day: string, now: Date, extra: Intl.DateTimeFormatOptions): string {
  const date = dateOfDay(day);
  const year = date.getUTCFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const };
  const parts = format({ ...extra, day: 'numeric', month: 'long', ...year }).formatToParts(date);
  return parts
    .map(({ type, value }, at) => {
      if (type !== 'literal') return value;
      const plain = value.replace(',', '');
      return parts[at - 1]?.type === 'weekday' ? plain : plain.replaceAll(' ', '\u00a0');
    })
    .join('');
}
