import type { ReactiveController } from 'lit';
import type { InvoiceView } from '../../proxy/types.ts';
import type { ApiError } from '../api.ts';
import type { Desk } from '../desk.ts';
import { formatAmount } from '../format.ts';
import { errorText } from './failure.ts';
import { sentences } from './notes.ts';
import { isSome } from './some.ts';

type Known = { invoice: InvoiceView | null; error: ApiError | null; locale: string; sentences: string[] };

/**
 * Tells those who do not see it what has changed, once, and how things are after an error. The first status is part of
 * the page that is being read anyway, and what a press brings is told when it is done, unless it has told that itself.
 */
export class Voice implements ReactiveController {
  readonly #desk: Desk;
  #known: Known = { invoice: null, error: null, locale: '', sentences: [] };
  #wasBusy = false;

  constructor(desk: Desk) {
    this.#desk = desk;
    desk.element.addController(this);
  }

  hostUpdate(): void {
    const desk = this.#desk;
    const { invoice, error, locale, said, busy } = desk;
    const isTold = this.#wasBusy && said !== '';
    this.#wasBusy = busy !== '';
    if (busy) return;
    const before = this.#known;
    this.#known = { invoice, error, locale, sentences: invoice ? sentences(desk, invoice) : [] };
    if (error && error !== before.error) desk.said = errorText(desk);
    else if (!isTold) desk.said = this.#news(before) || said;
  }

  #news(before: Known): string {
    const { invoice, error, locale, sentences } = this.#known;
    const isHealed = before.error && !error;
    // In another language everything reads differently, and nothing is new.
    if (!invoice || !(before.invoice || isHealed) || locale !== before.locale) return '';
    const { status, label, remaining } = invoice;
    const isOther = isHealed || remaining.value !== before.invoice?.remaining.value;
    const amount = isOther && isSome(remaining) ? formatAmount(remaining, locale) : '';
    const head =
      isOther || status !== before.invoice?.status ? [label, amount].filter(Boolean).join(', ') : '';
    const fresh = sentences.filter((sentence) => !before.sentences.includes(sentence)).join(' ');
    return [head, fresh].filter(Boolean).join('. ');
  }
}
