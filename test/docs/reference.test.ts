import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { withPart } from '../../docs/tools/markdown.ts';
import { type OpenApi, openApi } from '../../docs/tools/openapi.ts';
import { referencePages } from '../../docs/tools/reference.ts';

test('what pages take from the code is as `npm run docs:reference` makes it', () => {
  for (const [path, wanted] of referencePages()) {
    const page = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    assert.ok(page === wanted, `${path} is not current: npm run docs:reference`);
  }
});

test('every variable, code and attribute has its row', () => {
  const all = [...referencePages().values()].join('\n');
  for (const name of [
    'MOLLIE_API_KEY',
    'store_unavailable',
    'webhook_silent',
    'address_limits_off',
    'token-url',
  ])
    assert.match(all, new RegExp(`^\\| \`${name}\` \\|`, 'm'));
});

test('every option of a proxy has its row', () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const [, type = ''] = /^export type ProxyOptions = \{\n(.*?)^\};/ms.exec(read('proxy/compose/index.ts'))!;
  const options = [...type.matchAll(/^ {2}(\w+)\??: /gm)].map(([, name]) => name);
  assert.ok(options.includes('env') && options.includes('readFile'));
  const rows = [...read('docs/runtimes/index.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  assert.deepEqual(rows.sort(), options.sort());
});

test('a page without a place for a part is refused', () => {
  assert.throws(() => withPart('# Page', 'errors', 'x'), /There is no place for errors/);
  const page = '<!-- made by npm run docs:reference: a -->\nold\n<!-- end -->\nrest';
  assert.equal(withPart(page, 'a', 'new'), page.replace('old', '\nnew\n'));
});

const DOCUMENT: OpenApi = {
  tags: [{ name: 'Things', description: 'For all.' }, { name: 'Unused' }],
  paths: {
    '/things/{id}': {
      parameters: [{ $ref: '#/components/parameters/id' }],
      post: {
        tags: ['Things'],
        summary: 'Change it',
        description: 'Once.',
        security: [{ token: [] }, { other: [] }],
        parameters: [{ name: 'limit', in: 'query', description: 'How many | at most.' }],
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: { color: { enum: ['red', 'blue'] }, sizes: { items: { type: 'integer' } } },
                required: ['color'],
              },
            },
          },
        },
        responses: {
          200: {
            description: 'The thing.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
          303: { description: 'Elsewhere.' },
          400: { description: '`bad_request`' },
          503: { description: '`unavailable`' },
        },
      },
    },
  },
  components: {
    parameters: { id: { name: 'id', in: 'path', required: true, description: 'Whose.' } },
    schemas: {
      Thing: {
        description: 'What it is.',
        properties: { at: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] } },
      },
    },
  },
};

test('a document of OpenAPI is written as Markdown', () => {
  assert.equal(
    openApi(DOCUMENT),
    `## Things

For all.

### \`POST /things/{id}\`

**Change it.** Once.

With \`token\` or \`other\`.

| parameter | in | |
|---|---|---|
| \`id\` | path | Whose. |
| \`limit\` | query | Optional. How many \\| at most. |

| field | type | |
|---|---|---|
| \`color\` | \`red\` \`blue\` | |
| \`sizes\` | list of integer | Optional. |

| answer | |
|---|---|
| 200 | [Thing](#thing) · The thing. |
| 303 | Elsewhere. |

Errors: 400 \`bad_request\` · 503 \`unavailable\`

## Shapes

### Thing

What it is.

| field | type | |
|---|---|---|
| \`at\` | string (date-time) or null | Optional. |`,
  );
});
