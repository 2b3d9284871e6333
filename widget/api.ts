import type { ErrorBody } from '../proxy/types.ts';

/** How long a silent server is waited for, in milliseconds. The proxy itself answers within 5 seconds. */
export const PATIENCE = 20_000;

export type Call = {
  url: string;
  /** BCP 47, for the words in the answer. */
  language: string;
  token?: string;
  /** Makes it a POST. */
  body?: object | undefined;
};

/** An error that the proxy answered, or that kept the proxy from answering. */
export class ApiError extends Error {
  readonly code: string;
  /** Finds the entry in the proxy's log; null where the proxy did not answer. */
  readonly reference: string | null;
  /** What the proxy said; nothing where it did not. */
  readonly answer: Partial<ErrorBody>;
  /** How long the proxy wants to be left alone, as in the header of that name. */
  readonly retryAfter: string | null;

  constructor(code: string, answer: Partial<ErrorBody> = {}, retryAfter: string | null = null) {
    const { error } = answer;
    super(error?.message);
    this.code = error?.code ?? code;
    this.reference = error?.reference ?? null;
    this.answer = answer;
    this.retryAfter = retryAfter;
  }
}

/**
 * Asks the proxy once.
 *
 * @throws {ApiError} the proxy's own error; `timeout` after 20 seconds of silence; `unreachable` where there was no answer, or none that is the proxy's
 */
export async function call<T>({ url, language, token, body }: Call): Promise<T> {
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(url, {
      ...(body && { method: 'POST', body: JSON.stringify(body, asItIs) }),
      headers: {
        'accept-language': language,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      credentials: 'omit',
      signal: AbortSignal.timeout(PATIENCE),
    });
    answer = await response.json();
  } catch (error) {
    throw new ApiError((error as Error).name === 'TimeoutError' ? 'timeout' : 'unreachable');
  }
  if (response.ok) return answer as T;
  throw new ApiError('unreachable', answer as ErrorBody, response.headers.get('retry-after'));
}

/** Old libraries give arrays a `toJSON` that makes text of them: what has been there before it counts. */
function asItIs(this: Record<string, unknown>, key: string): unknown {
  return this[key];
}

/** Loads a part of the element that comes from a file of its own. @throws {ApiError} where it cannot be had */
export async function load<T>(part: () => Promise<T>): Promise<T> {
  try {
    return await part();
  } catch {
    throw new ApiError('unreachable');
  }
}
