import type { Context } from 'hono';
import { pathOf } from './merchants.ts';
import { type Minor, parseAmount } from './money.ts';
import { invoicePage } from './pages/invoice.ts';
import { notFoundPage } from './pages/not-found.ts';
import { ProxyRefusal } from './proxy.ts';
import { chosenLanguage, type Site } from './site.ts';
import { textsIn } from './texts.ts';

/** An action on an invoice that takes the form's `amount`. */
export function amountAction(site: Site, act: (id: string, amount: Minor) => Promise<void>) {
  return action(site, async (id, c) => {
    const amount = parseAmount(String((await c.req.parseBody()).amount ?? ''));
    if (amount === undefined) throw new NotAnAmount();
    await act(id, amount);
  });
}

class NotAnAmount extends Error {}

/** An action on an invoice; afterwards the invoice's page is shown again, by 303 so that reloading repeats nothing. */
export function action(site: Site, act: (id: string, c: Context) => Promise<void>) {
  return async (c: Context): Promise<Response> => {
    const id = c.req.param('id') ?? '';
    if (!site.books.find(id)) return notFoundPage(site)(c);
    const language = chosenLanguage(c);
    const texts = textsIn(language ?? 'en');
    // Read again: the action may have changed it.
    const show = (status: 400 | 502, message: string) =>
      invoicePage(c, site, site.books.find(id)!, { status, message });
    try {
      await act(id, c);
    } catch (error) {
      if (error instanceof NotAnAmount) return show(400, texts.notAnAmount);
      if (error instanceof ProxyRefusal) return show(502, `${texts.notTold} ${error.message}`);
      throw error;
    }
    return c.redirect(`${pathOf(site.merchant)}/invoices/${id}${language ? `?lang=${language}` : ''}`, 303);
  };
}
