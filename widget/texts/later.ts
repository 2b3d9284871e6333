/** The parts of each language that a first status does without. */
import type { Part } from '../language.ts';

export const notes: Part = {
  en: async () => (await import('./en.ts?notes')).notes,
  nl: async () => (await import('./nl.ts?notes')).notes,
  de: async () => (await import('./de.ts?notes')).notes,
};

export const panels: Part = {
  en: async () => (await import('./en.ts?panels')).panels,
  nl: async () => (await import('./nl.ts?panels')).panels,
  de: async () => (await import('./de.ts?panels')).panels,
};
