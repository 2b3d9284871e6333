/** Invoices that are asked for by many. */
import { type Claims, signToken } from '../../help/stage.ts';
import { requestOf } from './load.ts';
import { ask, type Program } from './programs.ts';

/** Enough that nothing is remembered of one alone, few enough to be made at once. */
export const INVOICES = 200;

export const claimsOf = (n: number): Claims => ({ sub: `invoice-${n}`, number: `2026-${1000 + n}` });

/** The header with a token for an invoice. */
export async function bearer(claims: Claims): Promise<{ authorization: string }> {
  return { authorization: `Bearer ${await signToken(Date.now(), claims)}` };
}

/** Invoices that the host has stated and payers have seen; one has an open payment. Answers the requests of their status. */
export async function statusRequests({ url }: Program, count = INVOICES): Promise<Buffer[]> {
  const address = `${url}/v1/invoice`;
  const requests: Buffer[] = [];
  for (let n = 0; n < count; n++) {
    const headers = await bearer(claimsOf(n));
    await ask(address, headers);
    requests.push(requestOf(address, headers));
  }
  const paying = await fetch(`${address}/payments`, { method: 'POST', headers: await bearer(claimsOf(0)) });
  if (paying.status !== 201) throw new Error(`No payment: ${paying.status} ${await paying.text()}`);
  return requests;
}

/** The links of their pay pages. */
export async function payPages({ url }: Program, count = INVOICES): Promise<string[]> {
  const links: string[] = [];
  for (let n = 0; n < count; n++) {
    const { body } = await ask(`${url}/v1/invoice`, await bearer(claimsOf(n)));
    links.push(JSON.parse(body.toString()).link);
  }
  return links;
}
