import type { KeptMutant } from '../kept.ts';
import { ACCOUNTS } from './accounts.ts';
import { KNOWING } from './knowing.ts';
import { MAKING } from './making.ts';
import { METHOD_CHOICES } from './methods.ts';
import { STORES } from './stores.ts';

export const KEPT: readonly KeptMutant[] = [...MAKING, ...KNOWING, ...METHOD_CHOICES, ...STORES, ...ACCOUNTS];
