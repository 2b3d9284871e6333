import { fromMinor } from '../amounts.ts';
import type { Language, Method } from '../methods.ts';
import type { Mode } from '../records.ts';
import { PROFILE_ID, type Settings } from '../settings.ts';
import { documentation, halLink, pageLink } from './hal.ts';

/** https://docs.mollie.com/reference/get-method */
export function methodResource(
  method: Method,
  { origin, currency, language }: { origin: string; currency: string; language: Language },
): Record<string, unknown> {
  const image = `https://www.mollie.com/external/icons/payment-methods/${method.id}`;
  return {
    resource: 'method',
    id: method.id,
    description: method.names[language],
    minimumAmount: fromMinor(method.minimum, currency),
    maximumAmount: method.maximum === null ? null : fromMinor(method.maximum, currency),
    image: { size1x: `${image}.png`, size2x: `${image}%402x.png`, svg: `${image}.svg` },
    status: 'activated',
    _links: {
      self: halLink(`${origin}/v2/methods/${method.id}`),
      documentation: documentation('get-method'),
    },
  };
}

/** https://docs.mollie.com/reference/get-current-profile */
export function profileResource(settings: Settings, mode: Mode, origin: string): Record<string, unknown> {
  return {
    resource: 'profile',
    id: PROFILE_ID,
    mode,
    name: settings.profileName,
    website: 'https://shop.example.org',
    email: 'info@shop.example.org',
    phone: '+31208202070',
    businessCategory: 'OTHER_MERCHANDISE',
    status: settings.profileStatus,
    createdAt: '2024-03-20T09:28:37+00:00',
    _links: {
      self: halLink(`${origin}/v2/profiles/${PROFILE_ID}`),
      dashboard: pageLink(`${origin}/`),
      methods: halLink(`${origin}/v2/methods`),
      payments: halLink(`${origin}/v2/payments`),
      checkoutPreviewUrl: pageLink(`${origin}/`),
      documentation: documentation('get-current-profile'),
    },
  };
}
