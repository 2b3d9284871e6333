import type { FirstTexts } from '../en/first.ts';

export const texts: FirstTexts = {
  test: 'Test',
  toPay: 'Te betalen',
  stillOpenOf: (total) => `Nog te betalen van ${total}`,
  due: (date) => `Vervaldatum ${date}`,
  overdue: (date) => `Vervaldatum ${date} verstreken`,
  paidOn: (date) => `Betaald op ${date}`,

  pay: (amount) => `${amount} betalen`,
  details: 'Details bekijken',

  failed: 'De betaaldienst is niet bereikbaar.',
  tryAgain: 'Opnieuw proberen',
};
