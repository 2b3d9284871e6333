import { z } from 'zod';
import * as requests from '../../schemas/requests.ts';
import { WITH_BODY, WITH_PAYMENT, WITH_STORE } from '../errors.ts';
import { type Answer, FORM_TYPE, HTML_TYPE, JSON_TYPE, type Paths } from '../operation.ts';

const typedLink: Answer = {
  description: 'The link was typed in capitals, or with a sign behind it: this is the one that is meant.',
  headers: ['Location'],
};

const notModified: Answer = { description: 'Whoever asks has it already.', headers: ['ETag'] };

/** A built file. */
const file = (description: string, type: string): Answer => ({ description, type, headers: ['ETag'] });

/** What everybody may ask for: the pay page, the files, and what Mollie calls. */
export const OPEN = {
  '/webhooks/mollie/:key/:n/:mac': {
    POST: {
      id: 'receiveMollieWebhook',
      tag: 'Mollie',
      summary: 'Hear from Mollie that a payment has changed',
      description:
        'Mollie calls this address, which each payment has of its own. It only says which payment has changed: the proxy then asks Mollie. The path is proven by its MAC before anything else is done. https://docs.mollie.com/reference/webhooks',
      body: { type: FORM_TYPE, schema: requests.webhookForm, isRequired: true },
      answers: { 200: { description: 'What Mollie knows of the payment is stored.' } },
      errors: [
        ...WITH_BODY,
        ...WITH_STORE,
        ...(['not_found', 'mollie_unavailable', 'mollie_rejected', 'resync_needed'] as const),
      ],
    },
  },
  '/pay/:slug': {
    GET: {
      id: 'showPayPage',
      tag: 'Pay page',
      summary: 'Show the pay page',
      description:
        'The online invoice: what it is for, what is open, and Pay; after payment the confirmation. It creates nothing, whoever opens the link.',
      query: z.object({ lang: requests.language.describe('The language of the page.').optional() }),
      answers: { 200: { description: 'The page.', type: HTML_TYPE }, 308: typedLink },
      errors: [...WITH_STORE, 'not_found', 'mollie_unavailable', 'resync_needed'],
      errorType: HTML_TYPE,
    },
    POST: {
      id: 'payByForm',
      tag: 'Pay page',
      summary: 'Go on to the checkout',
      description:
        'What the buttons of the page do: makes a payment as the API does, and leads to its checkout; with `not_sent` back to the page, where the transfer that was started is cancelled.',
      body: { type: FORM_TYPE, schema: requests.payForm, isRequired: false },
      answers: {
        303: { description: "On to Mollie's checkout, or back to the page.", headers: ['Location'] },
        308: typedLink,
        default: { description: 'The page, which says why it cannot be paid.', type: HTML_TYPE },
      },
      errors: [...WITH_BODY, ...WITH_STORE, ...WITH_PAYMENT, 'not_found'],
      errorType: HTML_TYPE,
    },
  },
  '/pay/:slug/qr.svg': {
    GET: {
      id: 'getQrCode',
      tag: 'Pay page',
      summary: 'Draw the QR code of the link',
      description: 'For a printed invoice. Pages of any origin may show it.',
      answers: { 200: { description: 'The QR code.', type: 'image/svg+xml' }, 308: typedLink },
      errors: [...WITH_STORE, 'not_found', 'resync_needed', 'mollie_unavailable'],
      errorType: HTML_TYPE,
    },
  },
  '/pay/:slug/logo': {
    GET: {
      id: 'getLogo',
      tag: 'Pay page',
      summary: 'Show the logo',
      description: 'The logo of whose pay page it is.',
      answers: { 200: file('The logo.', 'image/*'), 304: notModified, 308: typedLink },
      errors: [...WITH_STORE, 'not_found', 'resync_needed', 'mollie_unavailable'],
      errorType: HTML_TYPE,
    },
  },
  '/invoice-pay-button.js': {
    GET: {
      id: 'getElement',
      tag: 'Files',
      summary: 'Load the element',
      description: 'The script that defines `<invoice-pay-button>`, for pages of any origin.',
      answers: { 200: file('The script.', 'text/javascript'), 304: notModified },
      errors: ['not_found'],
    },
  },
  '/assets/:name': {
    GET: {
      id: 'getAsset',
      tag: 'Files',
      summary: 'Load a part of the element',
      description: 'What element and pay page load later. The name has a hash in it: the file never changes.',
      answers: {
        200: {
          description: 'The file: a script, or the source map of one.',
          type: ['text/javascript', JSON_TYPE],
          schema: z.unknown(),
          headers: ['ETag'],
        },
        304: notModified,
      },
      errors: ['not_found'],
    },
  },
} as const satisfies Paths;
