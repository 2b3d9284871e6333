/** Mollie's ids of payment methods: an open list. https://docs.mollie.com/reference/list-methods */
export const METHOD_ID = /^[a-z][a-z0-9_-]{0,49}$/;
