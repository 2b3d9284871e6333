/**
 * Work that several want at once is done once for all of them. Whoever needs news from after asking joins only
 * work that has not begun yet: one such round waits for the running one, and all who come meanwhile share it.
 */
export type Share<T> = (key: string, work: () => Promise<T>, needs: 'any' | 'later') => Promise<T>;

export function createSharing<T>(): Share<T> {
  const running = new Map<string, { answer: Promise<T>; next: Promise<T> | null }>();

  function start(key: string, work: () => Promise<T>): Promise<T> {
    const answer = work().finally(() => {
      if (running.get(key)?.answer === answer) running.delete(key);
    });
    running.set(key, { answer, next: null });
    return answer;
  }

  return function share(key, work, needs) {
    const current = running.get(key);
    if (!current) return start(key, work);
    if (needs === 'any') return current.answer;
    current.next ??= current.answer.then(
      () => start(key, work),
      () => start(key, work),
    );
    return current.next;
  };
}
