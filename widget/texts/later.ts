/** The parts of each language that a first status does without. */
import type { Part } from '../i18n/locale.ts';

export const notes: Part = {
  en: async () => (await import('../i18n/texts/en.ts?notes')).notes,
  nl: async () => (await import('../i18n/texts/nl.ts?notes')).notes,
  de: async () => (await import('../i18n/texts/de.ts?notes')).notes,
};

export const panels: Part = {
  en: async () => (await import('../i18n/texts/en.ts?panels')).panels,
  nl: async () => (await import('../i18n/texts/nl.ts?panels')).panels,
  de: async () => (await import('../i18n/texts/de.ts?panels')).panels,
};
