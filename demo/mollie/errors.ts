const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

export const HAL = 'application/hal+json';

/** An error answer of the API, in Mollie's words. https://docs.mollie.com/reference/error-handling */
export class MollieError extends Error {
  readonly status: number;
  readonly field: string | undefined;
  readonly headers: Record<string, string>;

  /**
   * @param detail the sentence that Mollie's clients show.
   * @param field dotted path of the parameter at fault, such as `amount.value`.
   */
  constructor(status: number, detail: string, field?: string, headers: Record<string, string> = {}) {
    super(detail);
    this.status = status;
    this.field = field;
    this.headers = headers;
  }

  toResponse(): Response {
    const body = {
      status: this.status,
      title: TITLES[this.status] ?? 'Error',
      detail: this.message,
      ...(this.field === undefined ? {} : { field: this.field }),
      _links: {
        documentation: { href: 'https://docs.mollie.com/reference/error-handling', type: 'text/html' },
      },
    };
    return new Response(JSON.stringify(body), {
      status: this.status,
      headers: { 'content-type': HAL, 'x-robots-tag': 'noindex', ...this.headers },
    });
  }
}

/** 422, the answer to most that is wrong with a request. */
export function unprocessable(detail: string, field?: string): MollieError {
  return new MollieError(422, detail, field);
}
