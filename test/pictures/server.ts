import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { type ErrorCode, STATUS_OF } from '../../proxy/codes/errors.ts';
import { payPageScript, readAssets } from '../../proxy/http/assets.ts';
import { readDataUrl } from '../../proxy/lib/data-url.ts';
import { inlineQr } from '../../proxy/lib/qr.ts';
import { createPages, type Pages } from '../../proxy/pages/index.ts';
import type { Language } from '../../proxy/texts/languages.ts';
import { pickLanguage } from '../../proxy/texts/pick-language.ts';
import type { Translator } from '../../proxy/texts/translator.ts';
import { NOW } from '../help/invoice-views/view.ts';
import { connectionInWords, errorInWords, inWords, log, speak } from './answers.ts';
import { brands } from './brands.ts';
import { invoices } from './invoices.ts';
import { readmePage, readmePictures } from './readme-page.ts';
import { sheetPage } from './sheet-page.ts';
import type { Sheet } from './sheets.ts';
import { type AdminState, type Answer, admin, type ElementState, merchant, pay, payer } from './states.ts';

export type SheetServer = { origin: string; address: (sheet: Sheet) => string; close: () => void };

/** Serves sheets, and to what stands on them what a proxy would serve, each state at an address of its own. */
export async function serveSheets(): Promise<SheetServer> {
  const app = new Hono();
  const assets = await readAssets();
  for (const name of Object.keys(readmePictures) as (keyof typeof readmePictures)[]) {
    app.get(`/readme/${name}`, (c) => c.html(readmePage(name)));
  }
  app.get('/sheet', (c) => c.html(sheetPage(JSON.parse(c.req.query('of')!))));
  for (const [name, brand] of Object.entries(brands)) {
    const pages = await createPages({ brand, script: payPageScript(assets) });
    const logo = brand.logo && readDataUrl(brand.logo);
    if (logo) app.get(`/page/${name}/logo`, (c) => c.body(logo.body, 200, { 'content-type': logo.type }));
    app.get(`/page/${name}/:state`, (c) =>
      c.html(payPage(pages, c.req.param('state'), speak(languageOf(c)), `/page/${name}`)),
    );
  }
  for (const [view, states] of Object.entries({ payer, merchant })) {
    const of = (c: Context): ElementState => states[c.req.param('state')!]!;
    app.get(`/${view}/:state/v1/invoice`, (c) => answer(c, of(c).answer, inWords));
    app.get(`/${view}/:state/v1/invoice/log`, (c) => c.json(log(speak(languageOf(c)), false)));
    app.post(`/${view}/:state/v1/invoice/payments`, (c) => {
      const { pressed } = of(c);
      if (typeof pressed !== 'object') return answer(c, pressed ?? 'unreachable', inWords);
      const translator = speak(languageOf(c));
      return c.json(
        { ...errorInWords('amount_changed', translator), invoice: inWords(pressed, translator) },
        409,
      );
    });
  }
  const connection = (c: Context): AdminState => admin[c.req.param('state')!]!;
  app.get('/admin/:state/v1/connection', (c) => answer(c, connection(c).answer, connectionInWords));
  app.put('/admin/:state/v1/connection', (c) =>
    answer(c, connection(c).changed ?? 'unreachable', connectionInWords),
  );
  app.get('/admin/:state/v1/log', (c) =>
    connection(c).mute ? answer(c, 'store_unavailable', inWords) : c.json(log(speak(languageOf(c)), true)),
  );
  app.get('*', (c) => {
    const asset = assets.get(c.req.path.slice(1));
    return asset ? c.body(asset.body, 200, { 'content-type': asset.type }) : c.notFound();
  });

  const server = createServer(getRequestListener(app.fetch)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    address: (sheet) => `${origin}/sheet?of=${encodeURIComponent(JSON.stringify(sheet))}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function languageOf(c: Context): Language {
  return pickLanguage({ query: c.req.query('lang'), acceptLanguage: c.req.header('accept-language') });
}

function answer<T extends object>(
  c: Context,
  what: Answer<T>,
  say: (what: T, translator: Translator) => object,
): Response | Promise<Response> {
  if (what === 'silence') return new Promise(() => {});
  if (what === 'unreachable') return c.body('', 502);
  const translator = speak(languageOf(c));
  if (typeof what === 'object') return c.json(say(what, translator));
  return c.json(errorInWords(what, translator), STATUS_OF[what as ErrorCode]);
}

function payPage(pages: Pages, name: string, translator: Translator, path: string): string {
  const state = pay[name]!;
  if ('error' in state) return pages.error({ code: state.error, translator, path, reference: 'k7m2-9xqd' });
  const { message, transferred } = state;
  const view = inWords(state.view, translator);
  const words = { from: translator.amount(view.total), to: translator.amount(view.due) };
  const method = view.payment?.status === 'paid' ? view.payment.method : null;
  return pages.pay({
    view,
    paidWith: method ? [method] : [],
    translator,
    now: new Date(NOW),
    // The page of an account without a key is still found by the links that there are.
    link: view.link ?? invoices.open!.link!,
    path,
    transferred,
    message: message && { ...message, text: translator.error(message.code, words) },
    ...(view.link && { qrSvg: inlineQr(view.link, view.number) }),
  });
}
