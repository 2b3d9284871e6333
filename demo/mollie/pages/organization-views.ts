import { html } from 'hono/html';
import { METHODS, type Method } from '../methods.ts';
import type { Organization } from '../organizations.ts';
import { INACTIVE_STATUSES, PROFILE_STATUSES, type Profile } from '../profiles.ts';
import { METHOD_CHANGES, type Settings } from '../settings.ts';
import type { Html } from './layout.ts';

/** How many are listed, the oldest: there may be thousands. */
const SHOWN = 20;

export function organizationsView(organizations: readonly Organization[]): Html {
  const more = organizations.length - SHOWN;
  return html`<section class="card">
    <h2>Organisations</h2>
    <ul>${organizations
      .slice(0, SHOWN)
      .map(({ id, name }) => html`<li><a href="/dashboard/${id}">${name}</a> <code>${id}</code></li>`)}</ul>
    ${more > 0 ? html`<p class="muted">and ${more} more</p>` : ''}
  </section>`;
}

/** The API keys of a profile, which Mollie shows on a page of its own. */
export function keysView({ name, id, apiKeys }: Profile): Html {
  return html`<section class="card">
    <h2>API keys</h2>
    <p class="muted">${name} · <code>${id}</code></p>
    ${
      apiKeys.length === 0
        ? html`<p>Any key in Mollie’s form that is nobody else’s: <code>test_</code> or <code>live_</code> and 30 letters or digits.</p>`
        : html`<ul>${apiKeys.map((apiKey) => html`<li><code>${apiKey}</code></li>`)}</ul>`
    }
  </section>`;
}

/** @param back the page to come back to. */
export function profileView(profile: Profile, back: string): Html {
  return html`<section class="card">
    <h2>Profile</h2>
    <p class="muted">${profile.name} · <code>${profile.id}</code></p>
    <form class="stack" method="post" action="/dashboard/${profile.organizationId}/profiles/${profile.id}">
      <input type="hidden" name="back" value="${back}">
      <label class="field">Status ${options('profileStatus', PROFILE_STATUSES, profile.status)}</label>
      <table class="methods">
        <thead><tr><th>Method</th><th class="number">Active</th><th class="number">Inactive</th></tr></thead>
        <tbody>${METHODS.map(
          (method) => html`<tr>
            <td>${method.names.en}</td>
            <td class="number">${box(method, 'methods', 'active', profile)}</td>
            <td class="number">${box(method, 'inactiveMethods', 'inactive', profile)}</td>
          </tr>`,
        )}</tbody>
      </table>
      <p class="muted small">Klarna and its like take only payments that tell what is bought and who is billed.</p>
      <label class="field">Inactive ones are ${options(
        'inactiveStatus',
        INACTIVE_STATUSES.map((status) => status ?? ''),
        profile.inactiveStatus ?? '',
      )}</label>
      <div><button class="dense">Save</button></div>
    </form>
  </section>`;
}

/** What Mollie may do differently, for all profiles alike. */
export function mollieView(settings: Settings): Html {
  return html`<section class="card">
    <h2>Mollie</h2>
    <form class="stack" method="post" action="/dashboard/mollie">
      <label class="field">Refunds beyond the payment, EUR
        <input name="refundsBeyond" inputmode="decimal" value="${settings.refundsBeyond}"></label>
      <label class="field">Changes of the method are ${options('methodChanges', METHOD_CHANGES, settings.methodChanges)}</label>
      <fieldset>${SWITCHES.map(
        ([name, words]) =>
          html`<label class="row"><input type="checkbox" name="${name}"${settings[name] ? ' checked' : ''}> ${words}</label>`,
      )}</fieldset>
      <div><button class="dense">Save</button></div>
    </form>
  </section>`;
}

/** The settings that are yes or no. */
export const SWITCHES = [
  ['allowLocalWebhooks', 'Takes webhooks to private names'],
  ['pendingExpires', 'Pending payments expire'],
] as const;

function box(
  { id, names }: Method,
  name: 'methods' | 'inactiveMethods',
  words: string,
  profile: Profile,
): Html {
  return html`<input type="checkbox" name="${name}" value="${id}" aria-label="${names.en}: ${words}"${
    profile[name].includes(id) ? ' checked' : ''
  }>`;
}

function options(name: string, values: readonly string[], chosen: string): Html {
  return html`<select name="${name}">${values.map(
    (value) =>
      html`<option value="${value}"${value === chosen ? ' selected' : ''}>${value || 'not said'}</option>`,
  )}</select>`;
}
