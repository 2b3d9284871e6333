// What a host page can hear from the element, written down as it happens.

const list = document.querySelector('#events');
const stay = document.querySelector('#stay');

/** What is worth a line, by event. */
const details = {
  'invoice-pay-status': ({ invoice, previous }) => `${previous?.status ?? 'null'} → ${invoice.status}`,
  'invoice-pay-created': ({ payment }) =>
    `${payment.amount.currency} ${payment.amount.value}, ${payment.status}`,
  'invoice-pay-copied': ({ link }) => link,
  'invoice-pay-redirect': ({ url }) => url,
  'invoice-pay-error': ({ code, reference }) => `${code}, reference ${reference}`,
};

for (const [name, detail] of Object.entries(details)) {
  document.addEventListener(name, (event) => {
    if (name === 'invoice-pay-redirect' && stay.checked) event.preventDefault();
    write(name, detail(event));
  });
}

function write(name, detail) {
  const item = document.createElement('li');
  const parts = [
    ['time', new Date().toLocaleTimeString()],
    ['strong', name],
    ['span', detail],
  ];
  for (const [tag, text] of parts) {
    const part = document.createElement(tag);
    part.textContent = text;
    item.append(part, ' ');
  }
  list.prepend(item);
}
