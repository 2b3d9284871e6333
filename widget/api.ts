import type { ErrorBody, InvoiceView } from '../proxy/types.ts';

/** How long a silent server is waited for, in milliseconds. The proxy itself answers within 5 seconds. */
export const PATIENCE = 20_000;

export type Call = {
  method: 'GET' | 'POST';
  url: string;
  /** BCP 47, for the words in the answer. */
  language: string;
  token?: string;
  body?: object;
};

/** An error that the proxy answered, or that kept the proxy from answering. */
export class ApiError extends Error {
  readonly code: string;
  readonly reference: string | null;
  /** Not to be asked again before this time, in milliseconds since 1970; 0 where nothing was said. */
  readonly retryAt: number;
  /** What stands now, with 409. */
  readonly invoice: InvoiceView | null;

  constructor(code: string, answer: Partial<ErrorBody> = {}, retryAt = 0) {
    super(answer.error?.message ?? '');
    this.code = answer.error?.code ?? code;
    this.reference = answer.error?.reference ?? null;
    this.invoice = answer.invoice ?? null;
    this.retryAt = retryAt;
  }
}

/**
 * Asks the proxy once.
 *
 * @throws {ApiError} the proxy's own error; `timeout` after 20 seconds of silence; `unreachable` where there was no answer, or none that is the proxy's
 */
export async function call<T>({ method, url, language, token, body }: Call): Promise<T> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), PATIENCE);
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(url, {
      method,
      headers: {
        'accept-language': language,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body ? JSON.stringify(body) : null,
      cache: 'no-store',
      credentials: 'omit',
      signal: silence.signal,
    });
    answer = await response.json();
  } catch {
    throw new ApiError(silence.signal.aborted ? 'timeout' : 'unreachable');
  } finally {
    clearTimeout(timer);
  }
  if (response.ok) return answer as T;
  throw new ApiError('unreachable', answer as ErrorBody, retryAt(response.headers.get('retry-after')));
}

/** `Retry-After` is a number of seconds or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function retryAt(header: string | null): number {
  if (!header) return 0;
  return /^\d+$/.test(header) ? Date.now() + Number(header) * 1000 : Date.parse(header) || 0;
}
