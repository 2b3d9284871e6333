import { describeError, type ProxyError } from '../errors.ts';
import type { Log } from '../log/index.ts';
import { toProxyError } from '../mollie/to-proxy-error.ts';

/** Writes an error to the process's log, in one line with others of the same request, and answers it for the caller. */
export type Report = (error: unknown, others?: readonly ProxyError[]) => ProxyError;

/** Our own errors have level `error`, those of callers `info`. An error that was logged already is not logged again. */
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

/** An error as the log describes it. */
export function described({ code, params: { claim, expected }, cause }: ProxyError): Record<string, unknown> {
  const isTelling = code !== 'bad_request' && cause instanceof Error;
  return {
    code,
    ...(claim && { claim, expected }),
    ...(isTelling && { cause: describeError(cause) }),
  };
}
