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
