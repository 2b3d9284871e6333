/** The parts of each language that a first status does without. */
import type { Part } from '../language.ts';
import type { NoteTexts, PanelTexts } from './en.ts';

export const notes: Part<NoteTexts> = {
  en: async () => (await import('./en.ts?notes')).notes,
  nl: async () => (await import('./nl.ts?notes')).notes,
  de: async () => (await import('./de.ts?notes')).notes,
};

export const panels: Part<PanelTexts> = {
  en: async () => (await import('./en.ts?panels')).panels,
  nl: async () => (await import('./nl.ts?panels')).panels,
  de: async () => (await import('./de.ts?panels')).panels,
};
