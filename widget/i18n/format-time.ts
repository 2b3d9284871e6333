/** Local day and time. @param iso ISO 8601. @param locale BCP 47 */
export function formatMoment(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** The local time, with the day where that is not today. @param iso ISO 8601. @param locale BCP 47 */
export function formatTime(iso: string, locale: string): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date(Date.now()).toDateString();
  return isToday
    ? new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at)
    : formatMoment(iso, locale);
}

/** How long something takes, in words: seconds, or minutes where they are many. @param locale BCP 47 */
export function waitingTime(milliseconds: number, locale: string): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  const isShort = seconds < 120;
  const unit = isShort ? 'second' : 'minute';
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(
    isShort ? seconds : Math.ceil(seconds / 60),
  );
}
