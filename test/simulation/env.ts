/** How all proxies are configured; keys of Mollie's come through the connection alone. */
export const ENV = {
  PUBLIC_URL: 'https://pay.example.com',
  PROXY_SECRET: 'a proxy secret of at least thirty-two bytes',
  INVOICE_SECRET: 'an invoice secret of at least 32 bytes',
  NOTIFY_URL: 'https://host.example.com/notifications',
  NOTIFY_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  RATE_LIMIT: '0',
  LOG_LEVEL: 'debug',
};
