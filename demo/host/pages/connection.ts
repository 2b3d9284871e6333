import type { Context } from 'hono';
import { html } from 'hono/html';
import { chosenLanguage, type Site } from '../site.ts';
import { textsIn } from '../texts.ts';
import { page, tryThis } from './layout.ts';

/** `/connection`: whether payments can be made, and all that has happened. */
export function connectionPage(site: Site) {
  return async (c: Context) => {
    const language = chosenLanguage(c) ?? 'en';
    const texts = textsIn(language);
    const { simulatorUrl } = site;
    return page(
      c,
      site,
      { title: texts.connection, language, audience: 'merchant' },
      html`<div class="middle stack">
          <h1>${texts.connection}</h1>
          <invoice-pay-button token="${await site.tokens.admin()}" token-url="/tokens/admin"></invoice-pay-button>
          ${
            simulatorUrl
              ? tryThis(html`<p>In the <a href="${simulatorUrl}/">simulator</a>, set the profile to unverified, take all
                  methods away, or let the API answer 503; then press <b>Check again</b>. Each is told from the others,
                  with what to do.</p>`)
              : ''
          }
        </div>`,
    );
  };
}
