import { ApiError, call } from '../api/client.ts';
import type { Shape } from '../api/response-shape.ts';
import type { ElementState } from './element-state.ts';

/**
 * Asks the proxy with the session's token.
 *
 * @param path without a slash before it, such as `v1/invoice/refresh`
 * @param shape of the answer; anything else is no answer of the proxy
 * @param body makes it a POST, where no method is named
 * @throws {ApiError}
 */
export async function request<T>(
  { session, locale }: ElementState,
  path: string,
  shape: Shape,
  body?: object,
  method?: string,
): Promise<T> {
  const answer = await session.ask((token) =>
    call({ url: session.base + path, language: locale, token, body, method }),
  );
  if (!shape(answer)) throw new ApiError('unreachable');
  return answer as T;
}
