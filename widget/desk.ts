import type { LitElement } from 'lit';
import type { InvoiceView } from '../proxy/types.ts';
import { ApiError, type Call } from './api.ts';
import { InvoicePayErrorEvent, InvoicePayStatusEvent } from './events.ts';
import type { Format } from './format.ts';
import type { Panel } from './panel.ts';
import type { Session } from './session.ts';
import type { Texts } from './texts/en.ts';

/** What a press of a button has set going. */
export type Task = 'pay' | 'create' | 'check' | 'look';

/** What setTimeout can wait at most, in milliseconds; more would be taken for none. */
const LONGEST_WAIT = 2 ** 31 - 1;

/** What one element knows and does: the templates and panels draw from it and hand their work to it. */
export class Desk {
  /** Set before anything is drawn. */
  texts!: Texts;
  format!: Format;
  panel: Panel | null = null;

  invoice: InvoiceView | null = null;
  error: ApiError | null = null;
  /** A sentence about what just happened, such as a changed amount. */
  notice = '';
  /** What was last spoken to those who do not see. */
  said = '';
  busy: Task | null = null;

  readonly #element: LitElement;
  readonly #onShow: (previous: InvoiceView | null) => void;
  #session: Session | null = null;
  #looking: Promise<void> | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** Numbers questions and what is shown, in one row. */
  #turn = 0;
  #shown = 0;

  /** @param onShow called with the view before, when another one is shown */
  constructor(element: LitElement, onShow: (previous: InvoiceView | null) => void) {
    this.#element = element;
    this.#onShow = onShow;
  }

  get root(): ShadowRoot {
    return this.#element.shadowRoot!;
  }

  /** The proxy wants to be left alone for a while. */
  get resting(): boolean {
    return Date.now() < (this.#session?.retryAt ?? 0);
  }

  /** Goes on with another token or proxy; null where there is none. What was on its way is dropped. */
  open(session: Session | null): void {
    this.#session = session;
    this.#looking = null;
    this.error = null;
    this.pause();
  }

  /** Forgets the invoice: the token is now about another one. */
  clear(): void {
    this.invoice = null;
    this.panel = null;
    this.notice = '';
  }

  /** No question of its own until it is asked again. */
  pause(): void {
    clearTimeout(this.#retry);
  }

  /** Asks the proxy. @throws {ApiError} */
  call<T>(method: Call['method'], path: string, body?: object): Promise<T> {
    return this.#session!.call<T>(method, path, body);
  }

  /** Asks for the view again. @throws {ApiError} */
  async look(): Promise<void> {
    const session = this.#session;
    if (!session) return;
    const turn = ++this.#turn;
    try {
      const invoice = await session.read();
      // A payment made meanwhile has shown a later view, and another token another invoice.
      if (session === this.#session && turn > this.#shown) this.#take(invoice, turn);
    } catch (error) {
      if (session === this.#session) throw error;
    }
  }

  /** Asks for the view again, once for all who want it at this moment. What fails is shown. */
  refresh(): Promise<void> {
    if (this.resting) return Promise.resolve();
    if (this.#looking) return this.#looking;
    const looking = this.look()
      .catch((error) => this.fail(error))
      .finally(() => {
        if (this.#looking === looking) this.#looking = null;
      });
    this.#looking = looking;
    return looking;
  }

  /** Does one thing at a time: its button spins meanwhile, and an error is shown and sent. */
  async run(task: Task, work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    if (this.resting) {
      this.say(this.errorText());
      return;
    }
    this.busy = task;
    this.notice = '';
    this.redraw();
    try {
      await work();
      this.error = null;
    } catch (error) {
      this.fail(error);
    } finally {
      this.busy = null;
      this.redraw();
    }
  }

  /** Shows a view that was just answered; a question asked before it has lost its turn. */
  show(invoice: InvoiceView): void {
    this.#take(invoice, ++this.#turn);
  }

  /** Shows and sends an error. A 409 says what stands now, which explains itself. Other than the proxy's errors are ours, and thrown on. */
  fail(error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    if (error.invoice) {
      this.show(error.invoice);
    } else {
      this.error = error;
      this.say(this.errorText());
    }
    this.pause();
    if (error.retryAt) {
      const wait = Math.min(Math.max(error.retryAt - Date.now(), 0), LONGEST_WAIT);
      this.#retry = setTimeout(() => this.refresh(), wait);
    }
    this.emit(new InvoicePayErrorEvent(error.code, error.reference));
    this.redraw();
  }

  /** The error in words; the proxy's own where it gave any. */
  errorText(): string {
    if (!this.error || !this.texts) return '';
    const { message, code } = this.error;
    return message || (this.texts.errors[code] ?? this.texts.errors.other!);
  }

  /** Shows and speaks a sentence until the next press. */
  notify(sentence: string): void {
    this.notice = sentence;
    this.say(sentence);
  }

  say(sentence: string): void {
    this.said = sentence;
    this.redraw();
  }

  /** @returns false where a listener prevented what it announces */
  emit(event: Event): boolean {
    return this.#element.dispatchEvent(event);
  }

  redraw(): void {
    this.#element.requestUpdate();
  }

  #take(invoice: InvoiceView, turn: number): void {
    const previous = this.invoice;
    this.#shown = turn;
    this.invoice = invoice;
    this.error = null;
    this.#onShow(previous);
    if (previous?.status !== invoice.status) {
      // The first status is part of the page that is being read anyway.
      if (previous) this.say(invoice.label);
      this.emit(new InvoicePayStatusEvent(invoice, previous));
    }
    if (previous && differ(previous, invoice)) this.panel?.look().catch((error) => this.fail(error));
    this.redraw();
  }
}

/** Whether anything has happened between two views, besides another look. */
function differ(one: InvoiceView, other: InvoiceView): boolean {
  return JSON.stringify({ ...one, checkedAt: '' }) !== JSON.stringify({ ...other, checkedAt: '' });
}
