/** The rules of `.dependency-cruiser.js` are broken here, in a copy, and must be noticed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plant, ROOT, run } from './plants.ts';

/** The rooms, from below. */
const { PROXY, WIDGET } = (await import(new URL('../../.dependency-cruiser.js', import.meta.url).href)) as {
  PROXY: string[];
  WIDGET: string[];
};

/** A module that others may import, by value or by type. */
const PLAIN = 'export const value = 1;\nexport type Value = number;\n';

const byValue = (from: string) => `import { value } from '${from}';\nexport const twice = [value, value];\n`;
const byType = (from: string) => `import type { Value } from '${from}';\nexport type Twice = Value[];\n`;

/** That the rule is broken by this import, as the command says it; dots are dots. */
function refuses(files: Record<string, string>, ...expected: string[]): void {
  const { passed, text } = plant(files, 'layers');
  for (const line of expected) assert.ok(text.includes(`error ${line}`), `${line}\nwas not said in\n${text}`);
  assert.ok(!passed);
}

test('the house as it stands keeps its rules', () => {
  const { passed, text } = run('layers', ROOT);
  assert.ok(passed, text);
  assert.match(text, /no dependency violations found \([1-9]\d{2,} modules/);
});

test('what imports downward alone is let pass', () => {
  const { passed, text } = plant(
    {
      'shared/low.ts': PLAIN,
      'proxy/lib/money.ts': PLAIN,
      'proxy/routes/pay.ts': byValue('../lib/money.ts') + byType('../../shared/low.ts'),
      'widget/i18n/words.ts': byType('../../shared/low.ts'),
    },
    'layers',
  );
  assert.ok(passed, text);
});

test('a circle is refused', () => {
  refuses(
    { 'proxy/lib/a.ts': byValue('./b.ts') + PLAIN, 'proxy/lib/b.ts': byValue('./a.ts') + PLAIN },
    'no circle: proxy/lib/a.ts →',
  );
});

test('a circle of types alone is refused', () => {
  refuses(
    { 'demo/a.ts': byType('./b.ts') + PLAIN, 'demo/b.ts': byType('./a.ts') + PLAIN },
    'no circle: demo/a.ts →',
  );
});

for (const [kind, importing] of Object.entries({ byValue, byType })) {
  test(`an import upward is refused, ${kind}`, () => {
    refuses(
      {
        'proxy/lib/money.ts': importing('../routes/pay.ts'),
        'proxy/routes/pay.ts': PLAIN,
        'widget/i18n/words.ts': importing('../element/button.ts'),
        'widget/element/button.ts': PLAIN,
      },
      'proxy/lib is below what it imports: proxy/lib/money.ts → proxy/routes/pay.ts',
      'widget/i18n is below what it imports: widget/i18n/words.ts → widget/element/button.ts',
    );
  });
}

test('each room is closed to the next one above it', () => {
  for (const rooms of [PROXY, WIDGET]) {
    const files = rooms.map((room) => (room.endsWith('.ts') ? room : `${room}/planted.ts`));
    const planted: Record<string, string> = {};
    for (const [at, file] of files.entries()) {
      const up = '../'.repeat(file.split('/').length - 1);
      planted[file] = PLAIN + (at + 1 < files.length ? byType(up + files[at + 1]) : '');
    }
    const expected = rooms.slice(0, -1).map((room, at) => {
      return `${room} is below what it imports: ${files[at]} → ${files[at + 1]}`;
    });
    assert.ok(expected.length > 10);
    refuses(planted, ...expected);
  }
});

test('proxy and element share nothing but what is shared, which stands alone', () => {
  refuses(
    {
      'shared/low.ts': byType('../proxy/lib/money.ts'),
      'proxy/lib/money.ts': PLAIN,
      'widget/element/button.ts': byType('../../proxy/lib/money.ts'),
    },
    'proxy and element share nothing but what is shared: widget/element/button.ts → proxy/lib/money.ts',
    'shared stands alone: shared/low.ts → proxy/lib/money.ts',
  );
});

test('a file outside any room is refused, whether it is imported or imports', () => {
  refuses(
    {
      'proxy/attic/old.ts': PLAIN,
      'widget/cellar.ts': byType('./events/pay.ts'),
      'widget/events/pay.ts': PLAIN,
      'demo/visitor.ts': byType('../proxy/attic/old.ts'),
    },
    'every file has a room: demo/visitor.ts → proxy/attic/old.ts',
    'a file without a room imports nothing: widget/cellar.ts → widget/events/pay.ts',
  );
});
