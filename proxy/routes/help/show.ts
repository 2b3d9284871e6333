import type { InvoiceView } from '../../../shared/api.ts';
import { type Account, nameOf } from '../../accounts/account.ts';
import type { Accounts } from '../../accounts/index.ts';
import type { InvoiceDocument } from '../../invoice/document.ts';
import { viewOf } from '../../invoice/view.ts';
import type { Translator } from '../../texts/translator.ts';
import type { InvoiceToken } from '../../token/index.ts';
import type { Services } from './services.ts';

/** An invoice to be shown. */
export type Shown = { slug: string; document: InvoiceDocument; mollieUnavailable?: boolean };

/** Who looks: the bearer of a token, or anyone with the link. */
export type Viewer = {
  audience: InvoiceToken['audience'];
  ignored?: readonly string[];
  /** The page's own address, which it has also while the account has no key. */
  link?: string;
};

/** The account of an invoice that was read: a store that fails since takes nothing from the answer. */
export function accountOf(accounts: Accounts, { realm }: InvoiceDocument): Account | Promise<Account> {
  return accounts.known(realm.account) ?? accounts.of(realm.account);
}

/** What it takes to show an invoice; without `methods` none are offered. */
type Shower = Pick<Services, 'accounts' | 'payments' | 'clock'> & Partial<Pick<Services, 'methods'>>;

/** The invoice as this viewer may see it. */
export async function show(
  { accounts, payments, methods, clock }: Shower,
  { slug, document, mollieUnavailable = false }: Shown,
  { audience, ignored, link }: Viewer,
  translator: Translator,
): Promise<InvoiceView> {
  const account = await accountOf(accounts, document);
  return viewOf(document, {
    audience,
    link: link ?? (account.realm ? payments.link(slug) : null),
    account: { isConnected: account.realm !== null, isPaused: account.isPaused },
    merchantName: nameOf(account),
    translator,
    now: clock(),
    mollieUnavailable,
    ...(methods && { methods: () => methods.of(account, document, translator.language) }),
    ...(ignored && { ignored }),
  });
}
