import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createKeys, isSlug } from '../../proxy/keys/index.ts';
import { createId } from '../../proxy/keys/random.ts';
import { type Realm, realmName, realmRecord } from '../../proxy/keys/realm.ts';
import { createReference } from '../../proxy/log/reference.ts';

const REALM: Realm = { account: 'default', mode: 'test' };
const FIRST = 'the first secret, of more than 32 bytes';
const SECOND = 'the second secret, of more than 32 bytes';

/** Ids that one store, file system, path or collation or another takes for the same, or for something else. */
const NASTY = [
  ...'../../secret .. . ./a a A a:b a/b a\\b a?x a?y a#b a%2Fb a:b:c * $ " ["a"] a","b'.split(' '),
  ...'__proto__ constructor toString INV-1 inv-1 INV_1 INV%1 CON nul 1 01 1.0 1e0 null undefined true'.split(
    ' ',
  ),
  ...'|INV-1\n|INV-1\r\n|INV-1\u0000| a|a |é|e\u0301|ﬁ|fi|ß|ss|😀|😁'.split('|'),
  ...['\ud800', '\ud801', '\udc00', '\ufffd', 'x'.repeat(5000), 'x'.repeat(5001)],
];

test('ids that others mix up have slugs of their own', async () => {
  const { slug } = createKeys([FIRST]);
  const slugs = await Promise.all(NASTY.map((id) => slug(REALM, id)));
  assert.equal(new Set(NASTY).size, NASTY.length);
  assert.equal(new Set(slugs).size, NASTY.length);
  for (const each of slugs) assert.ok(isSlug(each), each);
});

test('distinct ids have distinct slugs', async () => {
  const { slug } = createKeys([FIRST]);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), async (one, other) => {
      assert.equal((await slug(REALM, one)) === (await slug(REALM, other)), one === other);
    }),
    { numRuns: 300 },
  );
});

test('what the store keeps of accounts and modes has keys of its own, that every store takes', async () => {
  const accounts = ['default', 'other', 'Other', 'a.b', 'a-b', 'a_b', 'live', 'x'.repeat(64)];
  const realms = accounts.flatMap((account): Realm[] => [
    { account, mode: 'test' },
    { account, mode: 'live' },
  ]);
  const kinds = ['complete', 'connection'];
  const keys = await Promise.all(kinds.flatMap((kind) => realms.map((realm) => realmRecord(kind, realm))));
  assert.deepEqual(keys.slice(0, 2), ['complete-test', 'complete-live']);
  assert.equal(new Set(keys).size, keys.length);
  for (const key of keys) assert.match(key, /^[a-z0-9-]{1,64}$/);
});

test('accounts and modes share no slug and no key at Mollie', async () => {
  const { slug, idempotencyKey } = createKeys([FIRST]);
  const realms: Realm[] = [REALM, { account: 'default', mode: 'live' }, { account: 'other', mode: 'test' }];
  const slugs = await Promise.all(realms.map((realm) => slug(realm, 'invoice')));
  const keys = await Promise.all(realms.map((realm) => idempotencyKey(realm, slugs[0]!, 1)));
  assert.equal(new Set([...slugs, ...keys]).size, 6);
});

test('links and keys at Mollie outlive a change of the secret, however often', async () => {
  const before = createKeys([FIRST]);
  const link = await before.slug(REALM, 'invoice');
  for (const secrets of [
    [SECOND, FIRST],
    [`${SECOND}!`, SECOND, FIRST],
  ]) {
    const after = createKeys(secrets);
    assert.equal(await after.slug(REALM, 'invoice'), link);
    assert.equal(await after.idempotencyKey(REALM, link, 1), await before.idempotencyKey(REALM, link, 1));
  }
  assert.notEqual(await createKeys([SECOND]).slug(REALM, 'invoice'), link);
});

