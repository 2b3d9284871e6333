import { brandOf } from '../../accounts/account.ts';
import { NO_BRAND } from '../../accounts/record.ts';
import type { ProxyError } from '../../errors.ts';
import { type AppContext, translatorOf } from '../../http/context.ts';
import { respondHtml } from '../../http/respond.ts';
import { received } from '../../invoice/attempts.ts';
import type { InvoiceDocument } from '../../invoice/document.ts';
import { LANGUAGES, type Language } from '../../texts/languages.ts';
import type { Services } from './services.ts';
import { accountOf, type Shown, show } from './show.ts';

/** The page of an invoice; an error, if any, stands on it. */
export async function invoicePage(
  c: AppContext,
  services: Services,
  shown: Shown,
  error?: ProxyError,
): Promise<Response> {
  const account = await accountOf(services.accounts, shown.document);
  const { keptPay, csp } = await services.pages(brandOf(account));
  const translator = translatorOf(c);
  const link = services.payments.link(shown.slug);
  const view = await show(services, shown, { audience: 'payer', link }, translator);
  const { write, encoded } = keptPay({
    view,
    description: shown.document.facts.description,
    paidWith: methodsOf(shown.document),
    translator,
    now: new Date(services.clock()),
    link,
    path: new URL(link).pathname,
    chosen: chosenLanguage(c),
    transferred: c.req.query('transferred') !== undefined,
    message: error && {
      code: error.code,
      text: translator.error(error.code, error.params),
      reference: error.reference,
    },
  });
  return respondHtml(c, write, {
    status: error?.status,
    headers: { 'Content-Security-Policy': csp },
    encoded,
  });
}

/** A page about an error that has no invoice to show. */
export async function errorPage(c: AppContext, services: Services, error: ProxyError): Promise<Response> {
  // Whose page it would be is not known.
  const { error: page, csp } = await services.pages(NO_BRAND);
  const { code, reference, params, status } = error;
  return respondHtml(
    c,
    page({
      code,
      params,
      reference,
      translator: translatorOf(c),
      path: services.prefix + c.req.path,
      chosen: chosenLanguage(c),
    }),
    { status, headers: { 'Content-Security-Policy': csp } },
  );
}

function chosenLanguage(c: AppContext): Language | undefined {
  return LANGUAGES.find((language) => language === c.req.query('lang'));
}

/** The methods by which money has come that no bank took back, each once. */
function methodsOf({ attempts }: InvoiceDocument): string[] {
  const paid = attempts.filter((attempt) => received(attempt) > attempt.chargedBack);
  return [...new Set(paid.map(({ method }) => method))].filter((method) => method !== null);
}
