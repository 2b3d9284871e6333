import type { InvoiceView } from '../proxy/types.ts';
import { ApiError, load } from './api.ts';
import { InvoicePayErrorEvent } from './events/error.ts';
import { InvoicePayStatusEvent } from './events/status.ts';
import type { InvoicePayButton } from './invoice-pay-button.ts';
import { currentLocale, first, type Part } from './language.ts';
import type { Panel } from './panel.ts';
import type { Session } from './session.ts';
import type { Texts } from './texts/en.ts';

/** What one element knows: the templates and panels draw from it, and put there what they have found out. */
export class Desk {
  readonly element: InvoicePayButton;
  session: Session | null = null;
  panel: Panel | null = null;

  /** BCP 47; empty until there are texts. */
  locale = '';
  /** As much as was learnt so far; nothing is drawn before what it needs. */
  readonly texts = {} as Texts;

  invoice: InvoiceView | null = null;
  error: ApiError | null = null;
  /** A sentence about what just happened, such as a changed amount. */
  notice = '';
  /** What was last spoken to those who do not see. */
  said = '';
  /** The button whose work is being done, by the name of its part. */
  busy = '';
  /** The proxy wants to be left alone for a while. */
  resting = false;

  readonly #parts: Part[] = [first];
  /** How many views were shown. */
  #shown = 0;

  constructor(element: InvoicePayButton) {
    this.element = element;
  }

  /** Speaks the language of the place where the element stands. @param parts more to say from now on. @throws {ApiError} */
  async speak(...parts: Part[]): Promise<void> {
    this.#parts.push(...parts);
    const before = this.locale;
    const locale = currentLocale(this.element);
    const language = locale.slice(0, 2);
    const texts = await load(() => Promise.all(this.#parts.map((part) => part[language]!())));
    if (locale !== currentLocale(this.element)) return this.speak();
    Object.assign(this.texts, ...texts);
    this.locale = locale;
    this.redraw();
    // Labels and messages are the proxy's words.
    if (before && before !== locale) this.element.refresh();
  }

  /** Asks for the view again. What fails is shown. */
  async look(): Promise<void> {
    const { session } = this;
    const shown = this.#shown;
    try {
      const invoice = await session!.read(currentLocale(this.element));
      // A payment made meanwhile has shown a later view, and another token another invoice.
      if (session === this.session && shown === this.#shown) this.show(invoice);
    } catch (error) {
      if (session === this.session) this.fail(error);
    }
  }

  /** Shows a view that was just answered. */
  show(invoice: InvoiceView): void {
    const previous = this.invoice;
    this.#shown++;
    this.invoice = invoice;
    this.error = null;
    this.element.setAttribute('status', invoice.status);
    this.redraw();
    if (previous?.status !== invoice.status) {
      this.element.dispatchEvent(new InvoicePayStatusEvent(invoice, previous));
    }
  }

  /** Forgets the invoice: the token is now about another one. */
  clear(): void {
    this.invoice = null;
    this.panel = null;
    this.notice = '';
    this.element.removeAttribute('status');
    this.redraw();
  }

  /** Shows and sends an error. Other than the proxy's are ours, and thrown on. */
  readonly fail = (error: unknown): void => {
    if (!(error instanceof ApiError)) throw error;
    this.error = error;
    this.redraw();
    this.element.dispatchEvent(new InvoicePayErrorEvent(error.code, error.reference));
  };

  redraw(): void {
    this.element.requestUpdate();
  }
}
