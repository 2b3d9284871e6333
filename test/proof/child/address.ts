/** What a proxy's process loads first, to write down its steps and to be killed at one of them. */
export const PRELOAD = new URL('./preload.ts', import.meta.url).href;
