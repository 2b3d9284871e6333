/** Whether two answers differ in nothing but when they were given. */
export function isUnchanged(before: object | null, now: object): boolean {
  const [a, b] = [before, now].map((answer) => JSON.stringify({ ...answer, checkedAt: '' }));
  return a === b;
}
