import { z } from 'zod';
import { ProxyError } from '../errors.ts';
import { readForm } from '../http/body.ts';
import {
  type AppContext,
  decidingHeader,
  type Handler,
  type Services,
  show,
  translatorOf,
} from '../http/context.ts';
import { received } from '../invoice/attempts.ts';
import type { InvoiceDocument } from '../invoice/document.ts';
import { invoiceOf } from '../invoice/invoice-error.ts';
import { isLoopback } from '../lib/addresses.ts';
import { readDataUrl } from '../lib/data-url.ts';
import { parseMoney } from '../lib/money.ts';
import { qrSvg } from '../lib/qr.ts';
import type { Invoice } from '../payments/open.ts';
import { LANGUAGES, type Language } from '../texts/languages.ts';
import { allowAnyOrigin } from './assets.ts';

/** Asked about every time, and sent when it has changed. */
const LOGO_CACHE = 'private, no-cache';

type Shown = { slug: string; document: InvoiceDocument; mollieUnavailable?: boolean };

/** `GET /pay/{slug}`: the online invoice. Creates nothing, whoever opens the link. */
export function payPage(services: Services): Handler {
  return guarded(services, async (c) => {
    const invoice = await invoiceOfLink(c, services);
    const { refreshOnReturn, refreshIfStale } = services.payments;
    const shown = await (comesFromElsewhere(c) ? refreshOnReturn(invoice) : refreshIfStale(invoice));
    return respond(c, services, { ...invoice, ...shown }, 200);
  });
}

/** `POST /pay/{slug}`: on to Mollie's checkout, by 303 so that the browser asks for it with GET. */
export function payByForm(services: Services): Handler {
  return guarded(services, async (c) => {
    const invoice = await invoiceOfLink(c, services);
    const { expect, lang } = await readForm(
      c,
      z.strictObject({
        expect: z.string().optional(),
        lang: z.enum(LANGUAGES as [Language, ...Language[]]).optional(),
      }),
    );
    const { currency } = invoice.document.facts;
    if (expect !== undefined && parseMoney(expect, currency) === undefined)
      throw new ProxyError('bad_request');
    const { attempt } = await services.payments.create(invoice, { expect, language: lang });
    return c.redirect(attempt.checkoutUrl!, 303);
  });
}

/** `GET /pay/{slug}/qr.svg`: the link, for a printed invoice. */
export function payQr(services: Services): Handler {
  return async (c) => {
    const { slug, document } = await invoiceOfLink(c, services);
    allowAnyOrigin(c);
    c.header('Content-Type', 'image/svg+xml');
    return c.body(qrSvg(services.payments.link(slug), document.facts.number));
  };
}

/** `GET /pay/{slug}/logo`: whose page it is. */
export function payLogo(services: Services): Handler {
  const { logo } = services.config.brand;
  const image = logo === null ? undefined : readDataUrl(logo);
  return async (c) => {
    await invoiceOfLink(c, services);
    if (!image) throw new ProxyError('not_found');
    c.header('Cache-Control', LOGO_CACHE);
    // An SVG image may have scripts in it, for whoever opens it by itself.
    c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    c.header('Content-Type', image.type);
    return c.body(image.body);
  };
}

/** A link was followed on another site, such as the one back from the checkout. https://www.w3.org/TR/fetch-metadata/ */
function comesFromElsewhere(c: AppContext): boolean {
  const site = decidingHeader(c, 'Sec-Fetch-Site');
  const mode = decidingHeader(c, 'Sec-Fetch-Mode');
  return (site === 'cross-site' || site === 'same-site') && mode === 'navigate';
}

async function invoiceOfLink(c: AppContext, { payments, admit }: Services): Promise<Invoice> {
  const slug = c.req.param('slug') ?? '';
  const invoice = await payments.find(slug);
  if (!invoice) throw new ProxyError('not_found');
  await admit(c, slug);
  c.set('locale', invoice.document.facts.locale);
  return invoice;
}

/** Errors here are pages: about the invoice where it is known, else by themselves. */
function guarded(services: Services, handle: Handler): Handler {
  return async (c) => {
    try {
      return await handle(c);
    } catch (cause) {
      const error = await services.refuse(c, cause);
      if (error.retryAfter !== undefined) c.header('Retry-After', String(error.retryAfter));
      const slug = c.req.param('slug') ?? '';
      const document = invoiceOf(error);
      return document
        ? respond(c, services, shownWith(error, slug, document), error.status, error)
        : errorPage(c, services, error);
    }
  };
}

/** The invoice beside an error about it, in the state in which it will be seen on looking again. */
function shownWith({ code }: ProxyError, slug: string, document: InvoiceDocument): Shown {
  return { slug, document, mollieUnavailable: code === 'mollie_unavailable' };
}

/** A page about an error that has no invoice to show. */
export async function errorPage(c: AppContext, services: Services, error: ProxyError): Promise<Response> {
  const { error: page, csp } = await services.pages;
  const { code, reference, params, status } = error;
  c.header('Content-Security-Policy', csp);
  return c.html(
    page({
      code,
      params,
      reference,
      translator: translatorOf(c),
      path: services.prefix + c.req.path,
      chosen: chosenLanguage(c),
    }),
    status,
  );
}

function chosenLanguage(c: AppContext): Language | undefined {
  return LANGUAGES.find((language) => language === c.req.query('lang'));
}

async function respond(
  c: AppContext,
  services: Services,
  shown: Shown,
  status: 200 | ProxyError['status'],
  error?: ProxyError,
): Promise<Response> {
  const { pay, csp } = await services.pages;
  const translator = translatorOf(c);
  const view = show(services, shown, { audience: 'payer' }, translator);
  c.header('Content-Security-Policy', csp);
  return c.html(
    pay({
      view,
      description: shown.document.facts.description,
      paidWith: methodsOf(shown.document),
      translator,
      now: new Date(services.clock()),
      path: new URL(view.link).pathname,
      chosen: chosenLanguage(c),
      transferred: c.req.query('transferred') !== undefined,
      message: error && {
        code: error.code,
        text: translator.error(error.code, error.params),
        reference: error.reference,
      },
      qrSvg: qrSvg(view.link, view.number),
    }),
    status,
  );
}

/** By which methods money has come that no bank took back, each once. */
function methodsOf({ attempts }: InvoiceDocument): string[] {
  const paid = attempts.filter((attempt) => received(attempt) > attempt.chargedBack);
  return [...new Set(paid.map(({ method }) => method))].filter((method) => method !== null);
}

/** Where the checkout may be besides https: beside an endpoint on this machine. A form may lead there only if told. */
export function checkoutOrigins(endpoint: string): string[] {
  const onLoopback = ['http://127.0.0.1:*', 'http://localhost:*', 'http://*.localhost:*'];
  return isLoopback(new URL(endpoint).hostname) ? onLoopback : [];
}
