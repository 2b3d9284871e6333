import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { InvoiceDocument } from '../../proxy/invoice/document.ts';
import { openStore } from '../../proxy/store/index.ts';
import type { Store } from '../../proxy/store/store.ts';
import { createStage } from './stage.ts';

/** A stage on a store that runs a function of the test right before a certain write, once: what another server may do then. */
export async function createInterfered(t: Pick<TestContext, 'after'>) {
  const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-'));
  const real = openStore(`sqlite:${folder}/pay.db`);
  let fits: (document: InvoiceDocument) => boolean = () => false;
  let interfere: () => Promise<unknown> = async () => {};
  const store: Store = {
    ...real,
    async update(key, change) {
      const document = change(await real.get(key))?.value as Partial<InvoiceDocument> | undefined;
      if (document?.attempts && fits(document as InvoiceDocument)) {
        fits = () => false;
        await interfere();
      }
      return real.update(key, change);
    },
  };
  const stage = await createStage({ storage: store });
  t.after(async () => {
    await stage.close();
    await real.close();
    rmSync(folder, { recursive: true });
  });
  const before = (write: typeof fits, work: typeof interfere) => {
    [fits, interfere] = [write, work];
  };
  return { stage, before };
}
