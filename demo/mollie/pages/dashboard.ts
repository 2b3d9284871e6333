import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Amount } from '../amounts.ts';
import { SECOND } from '../clock.ts';
import { MollieError } from '../errors.ts';
import type { ProfileChange } from '../organizations.ts';
import type { Parts } from '../parts.ts';
import type { Profile, ProfileStatus } from '../profiles.ts';
import type { Payment } from '../records.ts';
import type { Dispute } from '../reversals.ts';
import { PROFILE_ID, type Settings, settingsProblem } from '../settings.ts';
import { receiveTransfer } from '../transfers.ts';
import {
  clockView,
  deliveriesView,
  faultsView,
  paymentsView,
  paymentView,
  requestsView,
} from './dashboard-views.ts';
import { notFoundPage, refusedPage } from './errors.ts';
import { page } from './layout.ts';
import { keysView, mollieView, organizationsView, profileView, SWITCHES } from './organization-views.ts';
import { PRESETS, standing } from './presets.ts';
import { nextStatuses, tools } from './tools.ts';
import { transfersView } from './transfer-views.ts';

/** `/` and `/dashboard`: the merchant's side, and the forms that set clock, faults and profiles. */
export function dashboardPages(parts: Parts): Hono {
  return new Hono()
    .route('/', overviewPages(parts))
    .route('/dashboard/payments', paymentForms(parts))
    .route('/dashboard', worldForms(parts))
    .route('/dashboard', organizationPages(parts));
}

function overviewPages(parts: Parts): Hono {
  const { clock, ledger, organizations, settings, webhooks } = parts;
  const merchantOf = ({ organizationId }: Payment) => organizations.get(organizationId).name;
  return new Hono().get('/', (c) =>
    page(
      c,
      { title: 'Payments', language: 'en', width: 'wide' },
      html`<div class="columns">
        <div class="stack">${paymentsView('Payments', ledger.list(), merchantOf)}${deliveriesView(webhooks.deliveries())}${requestsView(parts)}</div>
        <div class="stack">
          ${organizationsView(organizations.list())}${clockView(clock.now())}${faultsView(parts)}
          ${profileView(organizations.profile(PROFILE_ID), '/')}${mollieView(settings)}
        </div>
      </div>`,
    ),
  );
}

/** One merchant's dashboard, where nothing is seen of the others. */
function organizationPages({ ledger, organizations, reversals, webhooks }: Parts): Hono {
  return new Hono()
    .get('/:organization', (c) => {
      const organization = organizations.find(c.req.param('organization'));
      if (!organization) return notFoundPage(c);
      const { id, name, profiles } = organization;
      const own = ledger.list().filter(({ organizationId }) => organizationId === id);
      return page(
        c,
        { title: name, language: 'en', width: 'wide' },
        html`<div class="columns">
            <div class="stack">${paymentsView(name, own)}</div>
            <div class="stack">${profiles.map((profile) => [keysView(profile), profileView(profile, c.req.path)])}</div>
          </div>`,
      );
    })
    .post('/:organization/profiles/:profile', async (c) => {
      const form = await c.req.parseBody({ all: true });
      try {
        const profile = organizations.profile(c.req.param('profile'));
        if (profile.organizationId !== c.req.param('organization')) return notFoundPage(c);
        organizations.change(profile.id, changeOf(form, profile));
      } catch (error) {
        if (error instanceof RangeError) return notFoundPage(c);
        if (error instanceof TypeError) return refusedPage(c, error.message);
        throw error;
      }
      return c.redirect(ownPath(form.back), 303);
    })
    .get('/:organization/payments/:id', (c) => {
      const payment = ledger.find(c.req.param('id'));
      if (payment?.organizationId !== c.req.param('organization')) return notFoundPage(c);
      const refundable = reversals.refundableOf(payment);
      const deliveries = webhooks.deliveries().filter(({ paymentId }) => paymentId === payment.id);
      return page(c, { title: payment.description, language: 'en', width: 'medium' }, [
        paymentView(payment, organizations.get(payment.organizationId).name, {
          isCancelable: ledger.isCancelable(payment),
          expires: ledger.mayExpire(payment),
          refundable,
        }),
        tools(payment, nextStatuses(payment), { language: 'en', back: c.req.path, refundable }),
        transfersView(payment),
        deliveriesView(deliveries),
      ]);
    });
}

