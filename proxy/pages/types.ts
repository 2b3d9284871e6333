import type { InvoiceView } from '../../shared/api.ts';
import type { Language } from '../texts/languages.ts';
import type { Translator } from '../texts/translator.ts';

/** What came of the last request, such as an amount that changed since it was shown. */
export type Message = { code: string; text: string; reference?: string };

/** What the pay page shows. */
export type PayPage = {
  view: InvoiceView;
  /** What the invoice is for, where the host says more than its number. */
  description?: string | null | undefined;
  /** The methods by which money has come, by Mollie's ids. */
  paidWith?: readonly string[] | undefined;
  translator: Translator;
  now: Date;
  /** The page's own address. */
  link: string;
  /** The page's own path, `/pay/…`; the form posts to it. */
  path: string;
  /** The language that the customer chose by `?lang=`, kept in links and form. */
  chosen?: Language | undefined;
  /** The customer says to have transferred the money: `?transferred`. */
  transferred?: boolean | undefined;
  message?: Message | undefined;
  /** A QR code of the link, for the printed page: an SVG element without style attributes. */
  qrSvg?: string | undefined;
};

/** What a page shows that has no invoice. */
export type ErrorPage = {
  /** A code of the API's errors. */
  code: string;
  translator: Translator;
  path: string;
  chosen?: Language | undefined;
  /** For the sentence about the error, as `Translator.error` takes them. */
  params?: Readonly<Record<string, string>> | undefined;
  reference?: string | undefined;
};
