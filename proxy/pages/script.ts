/**
 * What the page does where scripts run; without it everything works by reloading. It looks for news while some is
 * likely, and whenever the customer comes back; keeps a second click from a second request; copies and prints.
 */
export const script = `
const steps = { quick: [3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 30], slow: [30] };
const spinnerAfter = 300, patience = 20000, settling = 1000, shownCopied = 2000;
const main = () => document.querySelector('main');
let timer, step = 0, looking = false, spinner, given;

function plan() {
  clearTimeout(timer);
  const pauses = steps[main().dataset.pace];
  if (!pauses || document.hidden) return;
  timer = setTimeout(look, 1000 * pauses[Math.min(step++, pauses.length - 1)]);
}

async function look() {
  if (looking || document.hidden) return;
  looking = true;
  try {
    const response = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(patience) });
    if (response.ok) show(new DOMParser().parseFromString(await response.text(), 'text/html'));
    else step = steps.quick.length;
  } catch {
    // Offline, or cut off: the next look may get through.
  } finally {
    looking = false;
    plan();
  }
}

function show(page) {
  const before = main(), after = page.querySelector('main');
  if (!after?.dataset.state || after.dataset.state === before.dataset.state || before.querySelector('[data-busy]')) return;
  const held = before.contains(document.activeElement) && document.activeElement;
  keepMessage(before, after);
  for (const other of after.querySelectorAll('noscript')) other.remove();
  before.replaceWith(document.adoptNode(after));
  document.title = page.title;
  if (held) sameIn(after, held).focus({ preventScroll: true });
  document.querySelector('[role=status]').textContent = news(after);
  step = 0;
}

// What a customer was told about the amount is still true while just that is asked.
function keepMessage(before, after) {
  const asked = (of) => of.querySelector('[name=expect]')?.value;
  const message = before.querySelector('[data-lasting]');
  if (!message || asked(before) !== asked(after)) return;
  message.removeAttribute('role');
  (after.querySelector('.amount') ?? after.querySelector('h1')).after(message);
}

function sameIn(after, held) {
  const name = (one) => one.ariaLabel ?? one.textContent;
  const found = [...after.querySelectorAll('a, button')].find((one) => name(one) === name(held));
  return found ?? after.querySelector('h1');
}

// A heading that has taken the focus is read anyway.
function news(after) {
  const parts = [...after.querySelectorAll('.status, h1:not(:focus), .amount, .notice p:first-child')];
  return parts.map((part) => part.textContent.replace(/[.]?$/, '.')).join(' ');
}

async function copy(button) {
  const { copy, copied } = button.dataset, status = document.querySelector('[role=status]');
  status.textContent = '';
  try {
    await navigator.clipboard.writeText(copy);
  } catch {
    // Not allowed: then it is selected, to be copied by hand.
    return getSelection().selectAllChildren(button.previousElementSibling);
  }
  status.textContent = copied;
  button.dataset.done = '';
  setTimeout(() => { delete button.dataset.done; }, shownCopied);
}

function rest() {
  clearTimeout(spinner);
  clearTimeout(given);
  for (const form of document.querySelectorAll('[data-busy]')) {
    delete form.dataset.busy;
    form.querySelector('button').removeAttribute('aria-disabled');
  }
}

document.documentElement.classList.add('scripted');
// A page that answers a form would be asked for by that form again.
history.replaceState(null, '', location.href);
document.addEventListener('submit', (event) => {
  const form = event.target;
  if ('busy' in form.dataset) return event.preventDefault();
  form.dataset.busy = '';
  form.querySelector('button').setAttribute('aria-disabled', 'true');
  spinner = setTimeout(() => { form.dataset.busy = 'long'; }, spinnerAfter);
  given = setTimeout(rest, patience);
});
if (navigator.clipboard) document.documentElement.classList.add('copies');
document.addEventListener('click', (event) => {
  const copies = event.target.closest('[data-copy]');
  if (copies) copy(copies);
  if (event.target.closest('[data-print]')) print();
});
document.addEventListener('visibilitychange', () => { if (document.hidden) clearTimeout(timer); else { step = 0; look(); } });
// A network that has just come back often cannot be used at once.
addEventListener('online', () => { step = 0; clearTimeout(timer); timer = setTimeout(look, settling); });
addEventListener('pageshow', (event) => { rest(); if (event.persisted) look(); else plan(); });
`;
