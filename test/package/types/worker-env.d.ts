/** What `wrangler types` makes of the configuration. */
declare module 'cloudflare:workers' {
  export const env: {
    DB: import('invoice-pay-button/proxy').D1Database;
    MOLLIE_API_KEY: string;
  };
}
