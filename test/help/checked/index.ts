/** The proxy as tests have it: every answer is checked. No test imports it from elsewhere, which a rule of layers holds. */
import './register.ts';

export { createProxy, type PayProxy } from './app.ts';

// Only now, so that it serves the checked proxy.
export const { serve } = await import('../../../proxy/node/serve.ts');
