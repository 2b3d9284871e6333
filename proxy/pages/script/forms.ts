/** A shorter wait shows no spinner. Milliseconds. */
const SPINNER_DELAY = 300;

/** After this, the customer may try again. Milliseconds. */
const TIMEOUT = 20_000;

let spinner: ReturnType<typeof setTimeout> | undefined;
let timeout: ReturnType<typeof setTimeout> | undefined;

const formButtons = () => document.querySelectorAll<HTMLElement>('form button');

/** Sends one form once, however often and whatever is pressed. */
export function holdForms(event: SubmitEvent): void {
  if (document.querySelector('[data-busy]')) {
    event.preventDefault();
    return;
  }
  const pressed = event.submitter!;
  pressed.dataset.busy = '';
  for (const button of formButtons()) button.setAttribute('aria-disabled', 'true');
  spinner = setTimeout(() => {
    pressed.dataset.busy = 'long';
  }, SPINNER_DELAY);
  timeout = setTimeout(releaseForms, TIMEOUT);
}

/** The customer has come back from where a form led, or it led nowhere. */
export function releaseForms(): void {
  clearTimeout(spinner);
  clearTimeout(timeout);
  for (const button of formButtons()) {
    delete button.dataset.busy;
    button.removeAttribute('aria-disabled');
  }
}
