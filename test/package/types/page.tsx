/** The same in React. */
import type { InvoicePayButton, InvoicePayButtonProps } from 'invoice-pay-button/react';
import { createRef } from 'react';

const element = createRef<InvoicePayButton>();
const common: InvoicePayButtonProps = { proxy: 'https://pay.example.com', lang: 'nl' };

export const page = (
  <invoice-pay-button
    {...common}
    ref={element}
    token="eyJ"
    token-url="/token"
    className="pay"
    oninvoice-pay-status={({ invoice }) => console.log(invoice.status)}
  >
    <a href="https://pay.example.com/pay/x">Pay</a>
    <p slot="paid">Thank you</p>
  </invoice-pay-button>
);

// @ts-expect-error a token is a text
export const wrongToken = <invoice-pay-button token={42} />;
// @ts-expect-error there is no such attribute
export const wrongName = <invoice-pay-button tokenurl="/token" />;
