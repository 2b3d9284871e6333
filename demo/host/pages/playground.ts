import type { Context } from 'hono';
import { html } from 'hono/html';
import { AUDIENCES, claimsFrom, FIELDS, type Field, formValues, lifeFrom } from '../playground-form.ts';
import type { Site } from '../site.ts';
import { LANGUAGE_NAMES } from '../texts.ts';
import { type Html, page } from './layout.ts';

/**
 * `/playground`: signs whatever the form says, and shows the element that comes of it. The form is a GET, so each
 * try has an address; nothing is checked here, because what the proxy says to a wrong claim is worth a try too.
 */
export function playgroundPage(site: Site) {
  return async (c: Context) => {
    const values = formValues(c);
    const token = await site.tokens.sign(claimsFrom(values), lifeFrom(values));
    const { search } = new URL(c.req.url);
    const tokenUrl = values.renew ? `/tokens/playground${search}` : undefined;
    const language = values.language || 'en';

    return page(
      c,
      site,
      {
        title: 'Playground',
        language: 'en',
        audience: 'merchant',
        languages: [],
        scripts: ['/playground.js', '/copy.js'],
      },
      html`<h1>Playground</h1>
        <div class="beside playground">
          <form class="card claims" method="get">
            <h2>Claims of the token</h2>
            <label>aud <select name="aud">${options(AUDIENCES, values.aud)}</select></label>
            ${FIELDS.map((field) => input(field, values[field.name] ?? ''))}
            <label class="check"><input type="checkbox" name="void"${values.void ? html` checked` : ''}> void</label>
            <h2>Around it</h2>
            <label>Seconds it holds <input name="life" inputmode="numeric" value="${values.life}"></label>
            <label class="check"><input type="checkbox" name="renew"${values.renew ? html` checked` : ''}> <span>with <code>token-url</code></span></label>
            <label>Language <select name="language">${options(LANGUAGE_NAMES, language)}</select></label>
            <button class="primary">Sign</button>
          </form>
          <div class="stack">
            <section aria-label="The element" lang="${language}">
              <invoice-pay-button token="${token}"${tokenUrl ? html` token-url="${tokenUrl}"` : ''}></invoice-pay-button>
            </section>
            <section class="card">
              <h2>Events</h2>
              <label class="check"><input type="checkbox" id="stay"> <span>Keep <code>invoice-pay-redirect</code> from leaving this page</span></label>
              <ol id="events"></ol>
            </section>
            <section class="card">
              <h2>HTML</h2>
              <pre><code id="markup">${markup(site.proxyUrl, { token, tokenUrl })}</code></pre>
              <button type="button" data-copy="markup" data-copied="Copied">Copy</button>
            </section>
            <aside class="try">
              <h2>Try this</h2>
              <p>Let the token hold 20 seconds without <code>token-url</code>, wait, and come back to this tab: it has
                expired. With <code>token-url</code> nobody notices. Give <code>total</code> one decimal too many, or a
                lower <code>rev</code>, and see what the proxy makes of it.</p>
            </aside>
          </div>
        </div>`,
    );
  };
}

function input({ name, hint }: Field, value: string): Html {
  return html`<label>${name} <input name="${name}" value="${value}" autocomplete="off" placeholder="${hint}"></label>`;
}

function options(labels: Record<string, string>, chosen: string | undefined): Html[] {
  return Object.entries(labels).map(
    ([value, label]) =>
      html`<option value="${value}"${value === chosen ? html` selected` : ''}>${label}</option>`,
  );
}

function markup(
  proxyUrl: string,
  { token, tokenUrl }: { token: string; tokenUrl: string | undefined },
): string {
  const renewal = tokenUrl ? `\n  token-url="${tokenUrl}"` : '';
  return `<script type="module" src="${proxyUrl}/invoice-pay-button.js"></script>
<invoice-pay-button${renewal}
  token="${token}"></invoice-pay-button>`;
}
