/** What merchants and administrators have, in one file: the more files, the more that can be missing. */
export { AdminPanel } from './admin/panel.ts';
export { MerchantPanel } from './merchant/panel.ts';
