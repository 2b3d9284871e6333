import type { ReactiveController } from 'lit';
import type { InvoiceView } from '../../shared/api.ts';
import type { ApiError } from '../api/client.ts';
import type { Desk } from '../state/element-state.ts';
import { formatAmount } from '../i18n/format.ts';
import { errorText } from '../views/common/error-message.ts';
import { type Figure, figureOf } from '../state/main-amount.ts';
import { sentences } from '../state/invoice-messages.ts';

type Known = {
  invoice: InvoiceView | null;
  /** What its status is about. */
  figure: Figure | null;
  error: ApiError | null;
  locale: string;
  sentences: string[];
};

const NOTHING: Known = { invoice: null, figure: null, error: null, locale: '', sentences: [] };

/**
 * Tells those who do not see it what has changed, once, and how things are after an error. The first status is part of
 * the page that is being read anyway, and what a press brings is told when it is done, unless it has told that itself.
 */
export class Voice implements ReactiveController {
  readonly #desk: Desk;
  #known = NOTHING;
  #wasBusy = false;

  constructor(desk: Desk) {
    this.#desk = desk;
    desk.element.addController(this);
  }

  hostUpdate(): void {
    const { session } = this.#desk;
    try {
      this.#listen();
    } catch (error) {
      if (!session.error) session.fail(error);
    }
  }

  #listen(): void {
    const desk = this.#desk;
    const { invoice, locale, session, panel } = desk;
    const { error, said, busy } = session;
    const isTold = this.#wasBusy && said !== '';
    this.#wasBusy = busy !== '';
    if (busy) return;
    const before = this.#known;
    // The words at hand may be another audience's.
    if (!panel) {
      this.#known = NOTHING;
      return;
    }
    this.#known = {
      invoice,
      figure: invoice && figureOf(desk, invoice),
      error,
      locale,
      sentences: invoice ? sentences(desk, invoice).map(({ text }) => text) : [],
    };
    const news = this.#news(before);
    if (error && error !== before.error) session.said = errorText(desk, error);
    else if (!isTold && news) {
      session.said = news;
      // It was said of what is over.
      session.notice = null;
    }
  }

  #news(before: Known): string {
    const { invoice, figure, error, locale, sentences } = this.#known;
    const isHealed = before.error && !error;
    // In another language everything reads differently, and nothing is new.
    if (!invoice || !figure || !(before.invoice || isHealed) || locale !== before.locale) return '';
    const { status, label, total } = invoice;
    const isOther = isHealed || figure.amount.value !== before.figure?.amount.value;
    // Where the status is about the whole invoice, it says it all.
    const said =
      isOther && figure.amount !== total ? `${label}, ${formatAmount(figure.amount, locale)}` : label;
    const head = isOther || status !== before.invoice?.status ? said : '';
    const fresh = sentences.filter((sentence) => !before.sentences.includes(sentence)).join(' ');
    return [head, fresh].filter(Boolean).join('. ');
  }
}
