/** `npm run evidence`: writes EVIDENCE.md with the counts of the last run of the proofs. */
import { readFileSync, writeFileSync } from 'node:fs';
import { recorded } from '../results.ts';
import { render } from './render.ts';

const page = new URL('../../../EVIDENCE.md', import.meta.url);
const counts = recorded();
if (counts.size === 0) throw new Error('No proof has run here yet: npm test runs them.');
writeFileSync(page, render(counts, readFileSync(page, 'utf8')));
