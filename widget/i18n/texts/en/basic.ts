/** For the first status. */
export const texts = {
  test: 'Test',
  toPay: 'To pay',
  stillOpenOf: (total: string) => `Still open of ${total}`,
  due: (date: string) => `Due ${date}`,
  overdue: (date: string) => `Overdue since ${date}`,
  paidOn: (date: string) => `Paid on ${date}`,

  pay: (amount: string) => `Pay ${amount}`,
  orWith: 'or at once with',
  more: 'More',
  details: 'View details',

  failed: 'The payment service cannot be reached.',
  tryAgain: 'Try again',
};

export type BasicTexts = typeof texts;
