import { call } from '../api.ts';
import type { Desk } from '../desk.ts';

/**
 * Asks the proxy about what is on the desk.
 *
 * @param path without a slash before it, such as `v1/invoice/refresh`
 * @param body makes it a POST
 * @throws {ApiError}
 */
export function ask<T>({ session, locale }: Desk, path: string, body?: object): Promise<T> {
  return session!.ask((token) => call<T>({ url: session!.base + path, language: locale, token, body }));
}
