import type { ProxyError } from '../errors.ts';
import { isTrusted } from '../http/authentication.ts';
import type { AppContext } from '../http/context.ts';
import type { Report } from '../http/report.ts';
import { toProxyError } from '../mollie/to-proxy-error.ts';
import type { VerifyToken } from '../token/index.ts';
import type { AnonymousReport } from './anonymous-callers.ts';
import type { Limits } from './index.ts';

type Deps = { limits: Limits; report: Report; anonymous: AnonymousReport; verify: VerifyToken };

/** Makes what was thrown into errors for callers, and tells the process's log. */
export function createRefusals({ limits, report, anonymous, verify }: Deps) {
  async function note(c: AppContext, errors: readonly ProxyError[]): Promise<void> {
    if (!c.get('isTrusted')) return anonymous.report(errors);
    const [first, ...others] = errors;
    await first?.explain();
    if (first) report(first, others);
  }

  return {
    note,
    async refuse(c: AppContext, thrown: unknown): Promise<ProxyError> {
      const error = await limits.judge(c, toProxyError(thrown));
      await isTrusted(c, verify);
      // A client that has gone reads no answer, and has done nothing wrong.
      if (!isGone(thrown)) await note(c, [error]);
      return error;
    },
  };
}

/** Whether the client went away before its body was there, as Node says it. */
function isGone(thrown: unknown): boolean {
  const { code, message, cause } = thrown as NodeJS.ErrnoException;
  return (code === 'ECONNRESET' && message === 'aborted') || (cause instanceof Error && isGone(cause));
}
