import { setTimeout } from 'node:timers/promises';
import { startHost } from './notified-host.ts';
import { createStage, type Stage } from './stage.ts';

const NOW = Date.parse('2026-11-21T09:00:00Z');
const MINUTE = 60_000;
const NOTIFY_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

const TRANSFERRED = { sub: '10043', number: '2026-0043', total: '80.00' };

const INVOICE = {
  sub: '10042',
  number: '2026-0042',
  date: '2026-11-21',
  dueDate: '2026-12-05',
  total: '121.00',
  paidElsewhere: '21.00',
  url: 'https://books.example.com/invoices/10042',
};

/**
 * What a proxy answers and tells while one invoice is put, paid by iDEAL, and asked about, and a bank transfer started for
 * another: the examples of the document.
 * What is another in each run has a fixed name instead: addresses, and what is random.
 */
export async function tellStory() {
  const host = await startHost(NOTIFY_SECRET);
  const stage = await createStage({
    env: { NOTIFY_URL: host.url, NOTIFY_SECRET, TRUSTED_PROXIES: '192.0.2.1' },
    simulator: { now: () => NOW },
  });
  try {
    await listed(stage);
    const merchant = await stage.merchant(INVOICE);
    const payer = await stage.payer(INVOICE);
    const ask: Ask = async (method, path, token, body) =>
      (await stage.call(method, path, { token, ...(body && { body }) })).body as unknown;
    await ask('PUT', '/v1/invoice', merchant);
    const created = await ask('POST', '/v1/invoice/payments', payer, { expect: '100.00' });
    const payerInvoice = await ask('GET', '/v1/invoice', payer);
    const { id } = stage.simulator.ledger.list()[0]!;
    await stage.advance(2 * MINUTE);
    stage.simulator.settle(id, 'paid', { method: 'ideal' });
    await stage.simulator.idle();
    await stage.idle();
    const told = {
      created,
      payerInvoice,
      merchantInvoice: await ask('GET', '/v1/invoice', merchant),
      nothingDue: await ask('POST', '/v1/invoice/payments', payer),
      invalidToken: await ask('GET', '/v1/invoice', `${payer}x`),
      batch: await ask('POST', '/v1/invoices', '', { tokens: [payer, `${payer}x`] }),
      invoiceLog: await ask('GET', '/v1/invoice/log', merchant),
      integrationLog: await ask('GET', '/v1/log?limit=1', await stage.admin()),
      connection: await ask('GET', '/v1/connection', await stage.admin()),
      startedTransfer: await startTransfer(ask, await stage.payer(TRANSFERRED)),
      notification: (({ type, timestamp, data }) => ({ type, timestamp, data }))(host.heard[0]!),
    };
    const text = JSON.stringify(told)
      .replaceAll(stage.url, 'https://pay.example.com')
      .replaceAll(stage.mollie.url, 'https://mollie.example')
      .replaceAll(id, 'tr_5B8cwPMGnU6qLbRvKo7qEZo')
      .replaceAll(/(select-method|bank-transfer)\/\w+/g, '$1/5B8cwPMGnU6qLbRvKo7qEZo')
      .replaceAll(/RF\d\d(-\d{4})+/g, 'RF61-0581-5615-6332')
      .replaceAll(/"reference":"[a-z2-7-]+"/g, '"reference":"k7qm-3xwd"')
      .replaceAll(/"msg_\w+"/g, '"msg_2vKq8yWbTnPzR4xL"');
    return JSON.parse(text) as { [Name in keyof typeof told]: unknown };
  } finally {
    await stage.close();
    await host.close();
  }
}

type Ask = (method: string, path: string, token: string, body?: object) => Promise<unknown>;

/** The list of methods comes in the background. */
async function listed(stage: Stage): Promise<void> {
  while (!(await stage.view(INVOICE)).methods) await setTimeout(20);
}

async function startTransfer(ask: Ask, token: string): Promise<unknown> {
  await ask('POST', '/v1/invoice/payments', token, { method: 'banktransfer' });
  return ask('GET', '/v1/invoice', token);
}
