/** The form of a Mollie payment's id. Checked before any use, since Mollie's client puts ids into paths as they are. */
export const PAYMENT_ID = /^tr_[A-Za-z0-9]{4,64}$/;
