import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ADDRESS, LINE } from './buyer.ts';
import { eur, startSimulator } from './help.ts';

type Refusal = { detail: string; field: string };

test('lines and addresses are answered as they were given', async (t) => {
  const { created, get } = await startSimulator(t);
  const lines = [
    {
      ...{ ...LINE, type: 'digital', quantity: 3, quantityUnit: 'pcs', sku: 'A-1', categories: ['eco'] },
      ...{ unitPrice: eur('40.00'), discountAmount: eur('15.00'), totalAmount: eur('105.00') },
      ...{
        vatAmount: eur('18.22'),
        imageUrl: 'https://shop.example/a.png',
        productUrl: 'https://shop.example/a',
      },
    },
    {
      ...{ type: 'discount', description: 'Voucher', quantity: 1, vatRate: '21.00' },
      ...{ unitPrice: eur('-5.00'), totalAmount: eur('-5.00'), vatAmount: eur('-0.87') },
    },
  ];
  const shippingAddress = { ...ADDRESS, streetAdditional: 'Apt. 1', region: 'Noord-Holland', title: 'Mr.' };
  const { id } = await created({
    ...{ lines, billingAddress: { ...ADDRESS, phone: '+31208202070' }, shippingAddress },
    ...{ captureMode: 'automatic', captureDelay: '2 days' },
  });
  const payment = await get(id);
  assert.deepEqual(payment.lines, lines);
  assert.deepEqual(payment.billingAddress, { ...ADDRESS, phone: '+31208202070' });
  assert.deepEqual(payment.shippingAddress, shippingAddress);
  assert.deepEqual([payment.captureMode, payment.captureDelay], ['automatic', '2 days']);
});

test('what was not given is not answered', async (t) => {
  const { created } = await startSimulator(t);
  const payment = await created({ lines: null, billingAddress: null, captureMode: null, dueDate: null });
  for (const name of [
    'lines',
    'billingAddress',
    'shippingAddress',
    'captureMode',
    'captureDelay',
    'dueDate',
  ]) {
    assert.ok(!(name in payment), name);
  }
});

const WRONG: [name: string, lines: unknown, field: string, detail: RegExp][] = [
  ['no list', {}, 'lines', /should be a list/],
  ['none', [], 'lines', /should be a list/],
  ['no object', [null], 'lines.1', /Line item 1 is invalid/],
  ['VAT that is off by a cent', [{ ...LINE, vatAmount: eur('17.35') }], 'lines.1.vatAmount', /./],
  [
    'a total that is off',
    [{ ...LINE, quantity: 2 }],
    'lines.1.totalAmount',
    /€200\.00 \(2 × €100\.00\), got €100\.00$/,
  ],
  [
    'a discount that was not taken off',
    [{ ...LINE, discountAmount: eur('10.00') }],
    'lines.1.totalAmount',
    /Expected to be €90\.00 \(1 × €100\.00 - €10\.00\), got €100\.00$/,
  ],
  [
    'another currency',
    [{ ...LINE, totalAmount: { currency: 'USD', value: '100.00' } }],
    'lines.1.totalAmount',
    /./,
  ],
  ['too many decimals', [{ ...LINE, unitPrice: eur('100.000') }], 'lines.1.unitPrice', /./],
  ['a rate that is a number', [{ ...LINE, vatRate: 21 }], 'lines.1.vatRate', /not a string/],
  ['a rate without decimals', [{ ...LINE, vatRate: '21' }], 'lines.1.vatRate', /valid multiplier/],
  ['a rate below zero', [{ ...LINE, vatRate: '-0.00' }], 'lines.1.vatRate', /cannot be negative/],
  ['no description', [{ ...LINE, description: '' }], 'lines.1.description', /field is missing/],
  ['no quantity', [{ ...LINE, quantity: undefined }], 'lines.1.quantity', /positive integer/],
  ['half a quantity', [{ ...LINE, quantity: 0.5 }], 'lines.1.quantity', /positive integer/],
  ['no price', [{ ...LINE, unitPrice: undefined }], 'lines.1.unitPrice', /field is missing/],
  ['a type that there is not', [{ ...LINE, type: 'tip' }], 'lines.1.type', /invalid/],
  ['a discount above zero', [{ ...LINE, type: 'discount' }], 'lines.1.unitPrice', /negative/],
  ['a category that there is not', [{ ...LINE, categories: ['wine'] }], 'lines.1.categories', /./],
  ['a field that there is not', [{ ...LINE, name: 'x' }], 'lines.1.name', /does not exist/],
  ['the second line', [LINE, { ...LINE, vatAmount: eur('1.00') }], 'lines.2.vatAmount', /Line item 2/],
];

test('lines that Mollie would refuse are refused, with the line and the field', async (t) => {
  const { create, simulator } = await startSimulator(t);
  for (const [name, lines, field, detail] of WRONG) {
    const answer = await create({ lines });
    assert.equal(answer.status, 422, name);
    const refusal = (await answer.json()) as Refusal;
    assert.equal(refusal.field, field, name);
    assert.match(refusal.detail, detail, name);
  }
  assert.equal(simulator.ledger.list().length, 0);
});

test('VAT is told in the words that Mollie has for it', async (t) => {
  const { create } = await startSimulator(t);
  const line = {
    ...{ description: 'x', quantity: 1, unitPrice: eur('49.94'), totalAmount: eur('49.94') },
    ...{ vatRate: '26.50', vatAmount: eur('10.49') },
  };
  const refusal = (await (await create({ amount: eur('49.94'), lines: [line] })).json()) as Refusal;
  assert.equal(
    refusal.detail,
    "Line item 1 is invalid. The 'vatAmount' field is off. Expected to be €10.46 (€49.94 × (26.50 / 126.50)), got €10.49",
  );
  const right = { ...line, vatAmount: eur('10.46') };
  assert.equal((await create({ amount: eur('49.94'), lines: [right] })).status, 201);
  const sum = (await (await create({ amount: eur('49.93'), lines: [right] })).json()) as Refusal;
  assert.equal(sum.field, 'amount');
  assert.equal(
    sum.detail,
    'The amount of the order does not match the total amount from the order lines. ' +
      'Expected order amount to be €49.94 but got €49.93.',
  );
});

test('one line for any amount and rate is taken with the VAT that is in it, and with no other', async (t) => {
  const { create } = await startSimulator(t);
  const euros = (cents: number) => eur((cents / 100).toFixed(2));
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.constantFrom(0, 550, 600, 700, 900, 1200, 1900, 2100, 2550),
      fc.constantFrom(-1, 0, 1),
      async (cents, rate, off) => {
        // Rounded by whole numbers: twice the VAT, and a half more.
        const vat = Number(
          (2n * BigInt(cents) * BigInt(rate) + BigInt(10_000 + rate)) / (2n * BigInt(10_000 + rate)),
        );
        const line = {
          ...{ description: 'x', quantity: 1, unitPrice: euros(cents), totalAmount: euros(cents) },
          ...{ vatRate: (rate / 100).toFixed(2), vatAmount: euros(vat + off) },
        };
        const answer = await create({ amount: euros(cents), lines: [line], method: 'banktransfer' });
        assert.equal(answer.status, off === 0 ? 201 : 422);
      },
    ),
    { numRuns: 60 },
  );
});
