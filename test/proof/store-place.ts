/** Where its store is kept, and whether that outlives the proxy. */
export type Place = { outlives: boolean; url: (n: number) => string };

/** A place of its own for one history, and others for when the store is lost. */
export function placeIn(folder: string, history: number, store: string): Place {
  if (store === 'memory') return { outlives: false, url: () => 'memory:' };
  return { outlives: true, url: (n) => `sqlite:${folder}/${history}-${n}.db` };
}
