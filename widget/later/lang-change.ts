const listeners = new Set<() => void>();
let observer: MutationObserver | undefined;

/** Tells when a `lang` anywhere in the document changes. @returns what ends it */
export function onLangChange(listener: () => void): () => void {
  observer ??= new MutationObserver(() => {
    for (const each of listeners) each();
  });
  if (listeners.size === 0) observer.observe(document, { subtree: true, attributeFilter: ['lang'] });
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) observer?.disconnect();
  };
}
