import { ApiError, call } from '../api/client.ts';
import type { Desk } from './element-state.ts';
import type { Shape } from '../api/response-shape.ts';

/**
 * Asks the proxy about what is on the desk.
 *
 * @param path without a slash before it, such as `v1/invoice/refresh`
 * @param shape of the answer; anything else comes from somebody else
 * @param body makes it a POST
 * @throws {ApiError}
 */
export async function ask<T>(
  { session, locale }: Desk,
  path: string,
  shape: Shape,
  body?: object,
): Promise<T> {
  const answer = await session.ask((token) =>
    call({ url: session.base + path, language: locale, token, body }),
  );
  if (!shape(answer)) throw new ApiError('unreachable');
  return answer as T;
}
