/** `npm run evidence`: writes EVIDENCE.md with the counts of the last run of the proofs. */
import { writeFileSync } from 'node:fs';
import { recorded } from '../results.ts';
import { render } from './render.ts';

const counts = recorded();
if (counts.size === 0) throw new Error('No proof has run here yet: npm test runs them.');
writeFileSync(new URL('../../../EVIDENCE.md', import.meta.url), render(counts));
