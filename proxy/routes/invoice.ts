import { z } from 'zod';
import { ProxyError, toErrorBody } from '../errors.ts';
import { attemptView, paymentView } from '../invoice/view.ts';
import { parseMoney } from '../money.ts';
import { toProxyError } from '../payments/failure.ts';
import type { Invoice } from '../payments/index.ts';
import { languageOfHeader, speechFor } from '../texts/index.ts';
import { PAYMENT_ID } from '../token.ts';
import type { BatchView, CreatedView, ErrorBody, InvoiceView } from '../types.ts';
import { readJson } from './body.ts';
import {
  type AppContext,
  acceptLanguage,
  authenticateInvoice,
  type Handler,
  type Services,
  show,
  speechOf,
} from './context.ts';

/** The most payments that one create goes on without. */
const MAX_WITHOUT = 20;

/** The most tokens of one batch. */
const MAX_BATCH = 100;

/** `GET /v1/invoice`: the invoice, as Mollie knows it now. */
export function getInvoice(services: Services): Handler {
  return async (c) => {
    const { audience, facts } = await authenticateInvoice(c, services.verify);
    const invoice = await services.payments.open(facts);
    const fresh = await services.payments.fresh(invoice);
    return c.json(show(services, { ...invoice, ...fresh }, audience, speechOf(c)));
  };
}

/** `PUT /v1/invoice`: stores the facts, and asks Mollie for nothing. */
export function putInvoice(services: Services): Handler {
  return async (c) => {
    const { audience, facts } = await authenticateInvoice(c, services.verify, ['merchant']);
    await readJson(c, {});
    return c.json(show(services, await services.payments.open(facts, true), audience, speechOf(c)));
  };
}

/** `POST /v1/invoice/payments`: a payment for what is due. */
export function createPayment(services: Services): Handler {
  return async (c) => {
    const { audience, facts } = await authenticateInvoice(c, services.verify);
    const { expect, without } = await readJson(c, {
      expect: z.string().optional(),
      without: z.array(z.string().regex(PAYMENT_ID)).max(MAX_WITHOUT).optional(),
    });
    if (without && audience !== 'merchant') throw new ProxyError('wrong_audience');
    if (expect !== undefined && parseMoney(expect, facts.currency) === undefined)
      throw new ProxyError('bad_request');
    const invoice = await services.payments.open(facts);
    c.set('slug', invoice.slug);
    // Customers come back to the language of the page from which they paid; a merchant's says nothing of theirs.
    const language = audience === 'payer' ? languageOfHeader(acceptLanguage(c)) : undefined;
    const created = await services.payments.create(invoice, { expect, language, without });
    const view = audience === 'merchant' ? attemptView : paymentView;
    const body: CreatedView = {
      payment: view(created.document, created.attempt, services.clock()),
      invoice: show(services, { slug: invoice.slug, document: created.document }, audience, speechOf(c)),
    };
    return c.json(body, created.isNew ? 201 : 200);
  };
}

/** `POST /v1/invoice/refresh`: asks Mollie about everything that can still change. */
export function refreshInvoice(services: Services): Handler {
  return async (c) => {
    const { audience, facts } = await authenticateInvoice(c, services.verify, ['merchant']);
    await readJson(c, {});
    const invoice = await services.payments.open(facts);
    c.set('slug', invoice.slug);
    const document = await services.payments.refresh(invoice);
    return c.json(show(services, { slug: invoice.slug, document }, audience, speechOf(c)));
  };
}

/** `POST /v1/invoices`: many invoices as they are stored, each with its own token. */
export function listInvoices(services: Services): Handler {
  return async (c) => {
    const { tokens } = await readJson(c, { tokens: z.array(z.string()).max(MAX_BATCH) });
    const refused: ProxyError[] = [];
    const invoices = await Promise.all(tokens.map((token) => one(c, token, refused)));
    // Whoever sends a hundred tokens that are none shall not fill the log.
    if (refused[0]) services.report(refused[0], refused.slice(1));
    const body: BatchView = { invoices };
    return c.json(body);
  };

  async function one(c: AppContext, text: string, refused: ProxyError[]): Promise<InvoiceView | ErrorBody> {
    let speech = speechOf(c);
    try {
      const token = await services.verify(text);
      if (token.audience === 'admin') throw new ProxyError('wrong_audience');
      const { locale } = token.facts;
      speech = speechFor({ acceptLanguage: acceptLanguage(c), locale });
      const invoice: Invoice = await services.payments.open(token.facts);
      return show(services, invoice, token.audience, speech);
    } catch (thrown) {
      const error = toProxyError(thrown);
      refused.push(error);
      return toErrorBody(error, speech);
    }
  }
}
