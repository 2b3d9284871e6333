/** What the element sent. */
export type Sent = {
  method: string;
  path: string;
  token: string | null;
  language: string | null;
  body: Record<string, unknown> | null;
};

type Answer = object | Response | ((sent: Sent) => object | Response | Promise<object | Response>);

/** A proxy in place of the page's `fetch`: answers what a test has laid out, and remembers what was asked. */
export class ProxyStub {
  readonly address = 'https://pay.example/';
  readonly sent: Sent[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly #fetch = globalThis.fetch;

  constructor() {
    globalThis.fetch = (input, init) => this.#answer(new Request(input, init), init?.body);
  }

  /** @param route such as `GET /v1/invoice`. @param answer a body, a response, or a function that makes either */
  on(route: string, answer: Answer): this {
    this.#answers.set(route, answer);
    return this;
  }

  /** Lets everyone wait who asks this, until what this returns is called with a body or a response. */
  hold(route: string): (answer: object) => void {
    const { promise, resolve } = Promise.withResolvers<object>();
    this.on(route, () => promise);
    return resolve;
  }

  /** How often a route was asked. */
  count(route: string): number {
    return this.sent.filter(({ method, path }) => `${method} ${path.split('?')[0]}` === route).length;
  }

  restore(): void {
    globalThis.fetch = this.#fetch;
  }

  async #answer(request: Request, body: BodyInit | null | undefined): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const sent = {
      method: request.method,
      path: pathname + search,
      token: request.headers.get('authorization')?.replace('Bearer ', '') ?? null,
      language: request.headers.get('accept-language'),
      body: typeof body === 'string' ? JSON.parse(body) : null,
    };
    this.sent.push(sent);
    const laid = this.#answers.get(`${request.method} ${pathname}`);
    if (!laid) throw new TypeError(`nobody answers ${request.method} ${pathname}`);
    // A real fetch fails when its signal does; so does this one.
    const aborted = new Promise<never>((_, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason));
    });
    const answer = await Promise.race([typeof laid === 'function' ? laid(sent) : laid, aborted]);
    return answer instanceof Response ? answer.clone() : atHand(answer);
  }
}

/** An error as the proxy answers it. */
export function refusal(
  status: number,
  code: string,
  {
    message = `Sorry: ${code}.`,
    retryAfter,
    ...more
  }: { message?: string; retryAfter?: number; invoice?: object } = {},
): Response {
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return atHand({ error: { code, message, reference: 'ref-1' }, ...more }, { status, headers });
}

/** A response that is there at once: browsers read a real one by and by, which no test's own clock waits for. */
function atHand(body: object, init?: ResponseInit): Response {
  const text = JSON.stringify(body);
  const response = new Response(text, init);
  response.json = async () => JSON.parse(text);
  response.clone = () => response;
  return response;
}
