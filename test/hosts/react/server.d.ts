import type { Data } from '../help/framework.ts';

/** What a server answers for the same list. */
export function render(data: Data): string;
