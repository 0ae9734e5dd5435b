/** The two weeks above the timeline. */

const DAY_MS = 86_400_000;

function plus(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 1 (Monday) to 7 (Sunday). */
function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** The first day of a week: Monday, Sunday or Saturday, by the locale. */
export function firstWeekday(locale: string): number {
  const info = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return (info.getWeekInfo?.() ?? info.weekInfo)?.firstDay ?? 1;
}

/** Fourteen days: the week of `day` and the one before, moved by `steps` fortnights. */
export function fortnight(day: string, steps: number, first: number): string[] {
  const intoWeek = (weekday(day) - first + 7) % 7;
  const start = plus(day, -intoWeek - 7 + steps * 14);
  return Array.from({ length: 14 }, (_, at) => plus(start, at));
}
