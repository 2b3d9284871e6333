import type { BatchView, CreatedView, ErrorBody, InvoiceView } from '../../shared/api.ts';
import { ProxyError } from '../errors.ts';
import { authenticateInvoice } from '../http/authentication.ts';
import { readJson } from '../http/body.ts';
import { type AppContext, acceptLanguage, type Handler, translatorOf } from '../http/context.ts';
import { toErrorBody } from '../http/error-body.ts';
import { respondJson } from '../http/respond.ts';
import { attemptView, paymentView } from '../invoice/view.ts';
import { parseMoney } from '../lib/money.ts';
import { toProxyError } from '../mollie/to-proxy-error.ts';
import type { Invoice } from '../payments/open.ts';
import { batchBody, createBody, noBody } from '../schemas/requests.ts';
import { languageOfHeader } from '../texts/pick-language.ts';
import { type Translator, translatorFor } from '../texts/translator.ts';
import type { Token } from '../token/index.ts';
import type { Services } from './help/services.ts';
import { show } from './help/show.ts';

/** `GET /v1/invoice`: the invoice, as Mollie knows it now. */
export function getInvoice(services: Services): Handler {
  return async (c) => {
    const token = await authenticateInvoice(c, services.verify);
    const invoice = await services.payments.open(token);
    const refreshed = await services.payments.refreshIfStale(invoice);
    return respondJson(c, await show(services, { ...invoice, ...refreshed }, token, translatorOf(c)));
  };
}

/** `PUT /v1/invoice`: stores the facts, and asks Mollie for nothing. */
export function putInvoice(services: Services): Handler {
  return async (c) => {
    const token = await authenticateInvoice(c, services.verify, ['merchant']);
    await readJson(c, noBody);
    const invoice = await services.payments.open(token, true);
    return respondJson(c, await show(services, invoice, token, translatorOf(c)));
  };
}

/** `POST /v1/invoice/payments`: a payment for what is due; or none, where the customer has not sent the started transfer. */
export function createPayment(services: Services): Handler {
  return async (c) => {
    const token = await authenticateInvoice(c, services.verify);
    const { expect, method, without, notSent } = await readJson(c, createBody);
    if (without && token.audience !== 'merchant') throw new ProxyError('wrong_audience');
    if (expect !== undefined && parseMoney(expect, token.facts.currency) === undefined)
      throw new ProxyError('bad_request');
    const invoice = await services.payments.open(token);
    c.set('slug', invoice.slug);
    // Customers return to a page in the language in which they paid. A merchant's browser does not tell the customer's.
    const language = token.audience === 'payer' ? languageOfHeader(acceptLanguage(c)) : undefined;
    const created = notSent
      ? { ...(await services.payments.cancelTransfer(invoice)), isNew: false }
      : await services.payments.create(invoice, { expect, method, language, without });
    const view = token.audience === 'merchant' ? attemptView : paymentView;
    const body: CreatedView = {
      payment: view(created.document, created.attempt, services.clock()),
      invoice: await show(
        services,
        { slug: invoice.slug, document: created.document },
        token,
        translatorOf(c),
      ),
    };
    return respondJson(c, body, created.isNew ? 201 : 200);
  };
}

/** `POST /v1/invoice/refresh`: asks Mollie about everything that can still change. */
export function refreshInvoice(services: Services): Handler {
  return async (c) => {
    const token = await authenticateInvoice(c, services.verify, ['merchant']);
    await readJson(c, noBody);
    const invoice = await services.payments.open(token);
    c.set('slug', invoice.slug);
    const document = await services.payments.refresh(invoice);
    return respondJson(c, await show(services, { slug: invoice.slug, document }, token, translatorOf(c)));
  };
}

/** What a request for many invoices says of languages: its header, and the translator of errors by it. */
type Asking = { preferred: string | undefined; translator: Translator };

/** `POST /v1/invoices`: many invoices as they are stored, each with its own token. */
export function listInvoices(services: Services): Handler {
  const { accounts, payments, clock } = services;
  return async (c) => {
    const { tokens } = await readJson(c, batchBody);
    const refused: ProxyError[] = [];
    // One after the other, so that a hundred wrong ones delay no other request.
    const verified: (Token | ProxyError)[] = [];
    for (const token of tokens) verified.push(await services.verify(token).catch(toProxyError));
    const asking = { preferred: acceptLanguage(c), translator: translatorOf(c) };
    const invoices = await Promise.all(verified.map((token) => viewOrError(c, token, asking, refused)));
    await services.note(c, refused);
    const body: BatchView = { invoices };
    return respondJson(c, body);
  };

  async function viewOrError(
    c: AppContext,
    token: Token | ProxyError,
    { preferred, translator: asked }: Asking,
    refused: ProxyError[],
  ): Promise<InvoiceView | ErrorBody> {
    let translator = asked;
    try {
      if (token instanceof ProxyError) throw token;
      c.set('isTrusted', true);
      if (token.audience === 'admin') throw new ProxyError('wrong_audience');
      const { locale } = token.facts;
      translator = translatorFor({ acceptLanguage: preferred, locale });
      const invoice: Invoice = await services.payments.open(token);
      // As it is stored: nothing is asked about so many.
      return await show({ accounts, payments, clock }, invoice, token, translator);
    } catch (thrown) {
      const error = toProxyError(thrown);
      refused.push(error);
      return toErrorBody(error, translator);
    }
  }
}
