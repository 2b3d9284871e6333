import { fromMinor } from '../amounts.ts';
import { type Language, type Method, maximumOf } from '../methods.ts';
import type { ApiEnv } from './env.ts';
import { documentation, halLink, pageLink } from './hal.ts';

/** https://docs.mollie.com/reference/get-method */
export function methodResource(
  method: Method,
  {
    origin,
    currency,
    language,
    status,
    include,
  }: {
    origin: string;
    currency: string;
    language: Language;
    status: string | null;
    include: readonly string[];
  },
): Record<string, unknown> {
  const maximum = maximumOf(method, currency);
  const image = `https://www.mollie.com/external/icons/payment-methods/${method.id}`;
  return {
    resource: 'method',
    id: method.id,
    description: method.names[language],
    minimumAmount: fromMinor(method.minimum, currency),
    maximumAmount: maximum === null ? null : fromMinor(maximum, currency),
    image: { size1x: `${image}.png`, size2x: `${image}%402x.png`, svg: `${image}.svg` },
    status,
    ...(include.includes('issuers') && method.issuers ? { issuers: issuersOf(method.issuers) } : {}),
    _links: {
      self: halLink(`${origin}/v2/methods/${method.id}`),
      documentation: documentation('get-method'),
    },
  };
}

function issuersOf(issuers: Readonly<Record<string, string>>): object[] {
  const address = 'https://www.mollie.com/external/icons/issuers';
  return Object.entries(issuers).map(([id, name]) => {
    const image = `${address}/${id}`;
    return {
      ...{ resource: 'issuer', id, name },
      image: { size1x: `${image}.png`, size2x: `${image}%402x.png`, svg: `${image}.svg` },
    };
  });
}

/** https://docs.mollie.com/reference/get-current-profile */
export function profileResource(
  { profile, mode }: Pick<ApiEnv['Variables'], 'profile' | 'mode'>,
  origin: string,
): Record<string, unknown> {
  return {
    resource: 'profile',
    id: profile.id,
    mode,
    name: profile.name,
    website: profile.website,
    email: `info@${new URL(profile.website).hostname}`,
    phone: '+31208202070',
    businessCategory: 'OTHER_MERCHANDISE',
    status: profile.status,
    createdAt: '2024-03-20T09:28:37+00:00',
    _links: {
      self: halLink(`${origin}/v2/profiles/${profile.id}`),
      dashboard: pageLink(`${origin}/dashboard/${profile.organizationId}`),
      methods: halLink(`${origin}/v2/methods`),
      payments: halLink(`${origin}/v2/payments`),
      checkoutPreviewUrl: pageLink(`${origin}/`),
      documentation: documentation('get-current-profile'),
    },
  };
}
