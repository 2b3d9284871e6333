import type { Store } from '../../proxy/store/store.ts';
import { testChanges, testDocuments, testUnreadable } from './store-documents.ts';
import { testDue } from './store-due.ts';
import { testClaims, testLog } from './store-log.ts';
import { testReopening, testSharing } from './store-sharing.ts';
import { createCheck } from './store-values.ts';

type Kind = {
  /** Whether several stores may be open at the same time, as in several processes. */
  shared: boolean;
  /** Whether lines that say no realm can be claimed. */
  claims: boolean;
  /** Puts a text where the store keeps the value of a document. */
  spoil(key: string, text: string): unknown;
  /** The store without a deadline, where so many writers may take longer than a page waits. */
  openPatient?: () => Store;
};

/**
 * What every store promises.
 * @param open a store on the same data each time it is called
 */
export function testStore(
  name: string,
  open: () => Store,
  { shared, claims, spoil, openPatient = open }: Kind,
): void {
  const check = createCheck(name, open);
  testDocuments(check);
  testUnreadable(check, spoil);
  testChanges(createCheck(name, openPatient));
  testDue(check);
  testLog(check);
  if (claims) testClaims(check);
  if (!shared) return;
  testSharing(createCheck(name, openPatient), openPatient);
  testReopening(check, open);
}
