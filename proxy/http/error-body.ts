import type { ErrorBody } from '../../shared/api.ts';
import type { ProxyError } from '../errors.ts';
import type { Translator } from '../texts/translator.ts';

/** What callers see of an error; of a claim, merchants also see what is expected of it. Never the cause. */
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
