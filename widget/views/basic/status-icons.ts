const CIRCLE = 'M3 10a7 7 0 0 1 14 0a7 7 0 0 1-14 0';

/** The icons of the statuses that most invoices have, as paths on a square of 20. */
export const statusIcons: Record<string, string> = {
  open: CIRCLE,
  partially_paid: `${CIRCLE}M10 3v14M11.4 4v12M12.8 4v12M14.2 5v10`,
  paid: `${CIRCLE}M7 10l2 2 4-4`,
};
