import { appendFileSync } from 'node:fs';
import type { Attempt } from '../../../proxy/invoice/document.ts';

/** What a proxy's process does about an invoice, or is answered. */
export type Deed =
  /** A new payment was decided on, and its intent is about to be written. */
  | { did: 'decide'; slug: string; mac: string; n: number; amount: number }
  /** The store has acknowledged this write. */
  | { did: 'write'; slug: string; what: string; invoice: Written }
  /** Mollie has answered; `about` is what the request was sent with. */
  | { did: 'hear'; request: string; status: number; about: string };

/** What was written of an invoice. */
export type Written = {
  version: number;
  rev: number;
  /** Numbers of attempts. */
  intent: number | null;
  putAside: readonly number[];
  attempts: readonly Pick<Attempt, 'n' | 'id' | 'status' | 'amount' | 'refunded' | 'chargedBack'>[];
};

/** `server` is the port on which it listens; `at` is by its own clock. */
export type Entry = Deed & { at: number; server: string };

/** Written at once: what is in the file stays there however the process ends. */
export function note(deed: Deed): void {
  const { PROOF_JOURNAL: journal, PORT: server = '' } = process.env;
  if (!journal) return;
  const entry: Entry = { ...deed, at: Date.now(), server };
  appendFileSync(journal, `${JSON.stringify(entry)}\n`);
}
