import assert from 'node:assert/strict';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { parseArgs } from 'node:util';
import { validate } from 'dockerfile-utils';
import { serveSimulator } from '../../demo/mollie/server.ts';
import { startPostgres } from '../help/postgres.ts';
import { freePort } from '../help/proxy-process.ts';
import { startRedis } from '../help/redis.ts';
import { snippetsOf } from '../help/snippets.ts';
import {
  type Container,
  createContainer,
  createImages,
  type ImageConfig,
  withoutContainers,
} from './help/container.ts';
import { invoiceAt, SECRETS } from './help/invoice.ts';
import { listening } from './help/listening.ts';

const [first, commands] = snippetsOf('docs/operating/containers.md').map(({ code }) =>
  code.trim().split('\n'),
) as [string[], string[]];

/** `docker build …` and `docker run …` of the page, word by word. */
const [build, run] = first.map((line) => line.split(' ').slice(2)) as [string[], string[]];

const dockerfile = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8');

test('the Dockerfile has nothing that a linter would mend', () => {
  assert.deepEqual(validate(dockerfile), []);
  const stages = dockerfile.split(/^FROM /m).slice(1);
  for (const stage of stages) assert.match(stage, /^\S+:\d[\w.-]+/, 'images are named with a version');
  assert.doesNotMatch(dockerfile, /\bsudo\b|\bapt-get\b|\bcurl\b|^ADD /m);
  assert.match(stages.at(-1)!, /^USER node$/m);
  for (const shell of dockerfile.matchAll(/^(?:ENTRYPOINT|CMD|HEALTHCHECK.* CMD) (.*)$/gm)) {
    assert.ok(JSON.parse(shell[1]!), 'commands are lists, so that signals arrive');
  }
});

