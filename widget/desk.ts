import type { InvoiceView } from '../proxy/types.ts';
import { load } from './api.ts';
import type { InvoicePayButton } from './invoice-pay-button.ts';
import { currentLocale, first, type Part } from './language.ts';
import type { Panel } from './panel.ts';
import { Session } from './session.ts';
import { invoiceShape } from './shape.ts';
import type { Texts } from './texts/en.ts';
import { type Audience, tokenFacts } from './token.ts';

/** In milliseconds; what setTimeout cannot wait for would be taken for none. */
const LONGEST_WAIT = 2e9;

/** Those of a page who were refused together ask again together: their pauses end at such steps, in milliseconds. */
const STEP = 250;

/** What one element knows: the templates and panels draw from it. What it learns comes through its session. */
export class Desk {
  readonly element: InvoicePayButton;
  session: Session;
  panel: Panel | null = null;
  /** What it takes to draw more than a plain status could not be had. */
  isStuck = false;

  /** BCP 47. */
  locale = '';
  /** As much as was learnt so far; nothing is drawn before what it needs. */
  readonly texts = {} as Texts;

  audience: Audience = 'payer';
  invoice: InvoiceView | null = null;
  /** The proxy wants to be left alone for a while. */
  resting = false;
  /** Until when, by the page's own clock in milliseconds. */
  restsUntil = 0;
  /** Says that it does, in few words until there are more. */
  wait = (): void => {
    this.session.said = this.texts.failed;
    this.redraw();
  };

  readonly #parts = new Set<Part>();
  /** What the token is about. */
  #subject = '';
  /** The invoice that it is about; nothing where the token does not say. */
  #id: unknown;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(element: InvoicePayButton) {
    this.element = element;
    this.session = new Session(this, '');
  }

  /** Begins anew with the token, the proxy and the place of now. What was on its way is dropped. */
  begin(proxy: string): void {
    const before = this.session;
    const session = new Session(this, proxy, before);
    this.session = session;
    const { token } = this.element;
    if (token || session.key !== before.key) this.about(token ?? '');
    // What one proxy wants is no other's wish.
    if (proxy !== before.proxy) this.#wake();
  }

  /** Forgets the invoice where the token is about another one. */
  about(token: string): void {
    const { audience, sub, subject } = tokenFacts(token);
    const about = `${this.session.proxy} ${subject}`;
    if (about === this.#subject) return;
    this.#subject = about;
    this.#id = sub;
    this.audience = audience;
    this.invoice = null;
    this.panel = null;
    this.reflect();
    this.redraw();
  }

  /** Whether it is a view, and of the token's own invoice. */
  readonly accepts = (view: unknown): view is InvoiceView =>
    invoiceShape(view) && [undefined, (view as InvoiceView).id].includes(this.#id as string);

  /** Speaks the language of the place where the element stands. @param parts more to say from now on. @throws {ApiError} */
  async speak(...parts: Part[]): Promise<void> {
    for (const part of parts) this.#parts.add(part);
    const before = this.locale;
    const locale = currentLocale(this.element);
    const language = locale.slice(0, 2);
    const texts = await Promise.all([...this.#parts].map((part) => load(part[language]!)));
    if (locale !== currentLocale(this.element)) return this.speak();
    Object.assign(this.texts, first[language], ...texts);
    this.locale = locale;
    this.redraw();
    // Labels and messages are the proxy's words.
    if (before && before !== locale) this.element.refresh();
  }

  /** Leaves the proxy alone for as long as it wants, then looks again. @param retryAfter the header, where there was one */
  rest(retryAfter: string | null | undefined): void {
    const pause = pauseAfter(retryAfter);
    if (!pause) return;
    clearTimeout(this.#rest);
    this.resting = true;
    this.restsUntil = after(pause);
    this.#rest = setTimeout(() => {
      this.#wake();
      this.element.refresh();
    }, this.restsUntil - performance.now());
  }

  /** For selectors alone. */
  reflect(): void {
    const { element, invoice } = this;
    const status = invoice?.status ?? '';
    if (status === (element.getAttribute('status') ?? '')) return;
    if (status) element.setAttribute('status', status);
    else element.removeAttribute('status');
  }

  redraw(): void {
    this.element.requestUpdate();
  }

  #wake(): void {
    clearTimeout(this.#rest);
    this.resting = false;
  }
}

/** When so much time is over, by the page's own clock in milliseconds. */
export function after(milliseconds: number): number {
  return Math.ceil((performance.now() + milliseconds) / STEP) * STEP;
}

/** `Retry-After` is a number of seconds or a date; in milliseconds. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
export function pauseAfter(header: string | null | undefined): number {
  if (!header) return 0;
  const wait = Number(header) >= 0 ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Math.min(wait || 0, LONGEST_WAIT);
}
