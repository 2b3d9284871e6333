import { createElement, StrictMode, useState } from 'react';

/**
 * A list of invoices, and what a page does to it.
 *
 * @param Invoice draws one: `{ number, token, tokenUrl, label, attributes, hear }`
 */
export function App({ Invoice, invoices, next, attributes }) {
  const [list, setList] = useState(invoices);
  const [isShown, setShown] = useState(true);
  const [label, setLabel] = useState('Pay invoice');
  const [heard, setHeard] = useState([]);
  const hear = (number, what) => setHeard((before) => [...before, `${number} ${what}`]);
  const changeFirst = (token) => setList((before) => [{ ...before[0], token }, ...before.slice(1)]);

  const button = (name, onClick) => createElement('button', { type: 'button', onClick }, name);
  const item = (invoice) =>
    createElement(
      'li',
      { key: invoice.number },
      createElement(Invoice, { ...invoice, label, attributes, hear }),
    );
  return createElement(
    StrictMode,
    null,
    button('Change', () => changeFirst(next)),
    button('Break', () => changeFirst('no.token.this')),
    button('Reverse', () => setList((before) => before.toReversed())),
    button('Toggle', () => setShown((before) => !before)),
    button('Rename', () => setLabel('Settle invoice')),
    createElement('output', null, heard.join('\n')),
    isShown ? createElement('ul', null, list.map(item)) : null,
  );
}
