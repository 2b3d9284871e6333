import { LRUCache } from 'lru-cache';
import { MINUTE } from '../lib/clock.ts';
import { inlineQr } from '../lib/qr.ts';
import type { PayPage } from './types.ts';

/** A page to be written, with room for what it is once it is compressed: by then few need the text itself. */
export type KeptPage = {
  write: () => string;
  encoded: { br?: Uint8Array<ArrayBuffer> | undefined; gzip?: Uint8Array<ArrayBuffer> | undefined };
};

/** For all proxies of the process together. Some 10 kB each. */
const MOST_PAGES = 1000;

const kept = new LRUCache<string, KeptPage['encoded']>({ max: MOST_PAGES });

/**
 * The page as `write` writes it, not made again while all that it shows is the same: a customer who waits has it loaded
 * again and again. The invoice itself is read each time.
 * @param look the rest of what the page depends on
 */
export function keptPage(page: PayPage, look: string, write: (page: PayPage) => string): KeptPage {
  const { view, translator, message, now, ...others } = page;
  // Pages tell time by the minute.
  const minute = new Date(Math.floor(now.getTime() / MINUTE) * MINUTE);
  const checkedAt = `${view.checkedAt.slice(0, 16)}:00+00:00`;
  const shown = { ...page, now: minute, view: { ...view, checkedAt } };
  const made = { write: () => write({ ...shown, qrSvg: inlineQr(page.link, view.number) }), encoded: {} };
  // A reference is read once.
  if (message) return made;
  const { language, locale, timeZone } = translator;
  const key = JSON.stringify([look, shown.view, others, language, locale, timeZone, minute]);
  const encoded = kept.get(key);
  if (encoded) return { ...made, encoded };
  kept.set(key, made.encoded);
  return made;
}
