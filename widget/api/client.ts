import type { ErrorBody } from '../../shared/api.ts';
import { text } from './response-shape.ts';
import { retryAfter } from './retry-after.ts';

/** How long a silent server is waited for, in milliseconds. The proxy itself answers within 5 seconds. */
export const PATIENCE = 20_000;

export type Call = {
  url: string;
  /** BCP 47, for the words in the answer. */
  language: string;
  token?: string;
  /** Makes it a POST, where no method is named. */
  body?: object | undefined;
  method?: string | undefined;
};

/** An error that the proxy answered, or that kept the proxy from answering. */
export class ApiError extends Error {
  readonly code: string;
  /** Finds the entry in the proxy's log; null where the proxy did not answer. */
  readonly reference: string | null;
  /** What was answered besides, unchecked. */
  readonly answer: { invoice?: unknown };
  /** The status of the HTTP answer, which may be a gateway's. */
  readonly status: number | undefined;
  /** How long nothing may be asked, in milliseconds: the answer's `Retry-After`. */
  readonly retryAfter: number;

  /**
   * @param code where the answer has none
   * @param answer may be anything
   */
  constructor(code: string, answer?: unknown, response?: Response) {
    const { error } = Object(answer) as Partial<ErrorBody>;
    const said = Object(error) as Partial<ErrorBody['error']>;
    const isOurs = text(said.code) && text(said.message);
    super(isOurs ? said.message : '');
    this.code = isOurs ? said.code! : code;
    this.reference = isOurs && text(said.reference) ? said.reference! : null;
    this.answer = Object(answer);
    this.status = response?.status;
    this.retryAfter = response ? retryAfter(response.headers) : 0;
  }
}

/**
 * Asks the proxy once. The answer may come from anyone, so its shape has to be checked before it is used.
 *
 * @throws {ApiError} the proxy's own error; `timeout` after 20 seconds of silence; `unreachable` where there was no answer, or none that is the proxy's
 */
export function call(asked: Call): Promise<unknown> {
  return inTime(answerTo(asked));
}

/** Rejects work that takes too long, since a page may have replaced `fetch` by one that ignores the signal. @throws {ApiError} */
export function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const answer = new Promise<T>((resolve, reject) => {
    timer = setTimeout(() => reject(new ApiError('timeout')), PATIENCE);
    work.then(resolve, reject);
  });
  // With zone.js a page is not stable while a timer runs.
  const end = () => clearTimeout(timer);
  answer.then(end, end);
  return answer;
}

async function answerTo({ url, language, token, body, method = body && 'POST' }: Call): Promise<unknown> {
  // Old scripts give every array a `toJSON` that makes a string of it.
  for (const part of Object.values(body ?? {}))
    if (Array.isArray(part)) Object.assign(part, { toJSON: null });
  let response: Response | undefined;
  let answer: unknown;
  try {
    response = await fetch(url, {
      ...(method && { method }),
      ...(body && { body: JSON.stringify(body) }),
      headers: {
        'accept-language': language,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      credentials: 'omit',
      // Frees the connection; nobody waits for the answer by then.
      signal: AbortSignal.timeout(2 * PATIENCE),
    });
    if (response.status === 204) return null;
    answer = await response.json();
    if (response.ok) return answer;
  } catch {
    // Every failure means the same here: there is no answer.
  }
  throw new ApiError('unreachable', answer, response);
}
