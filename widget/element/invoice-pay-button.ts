import { type PropertyValues, ReactiveElement, unsafeCSS } from '@lit/reactive-element';
import type { InvoiceStatus, InvoiceView } from '../../shared/api.ts';
import { ApiError } from '../api/client.ts';
import { loadChunk } from '../api/load-chunk.ts';
import { RefreshOnReturn } from '../controllers/refresh-on-return.ts';
import { currentLocale } from '../i18n/locale.ts';
import { statesOf } from '../state/custom-states.ts';
import { ElementState } from '../state/element-state.ts';
import type { PanelContent } from '../state/panel.ts';
import type { Session } from '../state/session.ts';
import { BasicLayout } from '../views/basic/basic-layout.ts';
import { basicContent, contentOrError } from '../views/basic/basic-view.ts';
import { h } from '../views/basic/dom.ts';
import type { Layout } from '../views/layout.ts';
import sheet from './element.css?inline';
import { chunks, panelChunks, panels } from './lazy.ts';

/** How long an error waits for the panel, which explains it in full, in milliseconds. */
const SLOW = 5_000;

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
 * @fires {InvoicePayConnectionEvent} invoice-pay-connection - An administrator has changed the connection
 * @fires {InvoicePayErrorEvent} invoice-pay-error - Something failed
 *
 * @csspart facts - Status, amount and what it is; 100px high at least where it is narrow
 * @csspart status - The status in words, with its icon
 * @csspart amount - The amount that the status is about: what Pay asks, what is too much, what went back, else the total
 * @csspart actions - Every button; room is kept for one
 * @csspart pay-button - Pay
 * @csspart method-button - Pays with one method. Each has a part of its own besides, of `method-` and Mollie's id: `method-ideal`
 * @csspart more-button - Shows the methods that there is no room for at first
 * @csspart create-button - Create payment; Go on without it
 * @csspart copy-button - Copy link; copies a line of what to transfer
 * @csspart check-button - Check now, Check again; Try again where no status is known
 * @csspart link - The link to the invoice's page
 * @csspart not-sent-button - Cancels the bank transfer that was started
 * @csspart qr - A QR code: of the link, or of a bank transfer for banks' apps
 * @csspart log - What happened, newest first
 * @csspart attempts - Every payment that was started
 * @csspart message - A sentence on what is under way, stands in the way, or failed
 * @csspart connection - What the connection check found
 * @csspart connect - The form that takes an API key
 * @csspart field - A field for an API key, a name or a colour
 * @csspart connect-button - Connect; Use it all the same
 * @csspart replace-button - Replace key
 * @csspart pause-button - Pause payments; Resume
 * @csspart disconnect-button - Disconnect, before and after the question
 * @csspart question - What is asked before something that is hard to take back
 * @csspart brand - The brand of the pay page
 * @csspart brand-button - Save brand
 * @csspart preview - The pay page in the colours of the brand
 *
 * @cssstate loading - Nothing is known yet
 * @cssstate error - The last thing asked failed
 * @cssstate failed - The last attempt to pay failed, not longer than a day ago
 * @cssstate test-mode - No real money moves
 * @cssstate connected - To administrators: there is an API key
 * @cssstate paused - To administrators: payments are paused
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
 * @cssprop [--invoice-pay-button-height=44px] - Height of buttons; 36px is the default of smaller ones, such as those of methods and of merchants
 */
export class InvoicePayButton extends ReactiveElement {
  static override properties = { token: {}, tokenUrl: { attribute: 'token-url' }, proxy: {} };
  static override styles = unsafeCSS(sheet);
  static override shadowRootOptions = { mode: 'open', delegatesFocus: true } as const;
  /** The proxy of elements that name none; set by the script that a proxy serves. */
  static defaultProxy = '';

  declare token: string | null;
  declare tokenUrl: string | null;
  declare proxy: string | null;

  readonly #internals = this.attachInternals();
  readonly #state = new ElementState(this, chunks);
  readonly #live = h('p', { class: 'live', role: 'status' });
  #liveText = '';
  #basicLayout!: BasicLayout;
  #createPanelLayout!: (basic: BasicLayout) => Layout<PanelContent>;
  /** Draws once the basic view is not enough, and from then on. */
  #panelLayout: Layout<PanelContent> | undefined;
  #hasContent = false;

  /** The invoice as the proxy sees it; null until it is known. */
  get invoice(): InvoiceView | null {
    return this.#state.invoice;
  }

