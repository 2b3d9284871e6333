/** A shorter wait shows no spinner. Milliseconds. */
const SPINNER_DELAY = 300;

/** After this, the customer may try again. Milliseconds. */
const TIMEOUT = 20_000;

let spinner: ReturnType<typeof setTimeout> | undefined;
let timeout: ReturnType<typeof setTimeout> | undefined;

/** Sends a form once, however often its button is pressed. */
export function holdForm(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if ('busy' in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.busy = '';
  form.querySelector('button')!.setAttribute('aria-disabled', 'true');
  spinner = setTimeout(() => {
    form.dataset.busy = 'long';
  }, SPINNER_DELAY);
  timeout = setTimeout(releaseForms, TIMEOUT);
}

/** The customer has come back from where a form led, or it led nowhere. */
export function releaseForms(): void {
  clearTimeout(spinner);
  clearTimeout(timeout);
  for (const form of document.querySelectorAll<HTMLFormElement>('[data-busy]')) {
    delete form.dataset.busy;
    form.querySelector('button')!.removeAttribute('aria-disabled');
  }
}
