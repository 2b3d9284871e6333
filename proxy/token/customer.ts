import { z } from 'zod';

/** Who is billed, in Mollie's terms. Personal. https://docs.mollie.com/reference/create-payment */
export type Customer = { [field in keyof typeof FIELDS]?: string };

/** What a token says of who is billed; what it does not say is absent, and what it takes back is empty. */
export type Billing = { customer?: Customer; vatRate?: string };

/** The longest texts that Mollie takes. */
const text = (most: number) =>
  z
    .string(`a text of at most ${most} characters`)
    .refine((value) => value.isWellFormed() && [...value].length <= most, `at most ${most} characters`);

const FIELDS = {
  givenName: text(200),
  familyName: text(200),
  organizationName: text(200),
  email: text(254),
  streetAndNumber: text(100),
  postalCode: text(20),
  city: text(200),
  country: z.string('a country code such as NL').refine(isCountry, 'an ISO 3166-1 code such as NL'),
};

const NO_CUSTOMER = `an object with any of ${Object.keys(FIELDS).join(', ')}, and nothing else`;

export const customer = z.strictObject(FIELDS, NO_CUSTOMER).partial();

/** Per cent, as Mollie writes it. */
export const vatRate = z
  .string('a rate such as "21.00"')
  .regex(/^(100\.00|\d{1,2}\.\d{2})$/, 'a rate with two decimals, such as "21.00"');

/** The countries of ISO 3166-1, by their codes of two letters. */
const COUNTRIES = `
  AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
  CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
  GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
  KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT
  MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
  SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
  UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`;

function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && COUNTRIES.includes(code);
}
