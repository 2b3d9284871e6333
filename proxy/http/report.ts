import { describeError, type ProxyError } from '../errors.ts';
import type { Log } from '../log/index.ts';
import { toProxyError } from '../mollie/to-proxy-error.ts';

/**
 * Writes an error to the process's log, with others of one request in the same line, and answers it as one that
 * people may see.
 */
export type Report = (error: unknown, others?: readonly ProxyError[]) => ProxyError;

/** Errors of our own making are worth a line; what a caller did wrong is the caller's to know. */
export function createReport(log: Log): Report {
  return (thrown, others = []) => {
    const error = toProxyError(thrown);
    if (error.isLogged) return error;
    const { status, reference } = error;
    const also = others.map(described);
    log({
      level: status >= 500 ? 'error' : 'info',
      ...described(error),
      status,
      reference,
      ...(also.length > 0 && { also }),
    });
    return error;
  };
}

/** What the log tells of an error. */
export function described({ code, params: { claim, expected }, cause }: ProxyError): Record<string, unknown> {
  const isTelling = code !== 'bad_request' && cause instanceof Error;
  return {
    code,
    ...(claim && { claim, expected }),
    ...(isTelling && { cause: describeError(cause) }),
  };
}
