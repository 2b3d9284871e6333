import { html, LitElement, type PropertyValues, unsafeCSS } from 'lit';
import type { InvoiceStatus, InvoiceView } from '../proxy/types.ts';
import { ApiError } from './api.ts';
import { Desk } from './desk.ts';
import sheet from './element.css?inline';
import { formatFor } from './format.ts';
import { frame, waiting } from './frame.ts';
import { localeFor, nearestLang, onLangChange, textsFor } from './language.ts';
import { type Follower, follow, hasten, unfollow } from './live.ts';
import { hasFailed, isUnderWay } from './notes.ts';
import type { Panel } from './panel.ts';
import { Session } from './session.ts';
import { type Audience, tokenFacts } from './token.ts';

/**
 * An invoice's status, and the way to pay it. What is shown follows from the token: a payer sees the amount still
 * open and pays it, a merchant also creates payments and copies the link, an administrator sees the connection.
 *
 * @element invoice-pay-button
 *
 * @attr {string} token - The signed invoice token
 * @attr {string} token-url - Answers a fresh token as text; on the page's own origin, fetched with credentials
 * @attr {string} proxy - The proxy's address; by default where the script came from
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
 * @csspart status - The status in words, with its icon
 * @csspart amount - The amount still open, else the invoice's total
 * @csspart pay-button - Pay
 * @csspart create-button - Create payment
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
 * @cssstate failed - The last attempt to pay failed
 * @cssstate test-mode - No real money moves
 * @cssstate open, pending, partially-paid, paid, overpaid, partially-refunded, refunded, charged-back, nothing-due, void - The status
 *
 * @cssprop [--invoice-pay-surface=light-dark(#fff, #16181d)] - Background
 * @cssprop [--invoice-pay-text=light-dark(#1a1d24, #eceef2)] - Text
 * @cssprop [--invoice-pay-muted=light-dark(#5a6172, #a2a9b8)] - Secondary text
 * @cssprop [--invoice-pay-line=light-dark(#e2e5eb, #2f333d)] - Hairlines and placeholders
 * @cssprop [--invoice-pay-accent=light-dark(#1d4ed8, #9db8ff)] - The filled button, focus rings
 * @cssprop [--invoice-pay-on-accent=light-dark(#fff, #0d1633)] - Text on the filled button
 * @cssprop [--invoice-pay-positive=light-dark(#0b7044, #5fcf98)] - Paid
 * @cssprop [--invoice-pay-waiting=light-dark(#855300, #e8b65a)] - Pending
 * @cssprop [--invoice-pay-attention=light-dark(#b3261e, #ff9d94)] - Charged back, overpaid, failed
 * @cssprop [--invoice-pay-neutral=light-dark(#424a5c, #c3c8d3)] - Every other status
 * @cssprop [--invoice-pay-radius=8px] - Corners
 * @cssprop [--invoice-pay-padding=16px] - Space inside the border
 * @cssprop [--invoice-pay-border=1px solid var(--invoice-pay-line)] - Border; `none` for a list
 * @cssprop [--invoice-pay-button-height=44px] - Height of buttons; 36px where space is scarce
 */
export class InvoicePayButton extends LitElement {
  static override properties = { token: {}, tokenUrl: { attribute: 'token-url' }, proxy: {} };
  static override styles = unsafeCSS(sheet);
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  /** The proxy of elements that name none; set by the script that a proxy serves. */
  static defaultProxy = '';

  declare token: string | null;
  declare tokenUrl: string | null;
  declare proxy: string | null;

