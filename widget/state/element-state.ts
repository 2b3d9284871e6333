import type { InvoiceView } from '../../shared/api.ts';
import type { Audience } from '../../shared/audiences.ts';
import type { Chunks } from '../api/load-chunk.ts';
import { loadChunk } from '../api/load-chunk.ts';
import { invoiceShape } from '../api/response-shape.ts';
import { timeAfter } from '../api/retry-after.ts';
import { tokenClaims } from '../api/token-claims.ts';
import { currentLocale } from '../i18n/locale.ts';
import { basicTexts, type TextGroup, type Texts } from '../i18n/texts.ts';
import type { Host } from './host.ts';
import type { Panel } from './panel.ts';
import { Session } from './session.ts';

/** What one element knows; the views draw from it. Answers of the proxy reach it through its session. */
export class ElementState {
  readonly host: Host;
  readonly chunks: Chunks;
  session: Session;
  /** Null until it is loaded. */
  panel: Panel | null = null;
  /** The panel could not be loaded, or takes too long. */
  isPanelMissing = false;

  /** BCP 47. */
  locale = '';
  /** Those of the first file and of the groups that are loaded. */
  texts = {} as Texts;

  audience: Audience = 'payer';
  invoice: InvoiceView | null = null;
  /** The methods that there is no room for at first are shown. */
  unfolded = false;
  /** Checks as much of an invoice as can be drawn with what is loaded. */
  shape = invoiceShape;
  /** True until the `Retry-After` of the last error has passed; buttons are disabled. */
  mustWait = false;
  /** When it has passed, by `performance.now()`. */
  waitsUntil = 0;
  /** Says how long to wait; with the first file alone it only says that the proxy cannot be reached. */
  announceWait = (): void => {
    this.session.liveText = this.texts.failed;
    this.requestUpdate();
  };

  #textGroups: readonly TextGroup[] = [];
  /** The proxy and the subject of the token. */
  #subject = '';
  /** The invoice that the token is about; undefined where the token does not say. */
  #id: unknown;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, chunks: Chunks) {
    this.host = host;
    this.chunks = chunks;
    this.session = new Session(this, '');
  }

  /** Starts a session with the present token, proxy and place of the element. Answers to the one before are dropped. */
  restart(proxy: string): void {
    const before = this.session;
    const session = new Session(this, proxy, before);
    this.session = session;
    const { token } = this.host;
    if (token || session.key !== before.key) this.setToken(token ?? '');
    // A `Retry-After` counts for the proxy that sent it.
    if (proxy !== before.proxy) this.#endWait();
  }

  /** Forgets the invoice where the token is about another one. */
  setToken(token: string): void {
    const { audience, sub, subject } = tokenClaims(token);
    const about = `${this.session.proxy} ${subject}`;
    if (about === this.#subject) return;
    this.#subject = about;
    this.#id = sub;
    this.audience = audience;
    this.invoice = null;
    this.panel = null;
    this.reflectStatus();
    this.requestUpdate();
  }

  /** Whether an answer is an invoice, and the one that the token is about. */
  readonly accepts = (answer: unknown): answer is InvoiceView =>
    this.shape(answer) && (this.#id === undefined || (answer as InvoiceView).id === this.#id);

  /** Loads the texts in the language of the element's place. @param groups needed from now on @throws {ApiError} */
  async loadTexts(groups = this.#textGroups): Promise<void> {
    this.#textGroups = groups;
    const before = this.locale;
    const locale = currentLocale(this.host);
    const language = locale.slice(0, 2);
    const loading = groups.map((group) => loadChunk(this.chunks.texts[group][language]!));
    const loaded = await this.session.whileCurrent(Promise.all(loading));
    if (groups !== this.#textGroups || locale !== currentLocale(this.host)) return this.loadTexts();
    this.texts = Object.assign({}, basicTexts[language], ...loaded.map(({ texts }) => texts));
    this.locale = locale;
    this.requestUpdate();
    // The invoice's label comes from the proxy in the language that was asked for.
    if (before && before !== locale) this.host.refresh();
  }

  /** Asks nothing until the pause is over, then asks again. @param pause in milliseconds; 0 for none */
  startWait(pause: number): void {
    if (!pause) return;
    clearTimeout(this.#retryTimer);
    this.mustWait = true;
    this.waitsUntil = timeAfter(pause);
    this.#retryTimer = setTimeout(() => {
      this.#endWait();
      this.host.refresh();
    }, this.waitsUntil - performance.now());
  }

  /** Sets the attribute `status`, which is there for CSS selectors. */
  reflectStatus(): void {
    const { host, invoice } = this;
    const status = invoice?.status;
    if (!status) host.removeAttribute('status');
    else if (status !== host.getAttribute('status')) host.setAttribute('status', status);
  }

  requestUpdate(): void {
    this.host.requestUpdate();
  }

  #endWait(): void {
    clearTimeout(this.#retryTimer);
    this.mustWait = false;
  }
}
