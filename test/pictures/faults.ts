/**
 * What is wrong on a sheet, by state. Runs in the browser, so all that it needs is inside.
 */
export async function findFaults(): Promise<string[]> {
  const faults = [...document.querySelectorAll('figure')].map(async (figure) => {
    const box = contentOf(figure);
    if (!box) return [`${figure.id}: shows nothing`];
    await Promise.allSettled(box.getAnimations({ subtree: true }).map(({ finished }) => finished));
    const found = [...wordless(box, figure.id === 'loading'), ...odd(box.innerText), ...tooWide(box)];
    return found.map((fault) => `${figure.id}: ${fault}`);
  });
  return (await Promise.all(faults)).flat();

  function contentOf(figure: HTMLElement): HTMLElement | null | undefined {
    const page = figure.querySelector('iframe')?.contentDocument;
    return page ? page.body : figure.querySelector('invoice-pay-button')?.shadowRoot?.querySelector('.box');
  }

  function wordless(box: HTMLElement, isLoading: boolean): string[] {
    if (isLoading) return box.ariaBusy === 'true' ? [] : ['is not loading'];
    return /\p{L}{3}/u.test(box.innerText) && box.ariaBusy !== 'true' ? [] : ['shows no text'];
  }

  function odd(words: string): string[] {
    const found = /undefined|\bnull\b|NaN|\[object|Invalid Date/.exec(words);
    return found ? [`says “${found[0]}”`] : [];
  }

  function tooWide(box: HTMLElement): string[] {
    const { left, right } = box.getBoundingClientRect();
    const sticksOut = (each: HTMLElement) => {
      if (each.closest('.live, .unseen, svg') || !each.checkVisibility()) return false;
      const at = each.getBoundingClientRect();
      return at.width > 0 && (at.left < left - 0.5 || at.right > right + 0.5);
    };
    const first = [...box.querySelectorAll<HTMLElement>('*')].find(sticksOut);
    return first
      ? [`${first.localName} “${first.textContent!.trim().slice(0, 40)}” is wider than its place`]
      : [];
  }
}
