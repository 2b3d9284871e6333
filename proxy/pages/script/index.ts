/**
 * What the pay page does where scripts run; without them, everything works by reloading. The page looks for news, keeps
 * a second click from sending a second request, copies and prints.
 */
import { copy } from './copy.ts';
import { holdForms, releaseForms } from './forms.ts';
import { mainPart } from './news.ts';
import { planReload, reload, reloadAfterAbsence, reloadOnceOnline, stopReloading } from './polling.ts';
import { showWallets } from './wallets.ts';

document.documentElement.classList.add('scripted');
if (navigator.clipboard) document.documentElement.classList.add('copies');
// Without this, reloading a page that answers a form would send the form again.
history.replaceState(null, '', location.href);
showWallets(mainPart());

document.addEventListener('submit', holdForms);
document.addEventListener('click', ({ target }) => {
  const element = target as Element;
  const copyButton = element.closest<HTMLButtonElement>('[data-copy]');
  if (copyButton) copy(copyButton);
  if (element.closest('[data-print]')) print();
});
document.addEventListener('visibilitychange', () =>
  document.hidden ? stopReloading() : reloadAfterAbsence(),
);
addEventListener('online', reloadOnceOnline);
addEventListener('pageshow', ({ persisted }) => {
  releaseForms();
  if (persisted) reload();
  else planReload();
});
