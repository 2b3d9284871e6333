/** Has screen readers say a text. An empty one makes that the same text can be said again. */
export function announce(text: string): void {
  document.querySelector('[role=status]')!.textContent = text;
}
