import type { ErrorBody } from '../../shared/api.ts';
import type { ProxyError } from '../errors.ts';
import type { Translator } from '../texts/translator.ts';

/** What leaves of an error: a code, a message and a reference, and to whom signs, how a claim is meant. Never a cause. */
export function toErrorBody(
  { code, params, reference, audience }: ProxyError,
  translator: Translator,
): ErrorBody {
  const { claim, expected } = params;
  return {
    error: {
      code,
      message: translator.error(code, params),
      reference,
      ...(claim === undefined ? {} : { claim }),
      ...(audience === 'merchant' && expected !== undefined ? { expected } : {}),
    },
  };
}
