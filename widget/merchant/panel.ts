import { html, nothing, type TemplateResult } from 'lit';
import type { InvoiceView } from '../../proxy/types.ts';
import { button } from '../button.ts';
import type { Desk } from '../desk.ts';
import { InvoicePayCopiedEvent } from '../events.ts';
import { isSome } from '../format.ts';
import { Log } from '../log.ts';
import { isPayable } from '../notes.ts';
import sheet from '../panel.css?inline';
import type { Panel } from '../panel.ts';
import { createPayment } from '../payment.ts';
import { adopt } from '../sheet.ts';
import { attempts } from './attempts.ts';
import { copy } from './copy.ts';
import { qr } from './qr.ts';

/** How long a button says that it copied, in milliseconds: long enough to look back at it. */
const COPIED = 3_000;

/** What a merchant has besides the status: create, copy, check; the sums, the link, the attempts and the log. */
export class MerchantPanel implements Panel {
  readonly #desk: Desk;
  readonly #log: Log;
  #copied: ReturnType<typeof setTimeout> | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#log = new Log(desk, 'v1/invoice/log');
    adopt(desk.root, sheet);
  }

  /** The log, where it is open; the rest is in the view. */
  async look(): Promise<void> {
    if (this.#log.isOpen) await this.#log.load();
  }

  /** The next step comes first, and filled: a payment where none can be paid yet, else the link. */
  actions(): TemplateResult {
    const { texts, format, invoice } = this.#desk;
    const payable = isPayable(invoice!);
    const createFirst = payable && !invoice!.payment?.checkoutUrl;
    const create = payable ? this.#createButton(createFirst) : nothing;
    const copy = this.#copyButton(!createFirst);
    return html`
      ${createFirst ? [create, copy] : [copy, create]}
      ${button(this.#desk, { part: 'check-button', label: texts.checkNow, task: 'check', work: () => this.#check() })}
      <p class="small checked">${texts.checked(format.time(invoice!.checkedAt))}</p>
    `;
  }

  body(): TemplateResult {
    const { texts, format } = this.#desk;
    const invoice = this.#desk.invoice!;
    return html`
      <dl class="rows sums">
        ${sums(invoice, texts).map(
          ([name, amount]) => html`<div><dt>${name}</dt><dd>${format.amount(amount)}</dd></div>`,
        )}
      </dl>
      <div class="share">
        ${qr(invoice.link, texts.qr(invoice.number))}
        <div>
          <p class="caption">${texts.linkFor}</p>
          <a part="link" href=${invoice.link}>${invoice.link}</a>
        </div>
      </div>
      <div class="folds">
      <details part="attempts">
        <summary>${texts.attempts}<span class="count">${invoice.attempts?.length ?? 0}</span></summary>
        ${attempts(invoice, texts, format)}
      </details>
      ${this.#log.folded()}
      </div>
    `;
  }

  #createButton(filled: boolean): TemplateResult {
    const desk = this.#desk;
    const label = desk.texts.createPayment;
    const work = async () => {
      await createPayment(desk);
    };
    return button(desk, { part: 'create-button', label, task: 'create', filled, work });
  }

  /** Keeps the width of the longer of its two texts. */
  #copyButton(filled: boolean): TemplateResult {
    const { texts, invoice } = this.#desk;
    return html`<button
      type="button"
      part="copy-button"
      class=${filled ? 'filled' : ''}
      @click=${() => this.#copy(invoice!.link)}
    >
      <span class=${this.#copied ? 'away' : ''}>${texts.copyLink}</span>
      <span class=${this.#copied ? '' : 'away'} aria-hidden=${!this.#copied}>${texts.copied}</span>
    </button>`;
  }

  async #check(): Promise<void> {
    this.#desk.show(await this.#desk.call<InvoiceView>('POST', 'v1/invoice/refresh'));
  }

  async #copy(link: string): Promise<void> {
    const desk = this.#desk;
    if (!(await copy(link, desk.root))) {
      desk.notify(desk.texts.copyByHand);
      return;
    }
    desk.emit(new InvoicePayCopiedEvent(link));
    clearTimeout(this.#copied);
    this.#copied = setTimeout(() => {
      this.#copied = undefined;
      desk.say('');
    }, COPIED);
    desk.say(desk.texts.copied);
  }
}

/** The sums that are worth a line: the total, and whatever is not zero. */
function sums(invoice: InvoiceView, texts: Desk['texts']) {
  const { total, paidElsewhere, paid, refunded, chargedBack, pending, excess } = invoice;
  const others = [
    [texts.paidElsewhere, paidElsewhere],
    [texts.paidHere, paid],
    [texts.refunded, refunded],
    [texts.chargedBack, chargedBack],
    [texts.pendingSum, pending],
    [texts.excess, excess],
  ] as const;
  return [[texts.total, total] as const, ...others.filter(([, amount]) => isSome(amount))];
}
