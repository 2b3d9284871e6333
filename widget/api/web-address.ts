/** Whether an address leads to the web: another could run script in the host's page. */
export function isWebAddress(address: string | null): address is string {
  return /^https?:/.test(address!);
}
