import { ProxyError } from '../errors.ts';
import { entityTag } from '../http/assets.ts';
import { readForm } from '../http/body.ts';
import { type AppContext, decidingHeader, type Handler } from '../http/context.ts';
import { redirect, respond, setHeader } from '../http/respond.ts';
import { documentOf } from '../invoice/invoice-error.ts';
import { readDataUrl } from '../lib/data-url.ts';
import { parseMoney } from '../lib/money.ts';
import { returnAddresses } from '../lib/pay-page-url.ts';
import { qrSvg } from '../lib/qr.ts';
import type { Invoice } from '../payments/open.ts';
import { payForm } from '../schemas/requests.ts';
import { ANY_ORIGIN } from './assets.ts';
import { errorPage, invoicePage } from './help/page.ts';
import type { Services } from './help/services.ts';

const LOGO_HEADERS = {
  // Browsers ask each time whether it has changed.
  'Cache-Control': 'private, no-cache',
  // An SVG image may have scripts in it, for whoever opens it by itself.
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
};

/** `GET /pay/{slug}`: the online invoice. Creates nothing, whoever opens the link. */
export function payPage(services: Services): Handler {
  return guarded(services, async (c) => {
    const invoice = await documentOfLink(c, services);
    const { refreshOnReturn, refreshIfStale } = services.payments;
    const refreshed = await (comesFromElsewhere(c) ? refreshOnReturn(invoice) : refreshIfStale(invoice));
    return invoicePage(c, services, { ...invoice, ...refreshed });
  });
}

/** `POST /pay/{slug}`: on to Mollie's checkout, by 303 so that the browser asks for it with GET. */
export function payByForm(services: Services): Handler {
  return guarded(services, async (c) => {
    const invoice = await documentOfLink(c, services);
    const { expect, method, not_sent: notSent, lang } = await readForm(c, payForm);
    if (notSent !== undefined) {
      await services.payments.cancelTransfer(invoice);
      return redirect(c, returnAddresses(services.config.publicUrl, invoice.slug, lang).redirectUrl, 303);
    }
    const { currency } = invoice.document.facts;
    if (expect !== undefined && parseMoney(expect, currency) === undefined)
      throw new ProxyError('bad_request');
    const { attempt } = await services.payments.create(invoice, { expect, method, language: lang });
    return redirect(c, attempt.checkoutUrl!, 303);
  });
}

/** `GET /pay/{slug}/qr.svg`: the link, for a printed invoice. */
export function payQr(services: Services): Handler {
  return async (c) => {
    const { slug, document } = await documentOfLink(c, services);
    const drawing = qrSvg(services.payments.link(slug), document.facts.number);
    return respond(c, drawing, { type: 'image/svg+xml', headers: ANY_ORIGIN });
  };
}

/** `GET /pay/{slug}/logo`: whose page it is. */
export function payLogo(services: Services): Handler {
  return async (c) => {
    const { account } = await documentOfLink(c, services);
    const { logo } = account.brand;
    const image = logo === null ? undefined : readDataUrl(logo);
    if (!image) throw new ProxyError('not_found');
    return respond(c, image.body, {
      type: image.type,
      headers: { ...LOGO_HEADERS, ETag: entityTag(image.body) },
    });
  };
}

/** Whether another site led here, as the checkout does on the way back. https://www.w3.org/TR/fetch-metadata/ */
function comesFromElsewhere(c: AppContext): boolean {
  const site = decidingHeader(c, 'Sec-Fetch-Site');
  const mode = decidingHeader(c, 'Sec-Fetch-Mode');
  return (site === 'cross-site' || site === 'same-site') && mode === 'navigate';
}

async function documentOfLink(c: AppContext, { payments, admit }: Services): Promise<Invoice> {
  const slug = slugOf(c);
  const invoice = await payments.find(slug);
  if (!invoice) throw new ProxyError('not_found');
  await admit(c, slug);
  c.set('locale', invoice.document.facts.locale);
  return invoice;
}

/** Errors here are pages: of the invoice where it is known, else without one. */
function guarded(services: Services, handle: Handler): Handler {
  return async (c) => {
    try {
      return await handle(c);
    } catch (cause) {
      const error = await services.refuse(c, cause);
      if (error.retryAfter !== undefined) setHeader(c, 'Retry-After', String(error.retryAfter));
      const document = documentOf(error);
      if (!document) return errorPage(c, services, error);
      // As the page will say it again when it is reloaded.
      const mollieUnavailable = error.code === 'mollie_unavailable';
      return invoicePage(c, services, { slug: slugOf(c), document, mollieUnavailable }, error);
    }
  };
}

function slugOf(c: AppContext): string {
  return c.req.param('slug') ?? '';
}
