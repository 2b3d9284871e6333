import type { ReactiveController } from '@lit/reactive-element';
import type { InvoiceView } from '../../shared/api.ts';
import type { ApiError } from '../api/client.ts';
import { formatAmount } from '../i18n/format.ts';
import type { ElementState } from '../state/element-state.ts';
import { errorText } from '../wording/error-text.ts';
import { invoiceMessages } from '../wording/invoice-messages.ts';
import { type MainAmount, mainAmount } from '../wording/main-amount.ts';

type Known = {
  invoice: InvoiceView | null;
  main: MainAmount | null;
  error: ApiError | null;
  locale: string;
  sentences: string[];
};

const NOTHING: Known = { invoice: null, main: null, error: null, locale: '', sentences: [] };

/**
 * Has screen readers announce what has changed, once, and the status after an error. The first status is not announced,
 * since it is read with the page, nor what an action has announced itself.
 */
export class Announcer implements ReactiveController {
  readonly #state: ElementState;
  #known = NOTHING;
  #wasBusy = false;

  constructor(state: ElementState) {
    this.#state = state;
    state.host.addController(this);
  }

  hostUpdate(): void {
    const { session } = this.#state;
    try {
      this.#update();
    } catch (error) {
      if (!session.error) session.fail(error);
    }
  }

  #update(): void {
    const state = this.#state;
    const { invoice, locale, session, panel } = state;
    const { error, liveText, busy } = session;
    const hasAnnounced = this.#wasBusy && liveText !== '';
    this.#wasBusy = busy !== '';
    if (busy) return;
    const before = this.#known;
    // The texts may still be those of another audience.
    if (!panel) {
      this.#known = NOTHING;
      return;
    }
    this.#known = {
      invoice,
      main: invoice && mainAmount(state, invoice),
      error,
      locale,
      sentences: invoice ? invoiceMessages(state, invoice).map(({ text }) => text) : [],
    };
    const news = this.#news(before);
    if (error && error !== before.error) session.liveText = errorText(state, error);
    else if (!hasAnnounced && news) {
      session.liveText = news;
      // It is older than the news.
      session.message = null;
    }
  }

  #news(before: Known): string {
    const { invoice, main, error, locale, sentences } = this.#known;
    const isHealed = before.error && !error;
    // In another language every text differs, though nothing is new.
    if (!invoice || !main || !(before.invoice || isHealed) || locale !== before.locale) return '';
    const { status, label, total } = invoice;
    const isOther = isHealed || main.amount.value !== before.main?.amount.value;
    // Where the status is about the total, the amount adds nothing.
    const said = isOther && main.amount !== total ? `${label}, ${formatAmount(main.amount, locale)}` : label;
    const head = isOther || status !== before.invoice?.status ? said : '';
    const fresh = sentences.filter((sentence) => !before.sentences.includes(sentence)).join(' ');
    return [head, fresh].filter(Boolean).join('. ');
  }
}
