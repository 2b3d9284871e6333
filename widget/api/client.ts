import type { ErrorBody } from '../../shared/api.ts';
import { pauseOf } from './retry-after.ts';
import { text } from './response-shape.ts';

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
  /** What was answered besides, unchecked. */
  readonly answer: { invoice?: unknown };
  /** Of the answer, whoever gave it. */
  readonly status: number | undefined;
  /** How long whoever answered wants to be left alone, in milliseconds. */
  readonly restFor: number;

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
    this.restFor = response ? pauseOf(response.headers) : 0;
  }
}

/**
 * Asks the proxy once. What it answers may come from anyone, and has to be looked at before it is used.
 *
 * @throws {ApiError} the proxy's own error; `timeout` after 20 seconds of silence; `unreachable` where there was no answer, or none that is the proxy's
 */
export function call(asked: Call): Promise<unknown> {
  return inTime(answerTo(asked));
}

/** What comes of something, if it comes: others may have put a `fetch` in place that heeds no signal. @throws {ApiError} */
export function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const answer = new Promise<T>((resolve, reject) => {
    timer = setTimeout(() => reject(new ApiError('timeout')), PATIENCE);
    work.then(resolve, reject);
  });
  // A timer that is left would keep a page with zone.js from being stable.
  const end = () => clearTimeout(timer);
  answer.then(end, end);
  return answer;
}

async function answerTo({ url, language, token, body }: Call): Promise<unknown> {
  // As JSON has it, also on a page whose script gives every list a `toJSON` of its own.
  for (const part of Object.values(body ?? {}))
    if (Array.isArray(part)) Object.assign(part, { toJSON: null });
  let response: Response | undefined;
  let answer: unknown;
  try {
    response = await fetch(url, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        'accept-language': language,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      credentials: 'omit',
      // Nobody waits for it any more by then.
      signal: AbortSignal.timeout(2 * PATIENCE),
    });
    answer = await response.json();
    if (response.ok) return answer;
  } catch {
    // Whatever it was, there is no answer.
  }
  throw new ApiError('unreachable', answer, response);
}

type Part<T> = (again?: string) => Promise<T>;

const had = new Map<unknown, Promise<unknown>>();
/** Makes the address of a file another one. */
let again = '';
let tries = 0;

/**
 * Loads a part of the element that comes from a file of its own. Where that fails it is asked for once more, under
 * another address: browsers remember by its address that a file could not be had.
 *
 * @param part always the same function; its argument counts in the build for the proxy
 * @throws {ApiError} where it cannot be had
 */
export function load<T>(part: Part<T>): Promise<T> {
  const other = () => {
    again = `?${++tries}`;
    return part(again);
  };
  let loading = had.get(part) as Promise<T> | undefined;
  if (!loading) {
    loading = inTime(part(again).catch(other)).catch(() => {
      throw new ApiError('unreachable');
    });
    had.set(part, loading);
    loading.catch(() => had.delete(part));
  }
  return loading;
}