/** What can be done to one payment. */
function paymentForms({ clock, ledger, reversals }: Parts): Hono {
  /** Does what a form asks for, and goes back to the page where it stands. */
  const use = async (c: Context, change: (payment: Payment, form: Record<string, unknown>) => unknown) => {
    const payment = ledger.find(c.req.param('id') ?? '');
    if (!payment) return notFoundPage(c);
    const form = await c.req.parseBody();
    try {
      change(payment, form);
    } catch (error) {
      if (error instanceof MollieError) return refusedPage(c, error.message);
      throw error;
    }
    return c.redirect(ownPath(form.back), 303);
  };

  return new Hono()
    .post('/:id/status', (c) =>
      use(c, (payment, form) => {
        const status = nextStatuses(payment).find((candidate) => candidate === form.status);
        if (!status) throw new MollieError(422, 'The payment cannot come to this status');
        ledger.settle(payment.id, status);
      }),
    )
    .post('/:id/transfers', (c) =>
      use(c, (payment, form) =>
        receiveTransfer({ ledger, now: clock.now() }, payment, {
          amount: amountOf(payment, form),
          reference: String(form.reference ?? ''),
        }),
      ),
    )
    .post('/:id/captures', (c) =>
      use(c, (payment, form) => ledger.capture(payment.id, amountOf(payment, form))),
    )
    .post('/:id/release', (c) => use(c, (payment) => ledger.release(payment.id)))
    .post('/:id/refunds', (c) =>
      use(c, (payment, form) =>
        reversals.refund(payment, { amount: amountOf(payment, form), status: 'refunded' }),
      ),
    )
    .post('/:id/chargebacks', (c) =>
      use(c, (payment, form) => reversals.chargeBack(payment, disputeOf(payment, form))),
    )
    .post('/:id/chargebacks/:chargeback/reverse', (c) =>
      use(c, (payment) =>
        reversals.reverse(payment, reversals.findChargeback(payment, c.req.param('chargeback'))),
      ),
    );
}

/** Clock, faults, and what Mollie is told to be like. */
function worldForms({ clock, faults, settings }: Parts): Hono {
  return new Hono()
    .post('/clock', async (c) => {
      const seconds = Number((await c.req.parseBody()).seconds);
      if (!Number.isInteger(seconds) || seconds < 0) return refusedPage(c);
      await clock.advance(seconds * SECOND);
      return c.redirect('/', 303);
    })
    .post('/faults', async (c) => {
      const form = await c.req.parseBody();
      if (typeof form.clear === 'string') faults.clear(form.clear);
      const preset = PRESETS.find(({ id }) => id === form.preset);
      const on = preset && standing(preset, faults.list());
      if (on) faults.clear(on.id);
      else if (preset) faults.add(preset.fault);
      return c.redirect('/', 303);
    })
    .post('/mollie', async (c) => {
      const form = await c.req.parseBody();
      const switches = Object.fromEntries(SWITCHES.map(([name]) => [name, form[name] !== undefined]));
      const { methodChanges = settings.methodChanges } = form as Partial<Settings>;
      const change = { ...switches, methodChanges, refundsBeyond: decimalOf(form.refundsBeyond) };
      const problem = settingsProblem({ ...settings, ...change });
      if (problem) return refusedPage(c, problem);
      Object.assign(settings, change);
      return c.redirect('/', 303);
    });
}

/** A decimal number as people write it, with a comma too. */
function decimalOf(field: unknown): string {
  return String(field ?? '')
    .trim()
    .replace(',', '.');
}

function amountOf({ amount: { currency } }: Payment, form: Record<string, unknown>): Amount {
  return { currency, value: decimalOf(form.amount) };
}

/** What a bank takes back; with `counted`, as it counts that itself, in another currency. */
function disputeOf(payment: Payment, form: Record<string, unknown>): Dispute {
  const [taken, counted] = [amountOf(payment, form).value, decimalOf(form.counted)];
  return counted === '' ? { amount: taken } : { amount: counted, currency: String(form.currency), taken };
}

/** What the form of a profile says. A box that is not ticked is not sent. */
function changeOf(form: Record<string, unknown>, profile: Profile): ProfileChange {
  const ids = (field: unknown): string[] => (field === undefined ? [] : [field].flat().map(String));
  const methods = ids(form.methods);
  const { profileStatus, inactiveStatus = profile.inactiveStatus } = form;
  return {
    status: profileStatus as ProfileStatus,
    methods,
    inactiveMethods: ids(form.inactiveMethods).filter((id) => !methods.includes(id)),
    inactiveStatus: (inactiveStatus === '' ? null : inactiveStatus) as Profile['inactiveStatus'],
  };
}

/** A page of the simulator and nothing beyond it. */
function ownPath(back: unknown): string {
  return typeof back === 'string' && /^\/(?![/\\])/.test(back) ? back : '/';
}
