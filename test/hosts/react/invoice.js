import { createElement } from 'react';

/** Listens as React has it. */
export function Invoice({ number, token, tokenUrl, label, hear }) {
  return createElement(
    'invoice-pay-button',
    {
      token,
      'token-url': tokenUrl,
      'oninvoice-pay-status': ({ invoice }) => hear(number, invoice.status),
      'oninvoice-pay-created': ({ payment }) => hear(number, `created ${payment.amount.value}`),
      'oninvoice-pay-error': ({ code }) => hear(number, code),
    },
    createElement('a', { href: '#link' }, `${label} ${number}`),
  );
}
