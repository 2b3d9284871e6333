/** Runs the snippets of docs/hosts/typescript.md, which stand beside it; see `test/docs/drivers/languages.ts`. */
import { createServer } from 'node:http';
import { json, text } from 'node:stream/consumers';
import type { Claims, Job, Results, Stated, Statement } from './languages.ts';

type Database = { prepare(sql: string): { run(...values: Statement['values']): unknown } };

const { payButton, receiveNotification, signToken, stateInvoice } = (await import(process.env.SNIPPETS!)) as {
  signToken(claims: Claims, secret: string): Promise<string>;
  stateInvoice(invoice: Claims, proxy: string, secret: string): Promise<string>;
  receiveNotification(headers: Headers, body: string, secret: string, db: Database): Promise<number>;
  payButton(token: string, link: string, number: string): string;
};

/** Keeps what the snippet gives the database. */
function recorder() {
  const statements: Statement[] = [];
  const prepare = (sql: string) => ({
    run: (...values: Statement['values']) => statements.push({ sql, values }),
  });
  return { statements, db: { prepare } };
}

async function vectors(): Promise<Results> {
  const { tokens, notifications, tags } = (await json(process.stdin)) as Job;
  const clock = Date.now;
  const received = [];
  for (const { headers, body, secret, now } of notifications) {
    Date.now = () => now * 1000;
    const { statements, db } = recorder();
    const status = await receiveNotification(new Headers(headers), body, secret, db).catch(() => 500);
    received.push({ status, statements });
  }
  Date.now = clock;
  return {
    tokens: await Promise.all(tokens.map(({ claims, secret }) => signToken(claims, secret))),
    notifications: received,
    tags: tags.map(({ token, link, number }) => payButton(token, link, number)),
  };
}

function serve(port: number, secret: string) {
  const server = createServer(async (request, response) => {
    const { statements, db } = recorder();
    const headers = new Headers(request.headers as Record<string, string>);
    const status = await receiveNotification(headers, await text(request), secret, db);
    for (const statement of statements) console.error(JSON.stringify(statement));
    response.writeHead(status).end();
  });
  server.listen(port, '127.0.0.1');
}

const [command, ...args] = process.argv.slice(2);
if (command === 'vectors') console.log(JSON.stringify(await vectors()));
if (command === 'serve') serve(Number(args[0]), process.env.NOTIFY_SECRET!);
if (command === 'state') {
  const { invoice, proxy, secret } = (await json(process.stdin)) as Stated;
  console.log(await stateInvoice(invoice, proxy, secret));
}
