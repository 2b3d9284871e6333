import { together } from './hooks.ts';
import { createJudge } from './judge.ts';
import { createGivenUpJudge } from './judge-given-up.ts';
import { createLooksJudge } from './judge-looks.ts';
import { createSecretsJudge } from './judge-secrets.ts';
import type { Hooks } from './observed.ts';

/** All who judge a world. */
export function createJudges(): Hooks {
  return together([createJudge(), createGivenUpJudge(), createLooksJudge(), createSecretsJudge()]);
}
