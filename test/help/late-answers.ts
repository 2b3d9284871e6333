/** Holds back Mollie's answers about payments. Each arrives when a test lets it go, when it may be out of date. */
export function createLateAnswers() {
  const awaited: ((letGo: () => void) => void)[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await globalThis.fetch(input, init);
    const isAbout = ['GET', 'PATCH'].includes(init?.method ?? 'GET');
    const isQuestion = isAbout && /\/payments\/tr_/.test(String(input));
    const hold = isQuestion ? awaited.shift() : undefined;
    if (hold) await new Promise<void>(hold);
    return response;
  };
  return {
    fetch,
    /** Resolves once Mollie has given the next answer, with what lets it go. */
    hold: () => new Promise<() => void>((resolve) => awaited.push(resolve)),
  };
}
