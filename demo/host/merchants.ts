import { CATALOG, type Entry } from './catalog.ts';
import type { Customer } from './invoices.ts';
import { SECOND_CATALOG } from './second-catalog.ts';

/** A company that sends its invoices with this system. All invented. */
export type Merchant = {
  company: string;
  /** The claim `account` of its tokens, and the first part of its pages' addresses; null for the default account. */
  account: string | null;
  /** Lines of its letterhead. */
  address: readonly string[];
  country: Customer['country'];
  /** In `public`. */
  logo: string;
  /** Newest first. */
  catalog: readonly Entry[];
  /** Of its newest invoice; the others count down from it. */
  newestNumber: number;
};

/** Whose API key the proxy is started with. */
export const FIRST: Merchant = {
  company: 'Van Dijk Installatietechniek',
  account: null,
  address: ['Ambachtsweg 11', '3953 BZ Maarsbergen', 'info@vandijk.example'],
  country: 'NL',
  logo: 'logo.svg',
  catalog: CATALOG,
  newestNumber: 42,
};

/** Who connects a key of its own. */
export const SECOND: Merchant = {
  company: 'Fietsatelier De Ketting',
  account: 'de-ketting',
  address: ['Kettingstraat 7', '9000 Gent', 'atelier@deketting.example'],
  country: 'BE',
  logo: 'de-ketting.svg',
  catalog: SECOND_CATALOG,
  newestNumber: 7,
};

/** Where a merchant's pages begin, without a slash at its end. */
export function pathOf({ account }: Merchant): string {
  return account === null ? '' : `/${account}`;
}
