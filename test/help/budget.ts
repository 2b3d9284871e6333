/** The most that a payer's page may load until it shows a first status, in bytes as they travel, compressed by brotli. */
export const FIRST_STATUS = 9_500;
