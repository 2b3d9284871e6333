import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { audit, listed } from './audit.ts';
import { histories, type Step } from './history.ts';
import { Life } from './life.ts';
import { TRIES } from './property-runs.ts';
import { record } from './results.ts';
import { type Place, placeIn } from './store-place.ts';

async function live(steps: readonly Step[], place: Place): Promise<number> {
  const life = await Life.begin(place);
  try {
    for (const step of steps) await life.take(step);
    const evidence = await life.end();
    const violations = audit(evidence);
    assert.equal(violations.length, 0, listed(violations));
    return evidence.asks.length;
  } finally {
    await life.close();
  }
}

for (const store of ['memory', 'sqlite']) {
  test(`whatever happens to an invoice, every payment asks what is due and none is lost, on ${store}`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'invoice-pay-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const counts = { histories: 0, steps: 0, creates: 0 };
    const property = fc.asyncProperty(histories(40), async (steps) => {
      const history = counts.histories++;
      counts.steps += steps.length;
      counts.creates += await live(steps, placeIn(folder, history, store));
    });
    await fc.assert(property, TRIES);
    assert.ok(counts.creates > counts.histories / 2, `${counts.creates} creates in ${counts.histories}`);
    record(`properties-${store}`, counts);
  });
}
