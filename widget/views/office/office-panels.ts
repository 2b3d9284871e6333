/** The panels of merchants and administrators, in one file: with more files, more could fail to load. */
export { AdminPanel } from '../admin/panel.ts';
export { MerchantPanel } from '../merchant/panel.ts';
