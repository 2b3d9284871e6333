/** What one call to Mollie carries along, beneath a client that has no option for it. */
export type CallContext = {
  /** Ends every try of the call, the client's own repetitions included. */
  signal: AbortSignal;
  /** Sends the request; the platform's `fetch` unless `createProxy` was given another. */
  fetch: typeof globalThis.fetch;
  /** Sees every answer, before its body is read. */
  onResponse?: (response: Response) => void;
  /** Is asked before the client repeats a request by itself. */
  maySend?: () => Promise<boolean>;
  /** How many requests were sent. */
  sent?: number;
};

/** The call that is being begun. The client sends the first request of a call before it gives way to anything else. */
let beginning: CallContext | undefined;

/** By what the client hands over with a request, the same for each repetition of it. */
const contexts = new WeakMap<object, CallContext>();

/** Runs `call` so that the request which the client makes in it, and its repetitions, share one deadline. */
export function withCallContext<T>(callContext: CallContext, call: () => Promise<T>): Promise<T> {
  beginning = callContext;
  try {
    return call();
  } finally {
    beginning = undefined;
  }
}

/**
 * Stands where @mollie/api-client expects node-fetch 2, which on Node pins a list of certificate
 * authorities, opens a connection per request, knows no timeout and refuses plain http. The platform's
 * own fetch keeps connections alive and takes a signal; the client's `agent` is dropped.
 */
async function mollieFetch(
  url: URL | string,
  init: RequestInit & { agent?: unknown } = {},
): Promise<Response> {
  const { agent: _agent, ...request } = init;
  const call = contexts.get(init) ?? beginning;
  if (!call) return globalThis.fetch(url, request);
  contexts.set(init, call);
  call.sent = (call.sent ?? 0) + 1;
  if (call.sent > 1 && call.maySend && !(await call.maySend())) throw new Error('not to be repeated');
  // Not as a method of `call`, which Workers refuse, nor with `redirect: 'error'`, which they lack.
  const { fetch } = call;
  const response = await fetch(url, { ...request, signal: call.signal, redirect: 'manual' });
  if (response.type === 'opaqueredirect' || isRedirect(response.status)) throw new Error('a redirect');
  call.onResponse?.(response);
  return response;
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

// The client comes as CommonJS, where `require('node-fetch')` answers the function itself, and as a module for bundlers.
export { mollieFetch as default, mollieFetch as 'module.exports' };
