import * as answers from '../../schemas/answers.ts';
import * as invoices from '../../schemas/invoice.ts';
import * as requests from '../../schemas/requests.ts';
import { WITH_BODY, WITH_INVOICE, WITH_PAYMENT, WITH_STORE, WITH_TOKEN } from '../errors.ts';
import { type Answer, JSON_TYPE, type Paths } from '../operation.ts';

const invoiceAnswer = (description: string): Answer => ({
  description,
  type: JSON_TYPE,
  schema: invoices.invoice,
  examples: ['payerInvoice', 'merchantInvoice', 'startedTransfer'],
});

const merchantAnswer = (description: string): Answer => ({
  description,
  type: JSON_TYPE,
  schema: invoices.merchantInvoice,
  examples: ['merchantInvoice'],
});

const noBody = { type: JSON_TYPE, schema: requests.noBody, isRequired: false };

const created = (description: string): Answer => ({
  description,
  type: JSON_TYPE,
  schema: answers.created,
});

/** What has a token. */
export const API = {
  '/v1/invoice': {
    GET: {
      id: 'getInvoice',
      tag: 'Invoices',
      summary: 'Read the invoice',
      description:
        'The invoice of the token, as Mollie knows it now: Mollie is asked where the last look is older than 5 seconds. If it does not answer within 2 seconds, this is what is stored, with its `checkedAt`.',
      tokens: ['payerToken', 'merchantToken'],
      answers: { 200: invoiceAnswer('The invoice, as the bearer of the token may see it.') },
      errors: WITH_INVOICE,
    },
    PUT: {
      id: 'putInvoice',
      tag: 'Invoices',
      summary: 'Store the facts of the invoice',
      description:
        'Stores what the token says, and creates nothing at Mollie. For the back end of the host: when an invoice is sent, changed, booked, credited or withdrawn.',
      tokens: ['merchantToken'],
      body: noBody,
      answers: { 200: merchantAnswer('The invoice, with the newest facts.') },
      errors: [...WITH_INVOICE, ...WITH_BODY],
    },
  },
  '/v1/invoice/payments': {
    POST: {
      id: 'createPayment',
      tag: 'Invoices',
      summary: 'Make a payment',
      description:
        "A payment for what is due now. Customers go on to its `checkoutUrl`, Mollie's checkout. An open payment for exactly what is due is answered again, so a repetition makes no second one. With `notSent` nothing is made: `payment` is the bank transfer that the customer had started and has not made, cancelled where Mollie does that.",
      tokens: ['payerToken', 'merchantToken'],
      body: { ...noBody, schema: requests.createBody, example: { expect: '100.00', method: 'ideal' } },
      answers: {
        200: created('The payment that was open already.'),
        201: { ...created('A new payment.'), examples: ['created'] },
      },
      errors: [...WITH_INVOICE, ...WITH_BODY, ...WITH_PAYMENT],
    },
  },
  '/v1/invoice/refresh': {
    POST: {
      id: 'refreshInvoice',
      tag: 'Invoices',
      summary: 'Ask Mollie now',
      description: 'Asks Mollie about every payment of the invoice that can still change.',
      tokens: ['merchantToken'],
      body: noBody,
      answers: { 200: merchantAnswer('The invoice after that.') },
      errors: [...WITH_INVOICE, ...WITH_BODY, 'mollie_rejected'],
    },
  },
  '/v1/invoice/log': {
    GET: {
      id: 'getInvoiceLog',
      tag: 'Invoices',
      summary: 'Read the log of the invoice',
      description: 'What happened to the invoice, newest first.',
      tokens: ['merchantToken'],
      query: requests.logQuery,
      answers: {
        200: {
          description: 'A page of the log.',
          type: JSON_TYPE,
          schema: answers.invoiceLog,
          examples: ['invoiceLog'],
        },
      },
      errors: [...WITH_INVOICE, 'bad_request'],
    },
  },
  '/v1/invoices': {
    POST: {
      id: 'listInvoices',
      tag: 'Invoices',
      summary: 'Read many invoices',
      description:
        'At most 100 invoices as they are stored, each by a token of its own: Mollie is not asked. The answer has them in the order of the tokens; one that is refused does not keep the others back.',
      body: { type: JSON_TYPE, schema: requests.batchBody, isRequired: true, example: { tokens: ['eyJ…'] } },
      answers: {
        200: {
          description: 'An invoice or an error for each token.',
          type: JSON_TYPE,
          schema: answers.batch,
          examples: ['batch'],
        },
      },
      errors: WITH_BODY,
    },
  },
  '/v1/log': {
    GET: {
      id: 'getLog',
      tag: 'Operation',
      summary: 'Read the log',
      description: 'What happened to all invoices, newest first, each line with the number of its invoice.',
      tokens: ['adminToken'],
      query: requests.logQuery,
      answers: {
        200: {
          description: 'A page of the log.',
          type: JSON_TYPE,
          schema: answers.integrationLog,
          examples: ['integrationLog'],
        },
      },
      errors: [...WITH_TOKEN, ...WITH_STORE, 'bad_request'],
    },
  },
  '/v1/connection': {
    GET: {
      id: 'checkConnection',
      tag: 'Operation',
      summary: 'Check the connection',
      description:
        'Whether invoices can be paid, and if not, what to do: the key and the profile at Mollie, the methods, the store, the webhooks.',
      tokens: ['adminToken'],
      answers: {
        200: {
          description: 'What was found, with a hint for each finding.',
          type: JSON_TYPE,
          schema: answers.connection,
          examples: ['connection'],
        },
      },
      errors: [...WITH_TOKEN, ...WITH_STORE],
    },
    PUT: {
      id: 'changeConnection',
      tag: 'Operation',
      summary: 'Connect, pause or brand an account',
      description:
        'Makes the account of the token where there is none. A key is checked at Mollie, then kept encrypted; the one before goes on looking at its payments. What is left out stays as it is. The token must have been signed for at most an hour.',
      tokens: ['adminToken'],
      body: {
        ...noBody,
        schema: requests.connectionBody,
        example: { apiKey: 'test_anyKeyDoesAtTheSimulator123456' },
      },
      answers: {
        200: {
          description: 'The connection after that.',
          type: JSON_TYPE,
          schema: answers.connection,
          examples: ['connection'],
        },
      },
      errors: [
        ...WITH_TOKEN,
        ...WITH_STORE,
        ...WITH_BODY,
        ...(['key_in_environment', 'key_of_other_account', 'key_refused', 'mollie_unavailable'] as const),
      ],
    },
    DELETE: {
      id: 'disconnect',
      tag: 'Operation',
      summary: 'Disconnect an account',
      description:
        'Forgets the keys of the account: its payments are no longer followed. The token must have been signed for at most an hour.',
      tokens: ['adminToken'],
      answers: { 204: { description: 'It has no key any more.' } },
      errors: [...WITH_TOKEN, ...WITH_STORE, 'key_in_environment', 'not_found'],
    },
  },
} as const satisfies Paths;
