import type { ApiError } from '../api/client.ts';
import type { ElementState } from '../state/element-state.ts';

/** With these errors a second try fails alike: the page is wrong, or what was signed is. */
const LASTING = ['invalid_token', 'token_expired', 'invalid_invoice', 'wrong_audience', 'proxy_missing'];

/** Whether trying again is useless. Where tokens are renewed, the next one may be accepted. */
export function isErrorLasting({ session, host }: ElementState): boolean {
  const code = session.error?.code ?? '';
  return LASTING.includes(code) && !(host.tokenUrl && code.includes('token'));
}

/** An error in words, the proxy's own where it gave any. */
export function errorText({ texts }: ElementState, error: ApiError): string {
  return error.message || (texts.errors[error.code] ?? texts.errors.unreachable!);
}
