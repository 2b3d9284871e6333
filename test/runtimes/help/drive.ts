import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { serveHostPage } from '../../help/host-page.ts';
import { startHost } from '../../help/notified-host.ts';
import { freePort } from '../../help/proxy-process.ts';
import { snippetsOf } from '../../help/snippets.ts';
import { createFolder, type Folder, type Running } from './folder.ts';
import { startRegistry } from './registry.ts';

export type Runtime = {
  /** Leads from an empty folder to a paid invoice: `docs/runtimes/node.md`. */
  page: string;
  /** Where the page has the proxy listen. */
  port: number;
  /** Programs by their names; null for one that must not be used. */
  commands: Record<string, string | null>;
  /** Changes of commands besides those of addresses. */
  adapt?: (command: string, port: number) => string;
  /** Whether it can be asked for metrics. Default: true */
  hasMetrics?: boolean;
  /** What is done once the package is installed. */
  installed?: (folder: Folder) => void;
};

export type World = Awaited<ReturnType<typeof startAsThePageSays>>;

type Made = { id: string; description: string };

const NOTIFY_SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';

export const METRICS_TOKEN = 'only-for-this-test-asks-for-metrics';

/** How long something that happens by itself may take. Milliseconds. */
const PATIENCE = 90_000;

type Look<T> = () => Promise<T | false | undefined> | T | false | undefined;

/** What is seen at last. */
export async function until<T>(what: string, look: Look<T>): Promise<T> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`Not seen: ${what}`);
    await setTimeout(100);
  }
}

/** Does what a page of the documentation says, up to a proxy that runs beside a simulator; all of it ends with the test. */
export async function startAsThePageSays(t: TestContext, runtime: Runtime) {
  const registry = await startRegistry();
  const site = await serveHostPage();
  const host = await startHost(NOTIFY_SECRET);
  const folder = createFolder(runtime.commands, {
    NPM_CONFIG_REGISTRY: registry.url,
    DENO_NO_UPDATE_CHECK: '1',
  });
  const running: Running[] = [];
  t.after(async () => {
    await Promise.all(running.map((one) => one.stop()));
    await Promise.all([registry.close(), site.close(), host.close()]);
    folder.remove();
  });
  const start = (command: string) => {
    running.push(folder.start(command));
    return running.at(-1)!;
  };

  const ports = { proxy: await freePort(), simulator: await freePort() };
  const url = `http://localhost:${ports.proxy}`;
  const { hasMetrics = true } = runtime;
  const settings = {
    PORT: ports.proxy,
    NOTIFY_URL: host.url,
    NOTIFY_SECRET,
    ALLOWED_ORIGINS: site.origin,
    ...(hasMetrics && { METRICS_TOKEN }),
  };
  const scripts = await install(runtime, folder, ports, settings);
  const simulator = await startSimulator(scripts.simulate, ports.simulator, start);
  let proxy: Running;
  const startProxy = async () => {
    proxy = start(scripts.serve);
    const isThere = fetchesOk(`${url}/ready`);
    await until('the proxy', isThere).catch((cause) => {
      throw new Error(proxy.output(), { cause });
    });
  };
  await startProxy();

  return {
    folder,
    url,
    hasMetrics,
    site,
    heard: host.heard,
    ...simulator,
    /** The commands of the page after those of a payment. */
    more: scripts.more,
    create: () => folder.run(scripts.create),
    /** The token is of the command before. */
    ask: () => folder.run(`${scripts.create.split('\n')[0]}\n${scripts.ask}`),
    /** What proxy and simulator have written. */
    output: () => running.map(({ output }) => output()).join(''),
    /** @param between is done while no proxy runs */
    async restart(between?: () => Promise<void>) {
      await proxy.stop();
      await between?.();
      await startProxy();
    },
  };
}

const fetchesOk = (url: string) => () =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/** Installs the package and writes the files. @param settings lines of `.env` besides those of the page */
async function install(
  { page, port, adapt = (command) => command, installed }: Runtime,
  folder: Folder,
  ports: { proxy: number; simulator: number },
  settings: Record<string, string | number>,
) {
  const moved = (text: string) =>
    text
      .replaceAll(`localhost:${port}`, `localhost:${ports.proxy}`)
      .replaceAll('127.0.0.1:4000', `127.0.0.1:${ports.simulator}`);
  const snippets = snippetsOf(page).map(({ language, code }) => ({ language, code: moved(code) }));
  const scripts = snippets.filter(({ language }) => language === 'sh');
  const [first, ...others] = scripts.map(({ code }) => adapt(code, ports.proxy));
  await folder.run(first!);
  installed?.(folder);
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  for (const { code } of snippets) {
    // The first line of a file names it.
    const name = /^(?:#|\/\/) (\S+)\n/.exec(code)?.[1];
    if (name) folder.write(name, name === '.env' ? code + lines.join('') : code);
  }
  const [simulate, serve, create, ask, ...more] = others;
  return { simulate: simulate!, serve: serve!, create: create!, ask: ask!, more };
}

async function startSimulator(command: string, port: number, start: (command: string) => Running) {
  start(`${command.trim()} --port ${port}`);
  const api = `http://127.0.0.1:${port}/_simulator`;
  await until('the simulator', fetchesOk(`${api}/clock`));
  return {
    /** Tells the simulator what happens. */
    async control(path: string, body: object = {}): Promise<void> {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(api + path, { method: 'POST', headers, body: JSON.stringify(body) });
      assert.ok(response.ok, `${path}: ${response.status} ${await response.text()}`);
    },
    /** The payments that were made of an invoice. */
    async made(number: string): Promise<Made[]> {
      const { payments } = (await (await fetch(`${api}/payments`)).json()) as { payments: Made[] };
      return payments.filter(({ description }) => description === number);
    },
  };
}
