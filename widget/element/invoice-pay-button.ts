import { LitElement, unsafeCSS } from 'lit';
import type { InvoiceStatus, InvoiceView } from '../../shared/api.ts';
import { ApiError, load } from '../api/client.ts';
import { Desk } from '../state/element-state.ts';
import sheet from './element.css?inline';
import { frame } from '../views/layout.ts';
import { currentLocale } from '../i18n/locale.ts';
import type { View } from '../state/panel.ts';
import { failureView, isPlain, plainView } from '../views/basic-view.ts';
import type { Session } from '../state/session.ts';

/** Elements and comments, by which lit knows its way: `NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT`. */
const MARKS = 129;

/** How long nothing but an error is waited for with what says it in full, in milliseconds. */
const SLOW = 5_000;

const later = async () => (await import('./panels.ts')).panelFor;

/**
 * An invoice's status, and the way to pay it. What is shown follows from the token: a payer sees the amount still
 * open and pays it, a merchant also creates payments and copies the link, an administrator sees the connection.
 *
 * @element invoice-pay-button
 *
 * @attr {string} token - The signed invoice token
 * @attr {string} token-url - Answers a fresh token as text; on the page's own origin, fetched with credentials
 * @attr {string} proxy - The proxy's address; by default where the script came from
 * @attr {string} lang - The language, where it is another than that of the place it stands in
 * @attr {string} status - Set by the element, for selectors: the status as the API names it, such as `partially_paid`
 *
 * @slot - What stands there without script, such as a link to pay; visible until a status shows, and on any error
 * @slot paid - Shown beneath the status once the invoice is paid
 * @slot error - Shown beneath an error
 *
 * @fires {InvoicePayStatusEvent} invoice-pay-status - The status is known for the first time, or has changed
 * @fires {InvoicePayCreatedEvent} invoice-pay-created - A payment stands ready at Mollie
 * @fires {InvoicePayCopiedEvent} invoice-pay-copied - The link is on the clipboard
 * @fires {InvoicePayRedirectEvent} invoice-pay-redirect - About to leave for the checkout; cancelable
 * @fires {InvoicePayErrorEvent} invoice-pay-error - Something failed
 *
 * @csspart facts - Status, amount and what it is; 100px high at least where it is narrow
 * @csspart status - The status in words, with its icon
 * @csspart amount - The amount that the status is about: what Pay asks, what is too much, what went back, else the total
 * @csspart actions - Every button; room is kept for one
 * @csspart pay-button - Pay
 * @csspart create-button - Create payment; Go on without it
 * @csspart copy-button - Copy link
 * @csspart check-button - Check now, Check again; Try again where no status is known
 * @csspart link - The link to the invoice's page
 * @csspart qr - The link as a QR code
 * @csspart log - What happened, newest first
 * @csspart attempts - Every payment that was started
 * @csspart message - A sentence on what is under way, stands in the way, or failed
 * @csspart connection - What the connection check found
 *
 * @cssstate loading - Nothing is known yet
 * @cssstate error - The last thing asked failed
 * @cssstate failed - The last attempt to pay failed, not longer than a day ago
 * @cssstate test-mode - No real money moves
 * @cssstate open - Nothing is paid yet
 * @cssstate pending - A payment is being processed
 * @cssstate partially-paid - A part is paid
 * @cssstate paid - All is paid
 * @cssstate overpaid - More was paid than asked
 * @cssstate partially-refunded - Paid, and a part given back
 * @cssstate refunded - Paid, and all given back
 * @cssstate charged-back - A bank took money back, so that it is due again
 * @cssstate nothing-due - Nothing was ever to be paid
 * @cssstate void - Withdrawn, never to be paid
 *
 * @cssprop [--invoice-pay-surface=light-dark(#fff, #16181d)] - Background
 * @cssprop [--invoice-pay-text=light-dark(#1a1d24, #eceef2)] - Text
 * @cssprop [--invoice-pay-muted=light-dark(#5a6172, #a2a9b8)] - Secondary text
 * @cssprop [--invoice-pay-line=light-dark(#e2e5eb, #2f333d)] - Hairlines and placeholders
 * @cssprop [--invoice-pay-control=#7d8494] - Borders of buttons that are not filled
 * @cssprop [--invoice-pay-accent=light-dark(#1d4ed8, #9db8ff)] - The filled button, focus rings
 * @cssprop [--invoice-pay-on-accent=light-dark(#fff, #0d1633)] - Text on the filled button
 * @cssprop [--invoice-pay-positive=light-dark(#0b7044, #5fcf98)] - Paid
 * @cssprop [--invoice-pay-waiting=light-dark(#855300, #e8b65a)] - Pending
 * @cssprop [--invoice-pay-attention=light-dark(#b3261e, #ff9d94)] - Charged back, overpaid, failed
 * @cssprop [--invoice-pay-neutral=light-dark(#424a5c, #c3c8d3)] - Every other status
 * @cssprop [--invoice-pay-radius=8px] - Corners
 * @cssprop [--invoice-pay-padding=16px] - Space inside the border
 * @cssprop [--invoice-pay-border=1px solid light-dark(#e2e5eb, #2f333d)] - Border; `none` for a list
 * @cssprop [--invoice-pay-button-height=44px] - Height of buttons; 36px is the default of a merchant's and an administrator's smaller ones
 */
export class InvoicePayButton extends LitElement {
  static override properties = { token: {}, tokenUrl: { attribute: 'token-url' }, proxy: {} };
  static override styles = unsafeCSS(sheet);
  static override shadowRootOptions = { mode: 'open', delegatesFocus: true } as const;