  /** The invoice's status; null until it is known. Reflected. */
  get status(): InvoiceStatus | null {
    return this.invoice?.status ?? null;
  }

  /** Asks again, once for all who want it at this moment. What fails is shown and sent as an event; the promise is kept in any case. */
  async refresh(): Promise<void> {
    const state = this.#state;
    if (!this.isConnected) return;
    if (state.session.isOver) this.#restart();
    const { session } = state;
    if (!this.token && !this.tokenUrl) return;
    session.loading ??= this.#load(session).finally(() => {
      session.loading = null;
    });
    await session.loading;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const state = this.#state;
    this.#restart();
    state.loadTexts().catch(state.session.fail);
    state.requestUpdate();
  }

  /** Starts with a token or proxy, and again with every new one. */
  protected override willUpdate(): void {
    const { session } = this.#state;
    if (session.isOver || session.loading === undefined) this.refresh();
  }

  protected override createRenderRoot(): ShadowRoot {
    const root = super.createRenderRoot() as ShadowRoot;
    this.#basicLayout = new BasicLayout(root, this.#live);
    new RefreshOnReturn(this.#state);
    return root;
  }

  protected override update(changed: PropertyValues): void {
    super.update(changed);
    this.#draw();
    const { liveText } = this.#state.session;
    // Only a change, since screen readers announce whatever is set.
    if (this.#liveText !== liveText) this.#live.textContent = this.#liveText = liveText;
  }

  protected override updated(): void {
    const { states } = this.#internals;
    states.clear();
    for (const name of statesOf(this.#state, this.#hasContent)) states.add(name);
    // A script of the page may have removed the attribute.
    this.#state.reflectStatus();
    // The page's own content had the focus, and is hidden now.
    if (this.querySelector(':scope>:focus')?.assignedSlot === null)
      this.renderRoot.querySelector<HTMLElement>('button,a')?.focus();
  }

  #draw(): void {
    const state = this.#state;
    const { audience, panel, session } = state;
    const basic = panel && this.#panelLayout ? null : contentOrError(state, basicContent);
    const content = basic ?? (panel && contentOrError(state, () => panel.content()));
    if (content !== basic && !this.#panelLayout) {
      // The pressed button would be replaced, and the press be lost.
      const { press } = this.#basicLayout;
      if (press) return void press.then(() => this.requestUpdate());
      this.#panelLayout = this.#createPanelLayout(this.#basicLayout);
    }
    this.#hasContent = content !== null;
    const withFallback = !content || session.error !== null;
    if (this.#panelLayout) this.#panelLayout.draw(content, audience, withFallback);
    else this.#basicLayout.draw(basic, audience, withFallback);
  }

  #restart(): void {
    this.#state.restart(this.proxy || InvoicePayButton.defaultProxy);
  }

  async #load(session: Session): Promise<void> {
    const state = this.#state;
    const locale = currentLocale(this);
    // Without the panel, an error is shown in few words.
    const showWithoutPanel = () => {
      state.isPanelMissing = !state.panel;
      state.requestUpdate();
    };
    const slow = setTimeout(showWithoutPanel, SLOW);
    let loading: Promise<void> | undefined;
    try {
      // The language has changed, or its texts could not be loaded before.
      if (state.locale !== currentLocale(this)) await session.whileCurrent(state.loadTexts());
      state.setToken(await session.ask(async (token) => token, true));
      if (state.mustWait) {
        // The token is about another invoice, which may not be asked for yet.
        if (!session.error && !state.invoice) session.fail(new ApiError('unreachable'));
      } else if (state.audience !== 'admin') loading = session.loadInvoice();
      // A payer's first status needs nothing else, so it comes first.
      if (state.audience === 'payer') await loading;
    } catch (error) {
      session.fail(error);
    }
    try {
      if (!state.panel) {
        const { loadPanel, createPanelLayout } = await session.whileCurrent(loadChunk(panels));
        this.#createPanelLayout = createPanelLayout;
        state.panel = await loadPanel(state, panelChunks);
      }
      const { panel } = state;
      state.requestUpdate();
      await loading;
      if (!state.mustWait) await panel.load();
    } catch (error) {
      // First the answer, which would clear the error.
      await loading;
      session.fail(error);
    }
    clearTimeout(slow);
    showWithoutPanel();
    // The language has changed meanwhile, and the answers are in the one before.
    if (!session.isOver && locale !== currentLocale(this)) await this.#load(session);
  }
}
