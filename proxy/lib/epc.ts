import { compactIban } from '../../shared/iban.ts';
import { oneLine } from './one-line.ts';

/** What a bank's app needs for a transfer. */
type Transfer = {
  name: string;
  iban: string;
  bic: string | null;
  /** A decimal string, in euros. */
  value: string;
  reference: string;
};

/** The most characters that a line holds. */
const LONGEST = { name: 70, reference: 140 };

/**
 * The text of the QR code for a SEPA credit transfer, version 002 in UTF-8, with the reference as it stands.
 * EPC069-12, Quick Response Code: Guidelines to Enable Data Capture for the Initiation of a SEPA Credit Transfer
 */
export function epcText({ name, iban, bic, value, reference }: Transfer): string {
  const purpose = '';
  const structuredReference = '';
  return [
    'BCD',
    '002',
    '1',
    'SCT',
    bic ?? '',
    oneLine(name, LONGEST.name),
    compactIban(iban),
    `EUR${value}`,
    purpose,
    structuredReference,
    oneLine(reference, LONGEST.reference),
  ].join('\n');
}
