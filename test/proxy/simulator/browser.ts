import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { SimulatorOptions } from '../../../demo/mollie/simulator.ts';
import { startSimulator } from './help.ts';

/** A browser without script: reads pages and sends the forms it finds in them. */
export async function startBrowser(t: TestContext, options?: SimulatorOptions) {
  const started = await startSimulator(t, options);
  const open = async (address: string, headers: Record<string, string> = {}) => {
    const response = await fetch(new URL(address, started.url), { headers, redirect: 'manual' });
    return { status: response.status, html: await response.text() };
  };
  const submit = async (action: string, fields: Record<string, string> = {}) => {
    const response = await fetch(new URL(action, started.url), {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    await response.body?.cancel();
    return { status: response.status, location: response.headers.get('location') };
  };
  return { ...started, open, submit };
}

export function checkoutOf(payment: { _links: Record<string, { href: string } | null | undefined> }): string {
  return payment._links.checkout?.href ?? assert.fail('there is no checkout');
}

export function actionsOf(html: string): string[] {
  return [...html.matchAll(/ action="([^"]+)"/g)].map(([, action]) => action!.replaceAll('&amp;', '&'));
}
