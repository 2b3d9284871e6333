import type { ErrorBody } from '../shared/api.ts';
import type { InvoiceDocument } from './invoice/document.ts';
import { currentReference } from './log/reference.ts';
import type { Translator } from './texts/index.ts';
import type { Audience } from './token/index.ts';

/** Every code that the API answers, with its HTTP status. */
export const STATUS_OF = {
  bad_request: 400,
  invalid_invoice: 400,
  invalid_token: 401,
  token_expired: 401,
  wrong_audience: 403,
  not_found: 404,
  method_not_allowed: 405,
  nothing_due: 409,
  void: 409,
  payment_pending: 409,
  amount_changed: 409,
  currency_changed: 409,
  unconfirmed: 409,
  too_large: 413,
  unsupported_type: 415,
  below_minimum: 422,
  above_maximum: 422,
  currency_unsupported: 422,
  no_methods: 422,
  rate_limited: 429,
  internal_error: 500,
  mollie_rejected: 502,
  mollie_unavailable: 503,
  store_unavailable: 503,
  resync_needed: 503,
} as const;

export type ErrorCode = keyof typeof STATUS_OF;

type Details = {
  /** What the message speaks of: a claim's name, an amount. */
  params?: Record<string, string>;
  /** Seconds. */
  retryAfter?: number;
  /** Whose token it was, where that is sure. */
  audience?: Audience | undefined;
  /** For the process's log only; never leaves. */
  cause?: unknown;
  /** Finds out the cause, where it costs more than to refuse. */
  explain?: () => Promise<string>;
  /** That of an earlier error about the same, which the log knows already: it is not logged again. */
  reference?: string | undefined;
  /** The invoice as it stands, which the answer shows beside the error. */
  document?: InvoiceDocument;
};

/** How long to wait when the other side did not say, in seconds. */
const DEFAULT_RETRY_AFTER = 5;

/** An error that people may see: a stable code, and a reference that finds it in the log. */
export class ProxyError extends Error {
  readonly code: ErrorCode;
  readonly params: Record<string, string>;
  readonly retryAfter: number | undefined;
  /** The invoice as it stands, for those who may see it. */
  document: InvoiceDocument | undefined;
  readonly reference: string;
  /** Whose token it was, where that is sure. */
  readonly audience: Audience | undefined;
  /** The log tells of it already, under the same reference. */
  readonly isLogged: boolean;
  readonly #explain: (() => Promise<string>) | undefined;

  constructor(code: ErrorCode, details: Details = {}) {
    super(code, { cause: details.cause });
    this.name = 'ProxyError';
    this.code = code;
    this.params = details.params ?? {};
    this.reference = details.reference ?? currentReference();
    this.isLogged = details.reference !== undefined;
    this.#explain = details.explain;
    this.document = details.document;
    this.audience = details.audience;
    const mayRetry = this.status === 503 || this.status === 429;
    this.retryAfter = details.retryAfter ?? (mayRetry ? DEFAULT_RETRY_AFTER : undefined);
  }

  get status() {
    return STATUS_OF[this.code];
  }

  /** Sees to it that its cause is known. */
  async explain(): Promise<void> {
    if (this.#explain && !this.cause) this.cause = new Error(await this.#explain());
  }
}

/** What is to be said of an error in the process's log; an error of several is its parts. */
export function describeError(error: unknown): string {
  if (error instanceof AggregateError && !error.message) return error.errors.map(describeError).join('; ');
  if (!(error instanceof Error)) return String(error);
  return error.name === 'Error' ? error.message : `${error.name}: ${error.message}`;
}

/** What leaves of an error: a code, a message and a reference, and to whom signs, how a claim is meant. Never a cause. */
export function toErrorBody(
  { code, params, reference, audience }: ProxyError,
  translator: Translator,
): ErrorBody {
  const { claim, expected } = params;
  return {
    error: {
      code,
      message: translator.error(code, params),
      reference,
      ...(claim === undefined ? {} : { claim }),
      ...(audience === 'merchant' && expected !== undefined ? { expected } : {}),
    },
  };
}
