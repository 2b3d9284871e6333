/** The most that a logo weighs, in bytes of the image: it comes with every pay page. */
export const MAX_LOGO = 32 * 1024;
