/** What editors are told of the element is what its manifest says, which is what its class says. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ROOT } from '../help/tarball.ts';

type Named = { name: string; description?: string };
type Declaration = Record<'attributes' | 'events' | 'slots' | 'cssParts' | 'cssProperties', Named[]> & {
  tagName?: string;
};

const read = (file: string) => JSON.parse(readFileSync(`${ROOT}dist/${file}`, 'utf8'));
const namesOf = (list: readonly Named[]) => list.map(({ name }) => name).sort();

const declarations: Declaration[] = read('custom-elements.json').modules[0].declarations;
const element = declarations.find(({ tagName }) => tagName === 'invoice-pay-button')!;

test('the manifest has what pages are written with', () => {
  assert.deepEqual(namesOf(element.attributes), ['lang', 'proxy', 'status', 'token', 'token-url']);
  assert.deepEqual(namesOf(element.slots), ['', 'error', 'paid']);
  assert.ok(element.cssParts.length >= 14);
  assert.ok(element.cssProperties.length >= 15);
});

test('WebStorm is told of attributes, slots, events, parts and properties', () => {
  const { name, version, contributions } = read('web-types.json');
  const manifest = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
  assert.deepEqual([name, version], [manifest.name, manifest.version]);
  const [tag, ...others] = contributions.html.elements;
  assert.deepEqual([tag.name, others], ['invoice-pay-button', []]);
  assert.deepEqual(namesOf(tag.attributes), namesOf(element.attributes));
  assert.deepEqual(namesOf(tag.slots), namesOf(element.slots));
  assert.deepEqual(namesOf(tag.events), namesOf(element.events));
  assert.deepEqual(namesOf(contributions.css.properties), namesOf(element.cssProperties));
  assert.deepEqual(
    namesOf(contributions.css['pseudo-elements']),
    namesOf(element.cssParts).map((part) => `part(${part})`),
  );
});

test('VS Code is told of attributes, parts and properties, with what they mean', () => {
  const [tag, ...others] = read('vscode.html-custom-data.json').tags;
  assert.deepEqual([tag.name, others], ['invoice-pay-button', []]);
  assert.deepEqual(namesOf(tag.attributes), namesOf(element.attributes));
  for (const { name, description } of tag.attributes as Named[]) assert.ok(description, name);
  const { properties, pseudoElements } = read('vscode.css-custom-data.json');
  assert.deepEqual(namesOf(properties), namesOf(element.cssProperties));
  assert.deepEqual(
    namesOf(pseudoElements),
    namesOf(element.cssParts).map((part) => `::part(${part})`),
  );
});
