/** An account number as it is copied: banking apps want none of the blanks. */
export function compactIban(account: string): string {
  return account.replace(/\s/g, '');
}

/** As it is printed, in groups of four. ISO 13616-1 */
export function printedIban(account: string): string {
  return compactIban(account).replace(/.{4}(?=.)/g, '$& ');
}
