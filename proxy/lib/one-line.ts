/** A text as one line of at most `longest` characters: what breaks a line is a blank. */
export function oneLine(text: string, longest: number): string {
  return [...text.replace(/[\p{Cc}\s]+/gu, ' ').trim()].slice(0, longest).join('');
}