test('links and keys at Mollie outlive a new release', async () => {
  const { slug, idempotencyKey } = createKeys([FIRST]);
  const link = await slug(REALM, 'invoice');
  assert.equal(link, '73s3vgrhp4xfteaqvjce7ks52b4rzes5');
  assert.equal(await idempotencyKey(REALM, link, 1), '4d2dkttkhiajborufc5dqjl4qdceqi2zfrv2qjcthemextrq3jwa');
});

test('the newest secret signs, and all verify', async () => {
  const [old, both, fresh] = [createKeys([FIRST]), createKeys([SECOND, FIRST]), createKeys([SECOND])];
  const signedBefore = await old.sign('webhook', ['a', 1]);
  const signedAfter = await both.sign('webhook', ['a', 1]);
  assert.ok(await both.verify('webhook', ['a', 1], signedBefore));
  assert.ok(await both.verify('webhook', ['a', 1], signedAfter));
  assert.ok(await fresh.verify('webhook', ['a', 1], signedAfter));
  assert.ok(!(await fresh.verify('webhook', ['a', 1], signedBefore)));
});

test('a MAC holds for its purpose and its parts only', async () => {
  const { sign, verify } = createKeys([FIRST]);
  const mac = await sign('webhook', ['a', 'b', 1]);
  const others: [string, (string | number)[]][] = [
    ['payment', ['a', 'b', 1]],
    ['webhook', ['a', 'b', 2]],
    ['webhook', ['a', 'b', '1']],
    ['webhook', ['a', 'b']],
    ['webhook', ['ab', 1]],
    ['webhook', ['a","b', 1]],
    ['webhook', ['b', 'a', 1]],
  ];
  assert.ok(await verify('webhook', ['a', 'b', 1], mac));
  for (const [purpose, parts] of others)
    assert.ok(!(await verify(purpose, parts, mac)), JSON.stringify(parts));
});

test('what is no MAC is refused, whatever it looks like', async () => {
  const { sign, verify } = createKeys([FIRST]);
  const mac = await sign('webhook', ['a']);
  const wrong =
    ` a ${mac.slice(1)} ${mac.slice(0, -2)} ${mac}aa ${mac.toUpperCase()} ${mac}= ../.. \u0000 é`.split(' ');
  const flipped = mac.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'));
  for (const text of [...wrong, flipped, 'a'.repeat(1e5)]) {
    assert.ok(!(await verify('webhook', ['a'], text)), text.slice(0, 60));
  }
});

test('a MAC can be written in one way only', async () => {
  const { sign, verify } = createKeys([FIRST]);
  for (let n = 1; n <= 20; n++) {
    const mac = await sign('webhook', [n]);
    for (const character of 'abcdefghijklmnopqrstuvwxyz234567!A0ı') {
      for (const at of [0, 8, 16, 24, 32, 40, 48, mac.length - 1]) {
        const other = mac.slice(0, at) + character + mac.slice(at + 1);
        if (other !== mac) assert.ok(!(await verify('webhook', [n], other)), other);
      }
    }
  }
});

test('only a slug looks like one', () => {
  const slug = 'a2'.repeat(16);
  assert.ok(isSlug(slug));
  for (const text of [
    '',
    slug.slice(1),
    `${slug}a`,
    slug.toUpperCase(),
    slug.replace('2', '1'),
    `${slug}\n`,
  ]) {
    assert.ok(!isSlug(text), text);
  }
});

test('references can be read aloud and do not repeat', () => {
  const references = new Set(Array.from({ length: 1000 }, createReference));
  assert.equal(references.size, 1000);
  for (const reference of references) assert.match(reference, /^[a-z2-7]{4}-[a-z2-7]{4}$/);
});

test('ids say what they are of, and do not repeat', () => {
  const ids = new Set(Array.from({ length: 1000 }, () => createId('evt_')));
  assert.equal(ids.size, 1000);
  for (const id of ids) assert.match(id, /^evt_[a-z2-7]{26}$/);
});

test('a realm is named by its account and its mode', () => {
  assert.equal(realmName({ account: 'default', mode: 'live' }), 'default/live');
  assert.equal(realmName({ account: 'bakery', mode: 'test' }), 'bakery/test');
});
