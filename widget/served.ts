/** The script that the proxy serves: the element knows its proxy from the address it came from. */
import { define } from './define.ts';
import { InvoicePayButton } from './invoice-pay-button.ts';

InvoicePayButton.defaultProxy = new URL('.', import.meta.url).href;
define();
