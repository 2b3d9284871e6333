import type { InvoiceView } from '../../shared/api.ts';
import { load } from '../api/client.ts';
import type { InvoicePayButton } from '../element/invoice-pay-button.ts';
import { currentLocale, first, type Part } from '../i18n/locale.ts';
import type { Panel } from './panel.ts';
import { after } from '../api/retry-after.ts';
import { Session } from './session.ts';
import { invoiceShape } from '../api/response-shape.ts';
import type { Texts } from '../i18n/texts/en.ts';
import { type Audience, tokenFacts } from '../api/token-claims.ts';

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
  texts = {} as Texts;

  audience: Audience = 'payer';
  invoice: InvoiceView | null = null;
  /** Everything of an invoice that is drawn by what was loaded so far. */
  shape = invoiceShape;
  /** The proxy wants to be left alone for a while. */
  resting = false;
  /** Until when, by the page's own clock in milliseconds. */
  restsUntil = 0;
  /** Says that it does, in few words until there are more. */
  wait = (): void => {
    this.session.said = this.texts.failed;
    this.redraw();
  };

  /** What is drawn with besides the first words. */
  #parts: readonly Part[] = [];
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
    this.shape(view) && (this.#id === undefined || (view as InvoiceView).id === this.#id);

  /** Speaks the language of the place where the element stands. @param parts what is said from now on besides the first words. @throws {ApiError} */
  async speak(parts = this.#parts): Promise<void> {
    this.#parts = parts;
    const before = this.locale;
    const locale = currentLocale(this.element);
    const language = locale.slice(0, 2);
    const texts = await this.session.own(Promise.all(parts.map((part) => load(part[language]!))));
    if (parts !== this.#parts || locale !== currentLocale(this.element)) return this.speak();
    this.texts = Object.assign({}, first[language], ...texts);
    this.locale = locale;
    this.redraw();
    // Labels and messages are the proxy's words.
    if (before && before !== locale) this.element.refresh();
  }

  /** Leaves the proxy alone for as long as it wants, then looks again. @param pause in milliseconds; 0 where it wants none */
  rest(pause: number): void {
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
    const status = invoice?.status;
    if (!status) element.removeAttribute('status');
    else if (status !== element.getAttribute('status')) element.setAttribute('status', status);
  }

  redraw(): void {
    this.element.requestUpdate();
  }

  #wake(): void {
    clearTimeout(this.#rest);
    this.resting = false;
  }
}
