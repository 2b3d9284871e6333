/** The locales of Mollie's checkout. https://docs.mollie.com/reference/common-data-types */
const LOCALES: ReadonlySet<string> = new Set(
  `ca_ES cs_CZ da_DK de_AT de_CH de_DE de_LU en_BE en_GB en_NL en_US es_ES fi_FI fr_BE fr_FR fr_LU hu_HU is_IS
   it_IT lt_LT lv_LV nb_NO nl_BE nl_NL pl_PL pt_PT sk_SK sv_SE`.split(/\s+/),
);

/** Where a language was chosen on the pay page and the invoice has no locale of that language. */
const OF_LANGUAGE: Record<string, string> = { en: 'en_GB', nl: 'nl_NL', de: 'de_DE' };

/** The locale for Mollie's checkout: the invoice's, unless another language was chosen; undefined leaves it to the browser. */
export function mollieLocale(locale: string | null, language: string | undefined): string | undefined {
  const wanted = locale?.replace('-', '_');
  if (language !== undefined && !wanted?.startsWith(`${language}_`)) return OF_LANGUAGE[language];
  return wanted !== undefined && LOCALES.has(wanted) ? wanted : undefined;
}
