import type { InvoiceView } from '../../../shared/api.ts';
import type { InvoiceDocument } from '../../invoice/document.ts';
import { viewOf } from '../../invoice/view.ts';
import type { Translator } from '../../texts/translator.ts';
import type { InvoiceToken } from '../../token/index.ts';
import type { Services } from './services.ts';

/** An invoice to be shown. */
export type Shown = { slug: string; document: InvoiceDocument; mollieUnavailable?: boolean };

/** Who looks: the bearer of a token, or anyone with the link. */
export type Viewer = { audience: InvoiceToken['audience']; ignored?: readonly string[] };

/** The invoice as this viewer may see it. */
export function show(
  { payments, clock }: Services,
  { slug, document, mollieUnavailable = false }: Shown,
  { audience, ignored }: Viewer,
  translator: Translator,
): InvoiceView {
  return viewOf(document, {
    audience,
    link: payments.link(slug),
    translator,
    now: clock(),
    mollieUnavailable,
    ...(ignored && { ignored }),
  });
}
