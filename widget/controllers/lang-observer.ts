const listeners = new Set<() => void>();
let observer: MutationObserver | undefined;

/** Tells when a `lang` changes around an element, in its document or in a shadow tree that it stands in. @returns what ends it */
export function onLangChange(element: Element, listener: () => void): () => void {
  observer ??= new MutationObserver(() => {
    for (const each of listeners) each();
  });
  for (let root: Node | undefined = element.getRootNode(); root; root = hostOf(root)?.getRootNode()) {
    // Once for all elements in it: to observe it again changes nothing.
    observer.observe(root, { subtree: true, attributeFilter: ['lang'] });
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) observer?.disconnect();
  };
}

function hostOf(root: Node): Element | undefined {
  return (root as Partial<ShadowRoot>).host;
}
