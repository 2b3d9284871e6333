import type { Context } from 'hono';
import { html } from 'hono/html';
import { pathOf } from '../merchants.ts';
import { chosenLanguage, type Site } from '../site.ts';
import { type Texts, textsIn } from '../texts.ts';
import { type Html, page, tryThis } from './layout.ts';

/** `/connection`: whether payments can be made, and all that has happened; where a merchant connects its own key. */
export function connectionPage(site: Site) {
  return async (c: Context) => {
    const language = chosenLanguage(c) ?? 'en';
    const texts = textsIn(language);
    const { merchant, simulatorUrl, tokens, toConnect } = site;
    return page(
      c,
      site,
      { title: texts.connection, language, audience: 'merchant', scripts: toConnect ? ['/copy.js'] : [] },
      html`<div class="middle stack">
          <h1>${texts.connection}</h1>
          ${merchant.account === null ? '' : howToConnect(site, texts)}
          <invoice-pay-button token="${await tokens.admin()}" token-url="${pathOf(merchant)}/tokens/admin"></invoice-pay-button>
          ${
            simulatorUrl
              ? tryThis(html`<p>In the <a href="${toConnect?.dashboard ?? `${simulatorUrl}/`}">simulator</a>, set the
                  profile to unverified, take all methods away, or let the API answer 503; then press <b>Check again</b>.
                  Each is told from the others, with what to do.</p>`)
              : ''
          }
        </div>`,
    );
  };
}

/** Where the merchant finds the key that the element asks for. */
function howToConnect({ toConnect }: Site, texts: Texts): Html {
  return html`<section class="card stack">
    <h2>${texts.connectTitle}</h2>
    ${
      toConnect === null
        ? html`<p>${texts.connectOther}</p>`
        : html`<p>${texts.connectText}</p>
          <pre><code id="key">${toConnect.apiKey}</code></pre>
          <p><button type="button" data-copy="key" data-copied="${texts.keyCopied}">${texts.copyKey}</button>
            <a href="${toConnect.dashboard}">${texts.atMollie}</a></p>`
    }
  </section>`;
}
