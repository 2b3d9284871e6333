import { html, type TemplateResult } from 'lit/html.js';
import type { ConnectionView } from '../../../shared/api.ts';
import { formatMoment, formatTime } from '../../i18n/format-time.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { ElementState } from '../../state/element-state.ts';
import { icon } from '../common/icons.ts';

/** Findings that the panel says itself, with what can be done about them. */
const SAID = ['not_connected', 'paused'];

/** Whether payments can be made, in a few words. */
export function verdict(texts: Texts, { ok, key, paused }: ConnectionView): string {
  if (key.source === 'none') return texts.notConnected;
  if (paused) return texts.connectionPaused;
  return ok ? texts.connectionOk : texts.connectionBroken;
}

/** The verdict, and test or live at a glance. */
export function connectionHeader(
  { texts, locale }: ElementState,
  connection: ConnectionView,
): TemplateResult {
  const { mode, checkedAt } = connection;
  const [tone, sign] = toneOf(connection);
  const ribbon =
    mode &&
    html`<span class="ribbon ${mode === 'live' ? 'is-live' : ''}" .textContent=${mode === 'test' ? texts.test : texts.live}></span>`;
  return html`
    <p class="top"><span class="caption" .textContent=${texts.connection}></span>${ribbon}</p>
    <p part="connection" class="verdict ${tone}">${icon(sign)}<span .textContent=${verdict(texts, connection)}></span></p>
    <p class="caption" .textContent=${texts.checked(formatTime(checkedAt, locale))}></p>
  `;
}

function toneOf({ ok, key, paused }: ConnectionView): [tone: string, icon: string] {
  if (key.source === 'none') return ['', 'info'];
  if (paused) return ['waiting', 'paused'];
  return ok ? ['positive', 'ok'] : ['attention', 'alert'];
}

/** What the check found, and what to do about each. */
export function connectionFindings({ findings, ok, paused }: ConnectionView): TemplateResult[] {
  return findings
    .filter(({ code }) => !SAID.includes(code))
    .map(
      ({ message, hint }) => html`<div part="connection" class="message">
        ${icon(ok || paused ? 'info' : 'alert')}
        <div>
          <p class="strong" .textContent=${message}></p>
          <p class="caption" .textContent=${hint}></p>
        </div>
      </div>`,
    );
}

export function connectionFacts(state: ElementState, connection: ConnectionView): TemplateResult {
  return html`<dl class="rows totals stacking">
    ${rowsOf(state, connection).map(([name, value]) => html`<div><dt .textContent=${name}></dt><dd .textContent=${value}></dd></div>`)}
  </dl>`;
}

function rowsOf(
  { texts, locale }: ElementState,
  { account, key, profile, mode, methods, store, webhook }: ConnectionView,
): [string, string][] {
  const name = account === 'default' ? [] : ([[texts.account, account]] as [string, string][]);
  const storeRow: [string, string] = [
    texts.store,
    `${store.kind}, ${store.writable ? texts.writable : texts.notWritable}`,
  ];
  // Without a key nothing is known of Mollie.
  if (key.source === 'none') return [...name, storeRow];
  const profileState = profile && (texts.profiles[profile.status] ?? profile.status);
  const lastWebhook = webhook.lastAt ? formatMoment(webhook.lastAt, locale) : texts.never;
  const from = key.source === 'environment' ? `, ${texts.inEnvironment}` : '';
  return [
    ...name,
    [texts.apiKey, `${key.hint ?? texts.unknown}${from}`],
    [texts.profile, profile ? `${profile.name}, ${profileState}` : texts.unknown],
    [texts.mode, mode === 'test' ? texts.test : texts.live],
    [
      texts.methodsEnabled,
      methods.map(({ description }) => description).join(', ') || (profile ? texts.none : texts.unknown),
    ],
    storeRow,
    [texts.lastWebhook, webhook.expected ? lastWebhook : texts.notExpected],
  ];
}
