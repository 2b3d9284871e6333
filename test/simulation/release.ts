import { readFileSync, writeFileSync } from 'node:fs';
import { record } from '../proof/results.ts';
import type { Met } from './coverage.ts';

/** What a release's run has counted: kept in the repository, for the documentation. */
export type Release = {
  /** The day, and what it ran on: for people. */
  at: string;
  machine: string;
  steps: number;
  worlds: number;
  /** The seed of the first world; the others follow it. */
  firstSeed: number;
  /** On one core. */
  seconds: number;
  /** Creates that arrived at Mollie, and notifications that arrived at the host. */
  creates: number;
  notifications: number;
  /** Seeds of worlds in which something was wrong. */
  failed: readonly number[];
  met: Met;
  planted: readonly Found[];
};

/** How soon a planted bug was found. */
export type Found = {
  name: string;
  /** What the judges said first; empty where it was not found. */
  as: string;
  /** Of the world in which it was found, and how many were tried, that one included. */
  seed: number;
  worlds: number;
  steps: number;
  seconds: number;
  /** Of worlds before in which something was wrong with the bug, and without it too, so that they show nothing of it. */
  wrongWithout: readonly number[];
};

const FILE = new URL('release.json', import.meta.url);

export function readRelease(): Release {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Release;
}

/** Keeps it, in the repository and for EVIDENCE.md. */
export function writeRelease(release: Release): void {
  writeFileSync(FILE, `${JSON.stringify(release, null, 2)}\n`);
  const { at, steps, worlds, creates, notifications, failed, firstSeed, seconds } = release;
  record('simulation', {
    ...{ at, steps, worlds, creates, notifications, firstSeed, seconds: Math.round(seconds) },
    ...{ stepsAnHour: perHour(release), violations: failed.length },
  });
  const { planted } = release;
  record('simulation-planted', {
    at,
    bugs: planted.length,
    found: planted.filter(({ as }) => as !== '').length,
    secondsAtMost: Math.ceil(Math.max(...planted.map((one) => one.seconds))),
  });
}

/** Steps an hour on one core. */
export function perHour({ steps, seconds }: Pick<Release, 'steps' | 'seconds'>): number {
  return Math.round((steps / Math.max(seconds, 1)) * 3600);
}
