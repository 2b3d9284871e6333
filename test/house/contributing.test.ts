import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const ROOT = new URL('../../', import.meta.url);
const { PROXY, WIDGET } = (await import(new URL('.dependency-cruiser.js', ROOT).href)) as {
  PROXY: string[];
  WIDGET: string[];
};
const contributing = readFileSync(new URL('CONTRIBUTING.md', ROOT), 'utf8');

test('every file that CONTRIBUTING names is there', () => {
  const named = [...contributing.matchAll(/`((?:widget|proxy|shared|demo|test|docs)\/[\w./-]*)`/g)].map(
    ([, path]) => path!,
  );
  assert.ok(named.length > 30);
  assert.deepEqual(
    named.filter((path) => !existsSync(new URL(path, ROOT))),
    [],
  );
});

test('its picture has every room of the layers', () => {
  const picture = contributing.slice(0, contributing.indexOf('## To change'));
  const names = [...PROXY, ...WIDGET].map((room) => room.replace(/^(proxy|widget)\//, ''));
  assert.deepEqual(
    names.filter((name) => !picture.includes(name)),
    [],
  );
});

test('every room of the layers is there', () => {
  assert.deepEqual(
    [...PROXY, ...WIDGET].filter((room) => !existsSync(new URL(room, ROOT))),
    [],
  );
});
