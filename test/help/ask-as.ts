import { request } from 'node:http';
import { HOSTS } from './host-names.ts';

type Question = { method?: string; headers?: Record<string, string> };

/** Asks a server on this machine by any name, as a browser does for a page whose name leads here. @param host without a port */
export function askAs(host: string, address: string, { method = 'GET', headers = {} }: Question = {}) {
  const { port, pathname, search } = new URL(address);
  const options = { host: '127.0.0.1', port, path: pathname + search, method };
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = request(
      { ...options, headers: { host: `${host}:${port}`, ...headers } },
      async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        resolve({ status: response.statusCode!, text });
      },
    );
    asked.on('error', reject).end();
  });
}

/** This machine's names, as browsers send them. */
export const OWN_HOSTS = HOSTS['this machine'].map((host) => new URL(`http://${host}`).hostname);

/** Names that a web page may give this machine, and addresses where others might be. */
export const STRANGE_HOSTS = [
  'evil.example',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  '192.168.1.5',
  'nas',
];

/** What browsers send along from another page. */
export const FROM_ELSEWHERE: readonly Record<string, string>[] = [
  { origin: 'https://evil.example' },
  { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'cross-site' },
  { origin: 'null' },
  // Another port of the same name.
  { origin: 'http://127.0.0.1:1' },
  { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' },
];
