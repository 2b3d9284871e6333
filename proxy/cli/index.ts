#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { EXIT } from './exit-codes.ts';
import { problemOfNode } from './node-version.ts';

// The rest is loaded only where it can run: an older Node would fail on its syntax.
const problem = problemOfNode(process.versions);
if (problem) {
  console.error(problem);
  process.exitCode = EXIT.EX_UNAVAILABLE;
} else {
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
