import type { BasicTexts } from '../en/basic.ts';

export const texts: BasicTexts = {
  test: 'Test',
  toPay: 'Te betalen',
  stillOpenOf: (total) => `Nog te betalen van ${total}`,
  due: (date) => `Vervaldatum ${date}`,
  overdue: (date) => `Vervaldatum ${date} verstreken`,
  paidOn: (date) => `Betaald op ${date}`,

  pay: (amount) => `${amount} betalen`,
  orWith: 'of direct met',
  more: 'Meer',
  details: 'Details bekijken',

  failed: 'De betaaldienst is niet bereikbaar.',
  tryAgain: 'Opnieuw proberen',
};
