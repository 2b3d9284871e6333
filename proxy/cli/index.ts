#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { problemOfNode } from './node-version.ts';

// The rest is loaded where it can run only: an older Node would stop at what it does not know.
const problem = problemOfNode(process.versions);
if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else {
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
