import type { Customer } from './invoices.ts';
import type { Language } from './texts.ts';

function customer(
  name: string,
  street: string,
  town: string,
  country: Customer['country'],
  language: Language,
  contact?: Customer['contact'],
): Customer {
  return { name, street, town, country, language, ...(contact && { contact }) };
}

/** Who an installation company near the border works for, and a bicycle workshop in Ghent. All invented. */
export const CUSTOMERS = {
  whitfield: customer('Ms A. Whitfield', 'Maliebaan 71', '3581 CG Utrecht', 'NL', 'en'),
  jansen: customer('Familie Jansen', 'Kastanjelaan 14', '3972 ET Driebergen', 'NL', 'nl'),
  deVries: customer('S. de Vries', 'Oude Arnhemseweg 203', '3705 BE Zeist', 'NL', 'nl'),
  bakery: customer('Bakkerij De Korenbloem', 'Dorpsstraat 8', '3941 JM Doorn', 'NL', 'nl'),
  owners: customer('VvE Parkzicht', 'Wilhelminapark 52', '3581 NM Utrecht', 'NL', 'nl'),
  dentist: customer('Tandartspraktijk Oudwijk', 'Oudwijk 33', '3581 TK Utrecht', 'NL', 'nl'),
  school: customer('Basisschool De Regenboog', 'Schoollaan 2', '3951 CZ Maarn', 'NL', 'nl'),
  hotel: customer('Hotel Het Veerhuis', 'Lekdijk 118', '3961 MA Wijk bij Duurstede', 'NL', 'nl'),
  mueller: customer('Müller & Söhne GmbH', 'Rheinpromenade 27', '46446 Emmerich am Rhein', 'DE', 'de', {
    givenName: 'Greta',
    familyName: 'Müller',
    email: 'buchhaltung@mueller-soehne.example',
  }),
  pharmacy: customer('Rhein-Apotheke Kleve', 'Große Straße 64', '47533 Kleve', 'DE', 'de'),
  nursery: customer('Kindergarten Sonnenblume e. V.', 'Feldmark 9', '46397 Bocholt', 'DE', 'de'),
  boats: customer('Harbour Lane Boats Ltd', '12 Harbour Lane', 'Harwich CO12 3HH', 'GB', 'en'),
  chandler: customer('Thornton & Hale Ltd', '4 Sea Road', 'Felixstowe IP11 2BB', 'GB', 'en'),
  peeters: customer('An Peeters', 'Coupure Links 212', '9000 Gent', 'BE', 'nl'),
  brasserie: customer('Brasserie De Leie', 'Graslei 31', '9000 Gent', 'BE', 'nl'),
  lambert: customer('Ms C. Lambert', 'Zwijnaardsesteenweg 88', '9000 Gent', 'BE', 'en'),
  cyclists: customer('Radstation Aachen GmbH', 'Krefelder Straße 5', '52070 Aachen', 'DE', 'de'),
} satisfies Record<string, Customer>;
