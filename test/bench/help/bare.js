/**
 * What the proxy is measured against: a server of Hono that answers one thing to every request. JavaScript, since a proxy
 * from the package is that too. Its environment: `PORT`, `BODY` in base64, `HEADERS` as JSON; with `STORE`, the address of
 * a proxy's store, it reads one of the documents there before each answer, with the client that the proxy has.
 */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const { PORT, BODY, HEADERS, STORE } = process.env;
const bytes = Buffer.from(BODY, 'base64');
const headers = JSON.parse(HEADERS);
const isCompressed = 'content-encoding' in headers;
// JSON as a route of Hono makes it, each time anew; what is compressed, as it is.
const view = isCompressed ? undefined : JSON.parse(bytes.toString());
const answer = (c) => (isCompressed ? c.body(bytes, 200, headers) : c.json(view));
const read = STORE && (await (STORE.startsWith('redis') ? openRedis() : openPostgres()));
const afterRead = async (c) => {
  await read();
  return answer(c);
};

const app = new Hono().get('*', read ? afterRead : answer);
serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' }, () =>
  console.log('Listening on', PORT),
);

async function openRedis() {
  const { Redis } = await import('ioredis');
  const redis = new Redis(STORE);
  const next = inTurn(await redis.keys('*:document:*'));
  return () => redis.hmget(next(), 'version', 'value');
}

async function openPostgres() {
  const { Pool } = await import('pg');
  const pool = new Pool({ connectionString: STORE, max: 10 });
  const { rows } = await pool.query('SELECT key FROM invoice_pay_documents');
  const next = inTurn(rows.map(({ key }) => key));
  return () => pool.query('SELECT version, value FROM invoice_pay_documents WHERE key = $1', [next()]);
}

function inTurn(keys) {
  let turn = 0;
  return () => keys[turn++ % keys.length];
}
