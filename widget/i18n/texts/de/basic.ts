import type { BasicTexts } from '../en/basic.ts';

export const texts: BasicTexts = {
  test: 'Test',
  toPay: 'Zu zahlen',
  stillOpenOf: (total) => `Noch offen von ${total}`,
  due: (date) => `Fällig am ${date}`,
  overdue: (date) => `Überfällig seit ${date}`,
  paidOn: (date) => `Bezahlt am ${date}`,

  pay: (amount) => `${amount} bezahlen`,
  orWith: 'oder direkt mit',
  more: 'Mehr',
  details: 'Details ansehen',

  failed: 'Der Zahlungsdienst ist nicht erreichbar.',
  tryAgain: 'Erneut versuchen',
};
