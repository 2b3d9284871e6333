import { MollieApiError } from '@mollie/api-client';
import { describeError } from '../errors.ts';

/**
 * How a call to Mollie can end badly:
 * `unavailable` no usable answer (network, deadline, 5xx, not Mollie's JSON): it may or may not have been done;
 * `unreadable` a payment whose status or money is not known here; `rate_limited` 429, not done;
 * `unauthorized` 401 or 403, not done; `not_found` 404 or 410; `in_flight` 409, the same Idempotency-Key is being
 * worked on; `bad_create` 400 to a create: the request itself is refused, or its key was used with another body;
 * `rejected` any other 4xx, definitely not done.
 */
export type MollieFailure =
  | 'unavailable'
  | 'unreadable'
  | 'rate_limited'
  | 'unauthorized'
  | 'not_found'
  | 'in_flight'
  | 'bad_create'
  | 'rejected';

export class MollieError extends Error {
  readonly failure: MollieFailure;
  /** HTTP status; undefined where no answer came. */
  readonly status: number | undefined;
  readonly title: string | undefined;
  /** Dotted path of the parameter that Mollie objects to. */
  readonly field: string | undefined;
  /** Seconds, from `Retry-After`. */
  readonly retryAfter: number | undefined;
  /** Of `not_found`: the key that could see it was not among those that were asked, or is not taken any more. */
  readonly isKeyGone: boolean;
  /** It was too late, to be sent or to be waited for any longer. */
  readonly isLate: boolean;
  /** How often Mollie has answered; the client repeats what was answered with a 5xx. */
  readonly answers: number;

  constructor(
    failure: MollieFailure,
    message: string,
    details: Partial<Omit<MollieError, keyof Error>> & { cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.name = 'MollieError';
    this.failure = failure;
    this.status = details.status;
    this.title = details.title;
    this.field = details.field;
    this.retryAfter = details.retryAfter;
    this.isKeyGone = details.isKeyGone ?? false;
    this.isLate = details.isLate ?? false;
    this.answers = details.answers ?? 0;
  }
}

/** Sorts what the client threw. Transport errors are `ApiError` too, but without a status. */
export function toMollieError(
  error: unknown,
  call: Pick<MollieError, 'retryAfter' | 'answers' | 'isLate'>,
): MollieError {
  if (error instanceof MollieError) return error;
  if (!(error instanceof MollieApiError) || error.statusCode === undefined) {
    return new MollieError('unavailable', `no usable answer: ${describeError(error)}`, {
      ...call,
      cause: error,
    });
  }
  const {
    statusCode: status,
    title,
    field,
  } = error as unknown as { statusCode: number; title?: string; field?: string };
  return new MollieError(failureOf(status), error.message, { status, title, field, ...call });
}

function failureOf(status: number): MollieFailure {
  if (status === 429) return 'rate_limited';
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 404 || status === 410) return 'not_found';
  if (status === 409) return 'in_flight';
  if (status === 400) return 'bad_create';
  // Anything that is no 4xx leaves open whether it was done.
  return status > 400 && status < 500 ? 'rejected' : 'unavailable';
}

/** The error without texts that Mollie was told and may repeat. */
export function withoutTexts(error: unknown, texts: readonly string[]): unknown {
  if (!(error instanceof MollieError)) return error;
  // The longest first: a street may begin with a given name.
  const longestFirst = texts.map((text) => text.trim()).toSorted((a, b) => b.length - a.length);
  const parts = longestFirst.flatMap((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') || []);
  if (parts.length === 0) return error;
  const message = error.message.replace(
    new RegExp(`(?<![\\p{L}\\p{N}])(${parts.join('|')})(?![\\p{L}\\p{N}])`, 'giu'),
    '…',
  );
  return new MollieError(error.failure, message, error);
}
