import { LRUCache } from 'lru-cache';
import { MINUTE } from '../lib/clock.ts';
import { inlineQr } from '../lib/qr.ts';
import type { PayPage } from './types.ts';

/** A page as it was written, with room for its encodings. */
export type KeptPage = {
  html: string;
  encoded: { br?: Uint8Array<ArrayBuffer> | undefined; gzip?: Uint8Array<ArrayBuffer> | undefined };
};

/** For all proxies of the process together, in characters. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

/** What is kept beside the text, in proportion to it: in two encodings, it is half as long again. */
const WITH_ENCODINGS = 1.5;

const kept = new LRUCache<string, KeptPage>({
  maxSize: MOST_CHARACTERS,
  sizeCalculation: ({ html }, key) => Math.ceil(html.length * WITH_ENCODINGS) + key.length,
});

/**
 * The page as `write` writes it, not written again while all that it shows is the same: a customer who waits has it
 * loaded again and again. The invoice itself is read each time.
 * @param look the rest of what the page depends on
 */
export function keptPage(page: PayPage, look: string, write: (page: PayPage) => string): KeptPage {
  const { view, translator, message, now, ...others } = page;
  // Pages tell time by the minute.
  const minute = new Date(Math.floor(now.getTime() / MINUTE) * MINUTE);
  const checkedAt = `${view.checkedAt.slice(0, 16)}:00+00:00`;
  const shown = { ...page, now: minute, view: { ...view, checkedAt } };
  const make = () => ({
    html: write({ ...shown, qrSvg: inlineQr(page.link, view.number) }),
    encoded: {},
  });
  // A reference is read once.
  if (message) return make();
  const { locale, timeZone } = translator;
  const key = JSON.stringify([look, shown.view, others, translator.language, locale, timeZone, minute]);
  const known = kept.get(key) ?? make();
  kept.set(key, known);
  return known;
}
