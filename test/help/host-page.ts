import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type HostPage = {
  origin: string;
  /** Where the script comes from, and where it may ask. */
  proxy: string;
  page: (request: URL) => Promise<string>;
  /** Scripts of its own, by their paths; a page has none unless they are here. */
  scripts: Record<string, string>;
  /** Whether its policy lets in nothing but the proxy. Where it does not, there is none. */
  isStrict: boolean;
  close(): Promise<void>;
};

/**
 * A merchant's web site on an origin of its own, with a policy that lets in nothing but the proxy. What is on its page is
 * set once the proxy, which must know this origin, is there.
 */
export async function serveHostPage(): Promise<HostPage> {
  const site: HostPage = {
    origin: '',
    proxy: '',
    page: async () => '',
    scripts: {},
    isStrict: true,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const server = createServer(async (request, response) => {
    const { proxy, origin, isStrict, scripts } = site;
    const url = new URL(request.url ?? '/', origin);
    const script = scripts[url.pathname];
    const type = script === undefined ? 'text/html' : 'text/javascript';
    response.setHeader('content-type', `${type}; charset=utf-8`);
    if (isStrict) {
      response.setHeader(
        'content-security-policy',
        `default-src 'none'; img-src data:; script-src ${proxy}; connect-src ${proxy}; require-trusted-types-for 'script'; trusted-types lit-html`,
      );
    }
    response.end(script ?? (await site.page(url)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return site;
}

/** A page with the element for one invoice and nothing else. @param proxy where its script comes from */
export function elementPage(proxy: string, token: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>2026-0042</title>
<link rel="icon" href="data:,"><script type="module" src="${proxy}/invoice-pay-button.js"></script>
<invoice-pay-button token="${token}"></invoice-pay-button>`;
}
