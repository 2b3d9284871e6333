/**
 * What the page does where scripts run; without it everything works by reloading. It looks for news while some is
 * likely, and whenever the customer comes back; keeps a second click from a second request; and prints.
 */
export const script = `
const steps = { quick: [3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 30], slow: [30] };
const spinnerAfter = 300;
const main = () => document.querySelector('main');
let timer, step = 0, looking = false, spinner;

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
    const response = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(20000) });
    if (response.ok) show(new DOMParser().parseFromString(await response.text(), 'text/html'));
    else step = steps.quick.length;
  } catch {
    step = steps.quick.length;
  } finally {
    looking = false;
    plan();
  }
}

function show(page) {
  const before = main(), after = page.querySelector('main');
  if (!after?.dataset.state || after.dataset.state === before.dataset.state || before.querySelector('[data-busy]')) return;
  const focused = before.contains(document.activeElement);
  before.replaceWith(document.adoptNode(after));
  document.title = page.title;
  const heading = after.querySelector('h1');
  if (focused) heading.focus({ preventScroll: true });
  document.querySelector('[role=status]').textContent = heading.textContent + '. ' + after.querySelector('.status').textContent;
  step = 0;
}

function rest() {
  clearTimeout(spinner);
  for (const form of document.querySelectorAll('[data-busy]')) {
    delete form.dataset.busy;
    form.querySelector('button').removeAttribute('aria-disabled');
  }
}

document.documentElement.classList.add('scripted');
document.addEventListener('submit', (event) => {
  const form = event.target;
  if ('busy' in form.dataset) return event.preventDefault();
  form.dataset.busy = '';
  form.querySelector('button').setAttribute('aria-disabled', 'true');
  spinner = setTimeout(() => { form.dataset.busy = 'long'; }, spinnerAfter);
});
document.addEventListener('click', (event) => { if (event.target.closest('[data-print]')) print(); });
document.addEventListener('visibilitychange', () => { if (document.hidden) clearTimeout(timer); else { step = 0; look(); } });
addEventListener('pageshow', (event) => { rest(); if (event.persisted) look(); else plan(); });
`;
