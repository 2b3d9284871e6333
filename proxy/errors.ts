import type { Audience } from '../shared/audiences.ts';
import { type ErrorCode, STATUS_OF } from './codes/errors.ts';
import { currentReference } from './log/reference.ts';

type Details = {
  /** What the message speaks of: a claim's name, an amount. */
  params?: Record<string, string>;
  /** Seconds. */
  retryAfter?: number;
  /** Whose token it was, where that is sure. */
  audience?: Audience | undefined;
  /** For the process's log only; never leaves. */
  cause?: unknown;
  /** Finds out the cause, where that costs more than the refusal itself. */
  explain?: () => Promise<string>;
  /** The reference of an earlier, logged error about the same: this one is not logged again. */
  reference?: string | undefined;
};

/** How long to wait when the other side did not say, in seconds. */
const DEFAULT_RETRY_AFTER = 5;

/** An error that people may see: a stable code, and a reference that finds it in the log. */
export class ProxyError extends Error {
  readonly code: ErrorCode;
  readonly params: Record<string, string>;
  readonly retryAfter: number | undefined;
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
    this.audience = details.audience;
    const mayRetry = this.status === 503 || this.status === 429;
    this.retryAfter = details.retryAfter ?? (mayRetry ? DEFAULT_RETRY_AFTER : undefined);
  }

  get status() {
    return STATUS_OF[this.code];
  }

  /** Finds out the cause for the log. */
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
