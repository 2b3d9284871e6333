import { convertV4MiniflareOptions, Miniflare } from 'miniflare';

/** Hands statements on to the database, by the two ways there are. */
const WORKER = `
export default {
  async fetch(request, { DB }) {
    const { statements, isBatch } = await request.json();
    const prepared = statements.map(({ query, values }) => DB.prepare(query).bind(...values));
    try {
      return Response.json(isBatch ? await DB.batch(prepared) : await prepared[0].all());
    } catch ({ message }) {
      return Response.json({ message }, { status: 500 });
    }
  },
};`;

/** A database of Workers in workerd, empty. From Node its binding is reached through a Worker, in one trip as in a Worker. */
export async function startD1() {
  const options = {
    modules: true,
    script: WORKER,
    compatibilityDate: '2026-11-01',
    d1Databases: ['DB'],
    d1Persist: false,
  };
  const workers = new Miniflare(convertV4MiniflareOptions(options));
  const url = await workers.ready;

  async function ask(statements, isBatch) {
    const body = JSON.stringify({ statements, isBatch });
    const response = await fetch(url, { method: 'POST', body });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.message);
    return answer;
  }

  const prepare = (query, values = []) => ({
    query,
    values,
    bind: (...given) => prepare(query, given),
    all: () => ask([{ query, values }], false),
  });
  const database = { prepare: (query) => prepare(query), batch: (statements) => ask(statements, true) };
  return { database, close: () => workers.dispose() };
}
