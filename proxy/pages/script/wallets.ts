import { isAvailable } from '../../../shared/wallets.ts';

/** Shows the methods of a part of the page that this browser has. */
export function showWallets(part: Element): void {
  for (const button of part.querySelectorAll<HTMLButtonElement>('button[hidden]')) {
    button.hidden = !isAvailable(button.value);
  }
}
