import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epcText } from '../../proxy/lib/epc.ts';

test('the QR code of a transfer holds the lines of EPC069-12, version 002', () => {
  const text = epcText({
    name: 'Stichting Mollie Payments',
    iban: 'NL53 ABNA 0627 5355 77',
    bic: 'ABNANL2A',
    value: '1210.05',
    reference: 'RF12-3456-7890-1234',
  });
  assert.deepEqual(text.split('\n'), [
    ...[
      'BCD',
      '002',
      '1',
      'SCT',
      'ABNANL2A',
      'Stichting Mollie Payments',
      'NL53ABNA0627535577',
      'EUR1210.05',
    ],
    ...['', '', 'RF12-3456-7890-1234'],
  ]);
});

test('a bank without BIC leaves its line empty, and no text takes a second line', () => {
  const [, , , , bic, name, , , , , reference, ...more] = epcText({
    name: `A\nB${'x'.repeat(100)}`,
    iban: 'NL53ABNA0627535577',
    bic: null,
    value: '1.00',
    reference: `\r\n${'9'.repeat(200)}`,
  }).split('\n');
  assert.deepEqual([bic, name?.length, reference?.length, more], ['', 70, 140, []]);
  assert.match(name!, /^A B/);
});
