import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { FIRST_STATUS } from '../../help/budget.ts';
import type { Row } from '../help/row.ts';

const WIDGET = fileURLToPath(new URL('../../../dist/widget/', import.meta.url));

const EMPTY = `import { html, LitElement } from 'lit';
customElements.define('empty-element', class extends LitElement { render() { return html\`\`; } });`;

const bytes = (count: number) => `${count.toLocaleString('en')} bytes`;

export const size: Row = {
  name: 'size',
  what: 'payer’s usual first status, compressed by brotli',
  baseline: 'an empty Lit element',
  reach: `≤ ${bytes(FIRST_STATUS)}, the budget of the tests`,
  async run() {
    const element = (await readdir(`${WIDGET}assets`)).find((name) => /^element-\w+\.js$/.test(name));
    const files = [`${WIDGET}invoice-pay-button.js`, `${WIDGET}assets/${element}`];
    const weights = await Promise.all(
      files.map(async (file) => brotliCompressSync(await readFile(file)).length),
    );
    const measured = weights.reduce((sum, each) => sum + each, 0);
    const base = await emptyElement();
    const outcome = `+ ${bytes(measured - base)}`;
    const isReached = measured <= FIRST_STATUS;
    return [{ measured: bytes(measured), base: bytes(base), outcome, isReached }];
  },
};

/** Bundled as the element is. */
async function emptyElement(): Promise<number> {
  const entry = 'virtual:empty';
  const bundle = await rolldown({
    input: entry,
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? EMPTY : null),
      },
    ],
  });
  const { output } = await bundle.generate({ minify: true });
  return brotliCompressSync(output[0].code).length;
}
