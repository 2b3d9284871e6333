import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { after, before, type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser } from 'puppeteer-core';
import { chromium } from '../../help/chromium.js';
import { Guest, PATIENCE, paysAndReturns } from '../../help/guest.ts';
import { openTab } from '../../help/person.ts';
import { freePort } from '../../help/proxy-process.ts';
import { snippetsOf } from '../../help/snippets.ts';
import { createStage, INVOICE_SECRET, type Stage } from '../../help/stage.ts';
import { packTarball } from '../../help/tarball.ts';
import { writeProject } from './documented.ts';

const TOOLS = fileURLToPath(new URL('../node_modules/.bin/', import.meta.url));

type Server = {
  origin: string;
  stage: Stage;
  /** Serves the site anew, by another command. */
  serves(start: Start): Promise<void>;
  comes(t: TestContext): Promise<Guest>;
};

/** A command that serves at that port. */
type Start = (port: number) => string;

type Framework = {
  name: string;
  /** Of the documentation, whose programs are the site. */
  page: string;
  /** What a new site of this framework has besides. */
  files?: Record<string, string>;
  build: string;
  start: Start;
  env?: Record<string, string>;
};

/** The site of a page of the documentation, built and served as its framework does. */
export function renderedSite(framework: Framework): Server {
  const here = {} as Server;
  let browser: Browser;
  let server: ChildProcess | undefined;

  before(async () => {
    const port = await freePort();
    here.origin = `http://localhost:${port}`;
    here.stage = await createStage({ env: { ALLOWED_ORIGINS: here.origin } });
    browser = await puppeteer.launch({ ...(await chromium()), headless: true });
    const addresses = { 'https://pay.example.com': here.stage.url, 'https://books.example.com': here.origin };
    const folder = writeProject(framework.name, framework.page, addresses);
    const files = { 'package.json': '{ "private": true }', ...framework.files };
    for (const [name, text] of Object.entries(files)) writeFileSync(`${folder}/${name}`, text);
    const env = {
      ...process.env,
      PATH: `${TOOLS}:${process.env.PATH}`,
      INVOICE_SECRET,
      npm_config_prefer_offline: 'true',
      npm_config_audit: 'false',
      ...framework.env,
    };
    for (const command of [...(await commands(framework.page)), framework.build]) {
      const done = spawnSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' });
      assert.equal(done.status, 0, `${command}\n${done.stdout}\n${done.stderr}`);
    }
    here.serves = async (start) => {
      await end(server);
      const options = { cwd: folder, env, detached: true, stdio: 'ignore' } as const;
      server = spawn('sh', ['-c', start(port)], options);
      await answers(here.origin);
    };
    await here.serves(framework.start);
  });

  after(async () => {
    await browser?.close();
    await here.stage?.close();
    await end(server);
  });

  here.comes = async (t) => {
    const guest = new Guest(...(await openTab(browser)));
    t.after(() => guest.leaves());
    return guest;
  };
  return here;
}

/** Ends it with all that its shell has started. */
async function end(server: ChildProcess | undefined): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  process.kill(-server.pid!);
  await exited;
}

/** The page's own commands, with the package as it would be published. */
async function commands(page: string): Promise<string[]> {
  const tarball = await packTarball();
  return snippetsOf(page)
    .filter(({ language }) => language === 'sh')
    .map(({ code }) => code.replaceAll('invoice-pay-button', tarball));
}

async function answers(origin: string): Promise<void> {
  const end = Date.now() + PATIENCE;
  const asks = () =>
    fetch(origin).then(
      () => true,
      () => false,
    );
  while (!(await asks())) {
    if (Date.now() > end) throw new Error(`Nothing answers at ${origin}`);
    await setTimeout(100);
  }
}

/** What everybody counts on at an invoice's page. @returns what the browser complained about */
export async function paysThere({ origin, comes }: Server, t: TestContext): Promise<string[]> {
  const address = `${origin}/invoices/${crypto.randomUUID()}`;
  const rendered = await (await fetch(address)).text();
  assert.match(rendered, /<h1>Invoice (<!-- -->)?2026-0042<\/h1>/);
  assert.match(rendered, /<invoice-pay-button [^>]*token="eyJ/);

  const guest = await comes(t);
  await guest.opens(address);
  await guest.shows('Open € 121.00');
  await paysAndReturns(guest, 'Pay € 121.00');
  await guest.shows('Paid € 121.00');
  await guest.reads('Thank you, we have received your payment.');
  return guest.complaints;
}
