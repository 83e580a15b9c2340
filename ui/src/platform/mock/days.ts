const DAY = 86_400_000;

/** A calendar day some days from a moment, as the application writes it. */
export function dayFrom(now: Date, days: number): string {
  const date = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) + days * DAY);
  return date.toISOString().slice(0, 10);
}

/** How many days after today a day is. */
export function daysUntil(now: Date, day: string): number {
  return Math.round((Date.parse(day) - Date.parse(dayFrom(now, 0))) / DAY);
}

/** A day some days after another. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}
