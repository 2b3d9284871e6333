/** What the process has before its time is replaced. */
export const { setImmediate } = globalThis;