  /** The proxy of elements that name none; set by the script that a proxy serves. */
  static defaultProxy = '';

  declare token: string | null;
  declare tokenUrl: string | null;
  declare proxy: string | null;

  readonly #internals = this.attachInternals();
  readonly #desk = new Desk(this);
  #view: View | null = null;
  /** What was drawn, as it was left. */
  #drawn: Node[] = [];
  #retry: ReturnType<typeof setTimeout> | undefined;

  /** The invoice as the proxy sees it; null until it is known. */
  get invoice(): InvoiceView | null {
    return this.#desk.invoice;
  }

  /** The invoice's status; null until it is known. Reflected. */
  get status(): InvoiceStatus | null {
    return this.invoice?.status ?? null;
  }

  /** Asks again, once for all who want it at this moment. What fails is shown and sent as an event; the promise is kept in any case. */
  async refresh(): Promise<void> {
    const desk = this.#desk;
    if (!this.isConnected) return;
    if (desk.session.isOver) this.#begin();
    const { session } = desk;
    if (!this.token && !this.tokenUrl) return;
    session.looking ??= this.#look(session).finally(() => {
      session.looking = null;
    });
    await session.looking;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const desk = this.#desk;
    this.#begin();
    desk.speak().catch(desk.session.fail);
    desk.redraw();
    this.#listen('addEventListener');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listen('removeEventListener');
  }

  /** Begins with a token or proxy, again with every new one. */
  protected override willUpdate(): void {
    const { session } = this.#desk;
    if (session.isOver || session.looking === undefined) this.refresh();
  }

  protected override render() {
    const { audience, session } = this.#desk;
    // Somebody else has changed what was drawn here: it is drawn anew.
    const root = this.renderRoot;
    if (!this.#drawn.every((node) => root.contains(node))) {
      this.renderOptions.renderBefore = document.createComment('');
      root.replaceChildren(this.renderOptions.renderBefore);
    }
    try {
      this.#view = this.#draw();
    } catch (error) {
      if (!session.error) session.fail(error);
      this.#view = failureView(this.#desk);
    }
    return frame(this.#view, audience, !this.#view || session.error !== null, session.said);
  }

  protected override updated(): void {
    const { invoice, panel, session } = this.#desk;
    const { states } = this.#internals;
    states.clear();
    if (session.error) states.add('error');
    else if (!this.#view) states.add('loading');
    if (invoice) states.add(invoice.status.replaceAll('_', '-'));
    if (invoice?.mode === 'test') states.add('test-mode');
    for (const state of panel?.states ?? []) states.add(state);
    // Others may have taken it.
    this.#desk.reflect();
    const drawn = document.createTreeWalker(this.renderRoot, MARKS);
    this.#drawn = [];
    while (drawn.nextNode()) this.#drawn.push(drawn.currentNode);
    // The fallback may have gone just now, and with it what had the focus.
    if (this.querySelector(':scope>:focus')?.assignedSlot === null)
      this.renderRoot.querySelector<HTMLElement>('button,a')?.focus();
  }

  #draw(): View | null {
    const desk = this.#desk;
    const { invoice, panel, audience, isStuck, session } = desk;
    if (panel) return panel.view();
    if (invoice && audience === 'payer' && isPlain(invoice)) return plainView(desk, invoice);
    return session.error && isStuck ? failureView(desk) : null;
  }

  #begin(): void {
    this.#desk.begin(this.proxy || InvoicePayButton.defaultProxy);
  }

  async #look(session: Session): Promise<void> {
    const desk = this.#desk;
    const locale = currentLocale(this);
    // An error is said in few words where those that say more take their time.
    const judge = () => {
      desk.isStuck = !desk.panel;
      desk.redraw();
    };
    const late = setTimeout(judge, SLOW);
    let looked: Promise<void> | undefined;
    try {
      // In another language than the last time, or what could not be had then.
      if (desk.locale !== currentLocale(this)) await session.own(desk.speak());
      desk.about(await session.ask(async (token) => token, true));
      if (desk.resting) {
        // Nobody may be asked about this one yet.
        if (!session.error && !desk.invoice) session.fail(new ApiError('unreachable'));
      } else if (desk.audience !== 'admin') looked = session.look();
      // What a payer's first status can do without comes after it.
      if (desk.audience === 'payer') await looked;
    } catch (error) {
      session.fail(error);
    }
    try {
      desk.panel ??= await (await session.own(load(later)))(desk);
      const { panel } = desk;
      desk.redraw();
      await looked;
      if (!desk.resting) await panel.look();
    } catch (error) {
      // What it answers would take back what is said here.
      await looked;
      session.fail(error);
    }
    clearTimeout(late);
    judge();
    // Its answers are in another language than the words around them by now.
    if (!session.isOver && locale !== currentLocale(this)) await this.#look(session);
  }

  /** Hears of it, or no longer, when people or the network are back. */
  #listen(change: 'addEventListener' | 'removeEventListener'): void {
    document[change]('visibilitychange', this.#returned);
    for (const type of ['pageshow', 'focus', 'online']) window[change](type, this.#returned);
  }

  /** Something that could not be had may be there by now. */
  readonly #returned = (event: Event): void => {
    const { invoice, session } = this.#desk;
    // As a page loads, it shows itself once; its first questions are on their way already.
    if (event instanceof PageTransitionEvent && !event.persisted) return;
    // What an administrator reads moves only when asked.
    if (document.hidden || !(invoice || session.error)) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.refresh(), session.retryAt - performance.now());
  };
}