test('the Dockerfile is built and run by its comment as by the page', () => {
  const comment = [...dockerfile.matchAll(/^# {3}(docker .*)$/gm)].map(([, line]) => line);
  assert.deepEqual(comment, first);
});

suite('the image', { skip: withoutContainers() }, () => {
  const images = createImages();
  const data = mkdtempSync(join(tmpdir(), 'invoice-pay-data-'));
  let mollie: Awaited<ReturnType<typeof serveSimulator>>;
  let config: ImageConfig;
  let root: string;
  let container: Container;

  before(async () => {
    images.makeBase('docker.io/library/node:22-bookworm-slim');
    images.build(build);
    ({ root, config } = images.from(build[1]!));
    chownSync(data, 1000, 1000);
    container = createContainer({ root, config }, { '/data': data });
    mollie = await serveSimulator();
  });
  after(async () => {
    await mollie?.close();
    images.close();
    rmSync(data, { recursive: true, force: true });
  });

  /** Serves as the image does by itself, until the test or the function that it answers ends it. */
  async function serve(env: Record<string, string> = {}) {
    const port = String(await freePort());
    const own = { PORT: port, HOST: '127.0.0.1', ...SECRETS, MOLLIE_API_ENDPOINT: mollie.endpoint, ...env };
    const child = container.start([...config.Entrypoint, ...config.Cmd], own);
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    await listening(child);
    return {
      address: `http://127.0.0.1:${port}`,
      env: own,
      async stop() {
        child.kill('SIGTERM');
        return ended;
      },
    };
  }

  async function pay(address: string, sub: string): Promise<string> {
    const invoice = invoiceAt(address, sub);
    await invoice.state();
    const { invoice: view } = await invoice.create();
    mollie.simulator.settle(view.attempts!.at(-1)!.id, 'paid', { method: 'ideal' });
    return (await invoice.refresh()).status;
  }

  test('serves until it is stopped, says that it is well, and keeps what it knows in /data', async () => {
    const first = await serve();
    assert.equal(await pay(first.address, 'contained'), 'paid');
    const health = config.Healthcheck.Test.slice(1);
    assert.deepEqual((await container.run(health, first.env)).code, 0);
    assert.equal(await first.stop(), 0);
    assert.notEqual((await container.run(health, first.env)).code, 0);
    assert.ok(readdirSync(data).includes('invoice-pay.db'));
    assert.equal(statSync(join(data, 'invoice-pay.db')).uid, 1000);
    const second = await serve();
    assert.equal((await invoiceAt(second.address, 'contained').see()).status, 'paid');
    assert.equal(await second.stop(), 0);
  });

  test('runs the commands of the page while it serves, and keeps a copy that can be copied out', async () => {
    const { env, stop } = await serve();
    const name = run[run.indexOf('--name') + 1];
    for (const line of commands) {
      const [, verb, ...words] = line.split(' ');
      if (verb === 'exec') {
        assert.equal(words.shift(), name);
        const { code, output } = await container.run(words, env);
        assert.equal(code, 0, `${line}: ${output}`);
      } else {
        const [from, path] = words[0]!.split(':');
        assert.deepEqual([verb, from], ['cp', name]);
        assert.ok(statSync(join(data, path!.replace('/data/', ''))).isFile());
      }
    }
    assert.equal(await stop(), 0);
  });

  test('says of the demo and the simulator that they are elsewhere', async () => {
    for (const command of ['demo', 'simulator']) {
      const { code, output } = await container.run(['invoice-pay-button', command]);
      assert.equal(code, 69, output);
      assert.match(output, /^The demo and the simulator are not in this image: .*\n$/);
    }
  });

  test('is run by the page as it is run here', () => {
    const { values, positionals } = parseArgs({
      args: run,
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        'env-file': { type: 'string' },
        publish: { type: 'string' },
        volume: { type: 'string' },
        'cap-drop': { type: 'string' },
        'read-only': { type: 'boolean' },
      },
    });
    assert.deepEqual(positionals, [build[1]]);
    assert.deepEqual([values['read-only'], values['cap-drop']], [true, 'ALL']);
    assert.ok(values.volume!.split(':')[1]! in config.Volumes);
    assert.ok(values.publish!.endsWith(`:${config.Env.find((line) => line.startsWith('PORT='))!.slice(5)}`));
  });

  test('runs as nobody special, and can write nothing of itself', async () => {
    const script = `
      const { writeFileSync } = require('node:fs');
      const tried = ['/app/x', '/usr/local/bin/x', '/app/dist/proxy/cli.js', '/data/x', '/tmp/x'].map((path) => {
        try { writeFileSync(path, ''); return 'written'; } catch ({ code }) { return code; }
      });
      console.log(JSON.stringify({ uid: process.getuid(), tried }));`;
    const { output } = await container.run(['node', '-e', script]);
    assert.deepEqual(JSON.parse(output), {
      uid: 1000,
      tried: ['EROFS', 'EROFS', 'EROFS', 'written', 'written'],
    });
  });

  test('reaches Redis and PostgreSQL, whose clients are in it', async (t) => {
    const redis = await startRedis();
    t.after(redis.close);
    const postgres = await startPostgres();
    t.after(postgres.close);
    for (const { url } of [redis, postgres]) {
      // Another secret makes other links: to Mollie's list, this is another proxy with a store of its own.
      const { address, stop } = await serve({
        STORAGE_URL: url,
        PROXY_SECRET: `${url} is long enough as a secret`,
      });
      assert.equal(await pay(address, 'shared'), 'paid');
      assert.equal(await stop(), 0);
    }
  });

  test('holds what runs and no more', () => {
    const has = (name: string) => existsSync(join(root, 'app/node_modules', name, 'package.json'));
    for (const name of ['hono', 'pg', 'ioredis']) assert.ok(has(name), name);
    for (const name of ['vite', 'typescript', 'puppeteer-core', '@biomejs/biome'])
      assert.ok(!has(name), name);
    assert.deepEqual(readdirSync(join(root, 'app')).sort(), [
      'LICENSE',
      'dist',
      'node_modules',
      'package.json',
    ]);
    const notices = readFileSync(join(root, 'app/dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['@mollie/api-client', 'lit-html'])
      assert.match(notices, new RegExp(`^${name} \\d`, 'm'));
    assert.deepEqual(readdirSync(join(root, 'app/dist')).sort(), [
      'THIRD-PARTY-NOTICES.txt',
      'proxy',
      'widget',
    ]);
  });

  test('says what is missing where it is started without a key, and ends', async () => {
    const { code, output } = await container.run([...config.Entrypoint, ...config.Cmd]);
    assert.notEqual(code, 0);
    assert.match(output, /PROXY_SECRET/);
  });
});
