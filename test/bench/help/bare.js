/**
 * What the proxy is measured against: a server of Hono that answers one thing to every request. JavaScript, since a proxy
 * from the package is that too. Its environment: `PORT`, `BODY` in base64, `HEADERS` as JSON.
 */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const { PORT, BODY, HEADERS } = process.env;
const bytes = Buffer.from(BODY, 'base64');
const headers = JSON.parse(HEADERS);
const isCompressed = 'content-encoding' in headers;
// JSON as a route of Hono makes it, each time anew; what is compressed, as it is.
const view = isCompressed ? undefined : JSON.parse(bytes.toString());

const app = new Hono().get('*', (c) => (isCompressed ? c.body(bytes, 200, headers) : c.json(view)));
serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' }, () =>
  console.log('Listening on', PORT),
);
