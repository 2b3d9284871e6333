const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';

/** An id in Mollie's form, such as `tr_` and 22 letters and digits. */
export function newId(prefix: string, length = 22): string {
  return `${prefix}_${Array.from(randomBytes(length), (byte) => ALPHABET[byte % ALPHABET.length]).join('')}`;
}

/** A structured creditor reference with its check digits (ISO 11649), written in groups as Mollie does. */
export function newTransferReference(): string {
  const digits = Array.from(randomBytes(12), (byte) => byte % 10).join('');
  // "RF00" moved to the end and spelled in figures: R is 27, F is 15.
  const check = 98n - (BigInt(`${digits}271500`) % 97n);
  return `RF${String(check).padStart(2, '0')}-${digits.match(/\d{4}/g)!.join('-')}`;
}

function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}
