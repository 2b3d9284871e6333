/** A path of the pay page with what the customer chose. */
import type { Language } from '../texts/languages.ts';
export function address(
  path: string,
  { lang, transferred }: { lang?: Language | undefined; transferred?: boolean | undefined },
): string {
  const query = [lang && `lang=${lang}`, transferred && 'transferred'].filter(Boolean).join('&');
  return query ? `${path}?${query}` : path;
}
