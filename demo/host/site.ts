import type { Context } from 'hono';
import type { Books } from './books.ts';
import type { Merchant } from './merchants.ts';
import { LANGUAGES, type Language } from './texts.ts';
import type { Tokens } from './tokens.ts';

/** What a merchant's pages are made from. */
export type Site = {
  merchant: Merchant;
  books: Books;
  tokens: Tokens;
  /** Where the pages of all merchants are, without a slash at its end. */
  url: string;
  /** Names that they answer for, besides this machine's own. */
  hosts: readonly string[];
  /** Where browsers reach the proxy, without a slash at its end. */
  proxyUrl: string;
  /** Null where Mollie itself is used. */
  simulatorUrl: string | null;
  /** The key to connect by hand, and who has it at the simulator; null without simulator, and for the first merchant. */
  toConnect: { apiKey: string; dashboard: string } | null;
};

/** The language chosen by `?lang=`. */
export function chosenLanguage(c: Context): Language | undefined {
  return LANGUAGES.find((language) => language === c.req.query('lang'));
}
