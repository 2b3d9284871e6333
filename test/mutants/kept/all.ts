import type { KeptMutant } from '../kept.ts';
import { BINDING } from './binding.ts';
import { STORES } from './stores.ts';

export const KEPT: readonly KeptMutant[] = [...STORES, ...BINDING];
