import { parseArgs } from 'node:util';
import { runWorld } from './world.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    steps: { type: 'string', default: '3000' },
    worlds: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
    skip: { type: 'string', default: '' },
  },
});
const began = process.hrtime.bigint();
let steps = 0;
for (let i = 0; i < Number(values.worlds); i++) {
  const result = await runWorld({
    seed: Number(values.seed) + i,
    steps: Number(values.steps),
    hooks: { async onQuiet(invoice, world) { await world.observe(invoice.index); } },
    ...(values.trace ? { trace: (line: string) => console.log(line) } : {}),
  });
  steps += result.steps;
  console.log(JSON.stringify({ ...result, struck: Object.keys(result.struck).length }));
}
const seconds = Number(process.hrtime.bigint() - began) / 1e9;
console.log(`${steps} steps, ${Math.round(steps / seconds)} a second`);