  readonly #internals = this.attachInternals();
  readonly #desk = new Desk(this, (previous) => this.#reflect(previous));
  readonly #follower: Follower = {
    isMoving: () => isUnderWay(this.invoice),
    look: () => this.#audience !== 'admin' && this.#desk.refresh(),
  };
  #session: Session | null = null;
  #audience: Audience = 'payer';
  #subject = '';
  #locale = '';
  #forgetLang = () => {};
  #hadFocus = false;

  /** The invoice as the proxy sees it; null until it is known. */
  get invoice(): InvoiceView | null {
    return this.#desk.invoice;
  }

  /** The invoice's status; null until it is known. Reflected. */
  get status(): InvoiceStatus | null {
    return this.invoice?.status ?? null;
  }

  /** Asks again. What fails is shown and sent as an event; the promise is kept in any case. */
  async refresh(): Promise<void> {
    await (this.#audience === 'admin' ? this.#lookAtPanel() : this.#desk.refresh());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#forgetLang = onLangChange(() => this.#followLang());
    this.#followLang();
    follow(this.#follower);
    // Moved elsewhere in the page: what was missed meanwhile.
    if (this.#session) this.refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forgetLang();
    unfollow(this.#follower);
    this.#desk.pause();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('token') || changed.has('tokenUrl') || changed.has('proxy')) this.#start();
    this.#hadFocus = Boolean(this.shadowRoot?.activeElement);
  }

  protected override render() {
    const { texts, said } = this.#desk;
    return html`
      ${texts ? frame(this.#desk, this.#audience) : waiting(this.#audience)}
      <p class="said" role="status">${said}</p>
    `;
  }

  protected override updated(): void {
    const { invoice, error, panel, texts } = this.#desk;
    this.#internals.role = 'group';
    this.#internals.ariaLabel = invoice ? texts?.invoice(invoice.number) : null;
    const { states } = this.#internals;
    states.clear();
    if (error) states.add('error');
    else if (!invoice && !panel?.head?.()) states.add('loading');
    if (invoice?.mode === 'test' || panel?.test) states.add('test-mode');
    if (invoice) states.add(invoice.status.replaceAll('_', '-'));
    if (invoice && hasFailed(invoice)) states.add('failed');
    // The button in focus may have gone with what it was for.
    if (this.#hadFocus && !this.shadowRoot?.activeElement) this.focus();
  }

  /** Begins with a token or proxy, again with every new one. */
  async #start(): Promise<void> {
    const desk = this.#desk;
    const { token, tokenUrl } = this;
    const proxy = this.proxy || InvoicePayButton.defaultProxy;
    const session = token || tokenUrl ? new Session(proxy, token, tokenUrl) : null;
    this.#session = session;
    desk.open(session);
    if (!session) return;
    session.language = this.#locale;
    try {
      const { audience, subject } = tokenFacts(token || (await session.token()));
      if (session !== this.#session) return;
      if (subject !== this.#subject) this.#forget();
      this.#subject = subject;
      this.#audience = audience;
      desk.redraw();
      if (audience !== 'admin') desk.refresh();
      if (audience === 'payer') return;
      const panel = desk.panel ?? (await this.#loadPanel(audience));
      if (session !== this.#session) return;
      desk.panel = panel;
      desk.redraw();
      if (audience === 'admin') await this.#lookAtPanel();
    } catch (error) {
      if (session === this.#session) desk.fail(error);
    }
  }

  async #loadPanel(audience: Audience): Promise<Panel> {
    try {
      if (audience === 'admin') return new (await import('./admin/panel.ts')).AdminPanel(this.#desk);
      return new (await import('./merchant/panel.ts')).MerchantPanel(this.#desk);
    } catch {
      throw new ApiError('unreachable');
    }
  }

  async #lookAtPanel(): Promise<void> {
    const { panel } = this.#desk;
    if (panel) await this.#desk.run('check', () => panel.look());
  }

  #forget(): void {
    this.#desk.clear();
    this.removeAttribute('status');
  }

  #reflect(previous: InvoiceView | null): void {
    this.setAttribute('status', this.invoice!.status);
    if (isUnderWay(this.invoice) && !isUnderWay(previous)) hasten();
  }

  async #followLang(): Promise<void> {
    const locale = localeFor(nearestLang(this));
    if (locale === this.#locale) return;
    this.#locale = locale;
    const texts = await textsFor(locale);
    if (locale !== this.#locale) return;
    this.#desk.texts = texts;
    this.#desk.format = formatFor(locale);
    this.#desk.redraw();
    if (!this.#session || this.#session.language === locale) return;
    // Labels and messages are the proxy's words.
    this.#session.language = locale;
    this.refresh();
  }
}
