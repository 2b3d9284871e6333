import { html } from 'hono/html';
import { type Amount, minorOf } from '../amounts.ts';
import { dashboardUrl, paymentResource } from '../api/payment-resource.ts';
import type { Fault } from '../faults.ts';
import { methodName } from '../methods.ts';
import type { Parts } from '../parts.ts';
import type { Payment } from '../records.ts';
import { chargedBackOf, refundedOf } from '../reversals.ts';
import type { Delivery } from '../webhooks.ts';
import { formatAmount, formatTime } from './format.ts';
import type { Html } from './layout.ts';
import { GROUPS, optionsOf, PRESETS, standing } from './presets.ts';
import { textsFor } from './texts.ts';

/** How much of each list the overview shows. */
const SHOWN = 50;
const SHOWN_EVENTS = 12;

const STEPS = [
  ['1 minute', 60],
  ['15 minutes', 15 * 60],
  ['1 hour', 60 * 60],
  ['1 day', 24 * 60 * 60],
  ['14 days', 14 * 24 * 60 * 60],
] as const;

function states(payment: Payment): Html {
  const { status } = textsFor('en');
  const part = (name: string, words: string, amount: Payment['amount']) =>
    minorOf(amount) === 0
      ? ''
      : html` <span class="status ${name}">${words} ${formatAmount(amount, 'en')}</span>`;
  return html`<span class="status ${payment.status}">${status[payment.status]}</span>${part(
    'refunded',
    'refunded',
    refundedOf(payment),
  )}${part('charged-back', 'charged back', chargedBackOf(payment))}`;
}

/** @param merchantOf whose a payment is, where there are those of several. */
export function paymentsView(
  title: string,
  payments: readonly Payment[],
  merchantOf: (payment: Payment) => string = () => '',
): Html {
  const rows = payments.slice(0, SHOWN).map(
    (payment) => html`<tr>
      <td><a href="${dashboardUrl(payment, '')}">${payment.description}</a> <span class="muted">${merchantOf(payment)}</span><br><code>${payment.id}</code>${payment.mode === 'live' ? ' · live' : ''}</td>
      <td>${states(payment)}</td>
      <td>${payment.method === null ? '–' : methodName(payment.method, 'en')}</td>
      <td class="number">${formatAmount(payment.amount, 'en')}</td>
    </tr>`,
  );
  return html`<section class="card">
    <h1>${title}</h1>
    ${
      rows.length === 0
        ? html`<p class="muted">None yet. They appear here once something creates them through <code>/v2/payments</code>.</p>`
        : html`<div class="scroll"><table>
            <thead><tr><th>Payment</th><th>State</th><th>Method</th><th class="number">Amount</th></tr></thead>
            <tbody>${rows}</tbody>
          </table></div>`
    }
  </section>`;
}

export function clockView(now: number): Html {
  return html`<section class="card">
    <h2>Clock</h2>
    <p>${formatTime(now, 'en')} <span class="muted">UTC</span></p>
    <form class="row dense" method="post" action="/dashboard/clock">
      ${STEPS.map(([label, seconds]) => html`<button name="seconds" value="${seconds}">+ ${label}</button>`)}
    </form>
  </section>`;
}

export function faultsView({ faults }: Pick<Parts, 'faults'>): Html {
  const others = faults.list().filter((fault) => !PRESETS.some((preset) => standing(preset, [fault])));
  return html`<section class="card">
    <h2>What goes wrong</h2>
    <form class="stack dense switches" method="post" action="/dashboard/faults">
      ${Object.entries(GROUPS).map(([name, presets]) =>
        group(
          name,
          presets.map((preset) => {
            const on = standing(preset, faults.list()) !== undefined;
            return html`<button name="preset" value="${preset.id}" aria-pressed="${String(on)}">${preset.label}${on ? ': on' : ''}</button>`;
          }),
        ),
      )}
      ${
        others.length === 0
          ? ''
          : group(
              'Others',
              others.map(
                (fault) =>
                  html`<button name="clear" value="${fault.id}" aria-pressed="true">${wordsOf(fault)}: on</button>`,
              ),
            )
      }
    </form>
  </section>`;
}

function group(name: string, switches: readonly Html[]): Html {
  return html`<fieldset class="stack"><legend>${name}</legend>${switches}</fieldset>`;
}

/** `error on get, status 503`, for a fault that no preset is. */
function wordsOf(fault: Fault): string {
  const options = optionsOf(fault).map(([name, value]) => `${name} ${value}`);
  const times = fault.times === undefined ? [] : [`times ${fault.times}`];
  return [`${fault.kind} on ${fault.endpoint}`, ...options, ...times].join(', ');
}

export function deliveriesView(deliveries: readonly Delivery[]): Html {
  return html`<section class="card">
    <h2>Webhooks</h2>
    ${events(
      deliveries.map(
        ({ at, paymentId, attempt, status, error }) => html`<tr>
          <td>${formatTime(at, 'en')}</td><td><code>${paymentId}</code></td>
          <td>${attempt > 0 ? `attempt ${attempt}` : ''}</td><td>${status ?? error}</td>
        </tr>`,
      ),
    )}
  </section>`;
}

export function requestsView({ requests }: Pick<Parts, 'requests'>): Html {
  return html`<section class="card">
    <h2>API requests</h2>
    ${events(
      requests.list().map(
        ({ at, method, path, status, replayed, fault }) => html`<tr>
          <td>${formatTime(at, 'en')}</td><td><code>${method} ${path}</code></td>
          <td>${[replayed ? 'replayed' : '', fault ?? ''].filter(Boolean).join(', ')}</td><td>${status ?? 'no answer'}</td>
        </tr>`,
      ),
    )}
  </section>`;
}

/** Rows that come oldest first, shown newest first. */
function events(rows: readonly Html[]): Html {
  if (rows.length === 0) return html`<p class="muted">None yet.</p>`;
  return html`<div class="scroll"><table><tbody>${rows.slice(-SHOWN_EVENTS).reverse()}</tbody></table></div>`;
}

export function paymentView(
  payment: Payment,
  organizationName: string,
  standing: { isCancelable: boolean; expires: boolean; refundable: Amount },
): Html {
  const { description, amount, redirectUrl } = payment;
  const resource = paymentResource(payment, '', {
    ...standing,
    checkoutOrigin: '',
    embed: ['captures', 'refunds', 'chargebacks'],
  });
  const { checkout } = resource._links as Record<string, { href: string } | undefined>;
  return html`<section class="card">
    <p class="muted"><a href="/dashboard/${payment.organizationId}">${organizationName}</a></p>
    <p class="amount">${formatAmount(amount, 'en')}</p>
    <h1>${description}</h1>
    <p>${states(payment)}</p>
    <p class="row">
      ${checkout ? html`<a class="button" href="${checkout.href}">Checkout</a>` : ''}
      <a class="button" href="${redirectUrl}">Back to the shop</a>
    </p>
    <details class="small"><summary>As the API tells it</summary>
      <div class="scroll"><pre><code>${JSON.stringify(resource, null, 2)}</code></pre></div>
    </details>
  </section>`;
}
