import { Hono } from 'hono';
import { type Amount, decimalsOf } from '../amounts.ts';
import { isCountry } from '../countries.ts';
import { MollieError } from '../errors.ts';
import { findMethod, isLocale, languageOf, type Method } from '../methods.ts';
import { addressOf, originOf, type Parts } from '../parts.ts';
import { enabledMethods, listedMethods, takesCurrency } from '../profiles.ts';
import { amountOf, limitProblem, takesAmount } from './amount-parameter.ts';
import type { ApiContext, ApiEnv } from './env.ts';
import { documentation, hal, halLink } from './hal.ts';
import { type Parameters, queryOf, textOf } from './parameters.ts';
import { methodResource, profileResource } from './profile-resources.ts';

const LIST_PARAMETERS = [
  'amount',
  'locale',
  'billingCountry',
  'includeWallets',
  'sequenceType',
  'resource',
  'orderLineCategories',
  'include',
];

/** `/v2/methods`. https://docs.mollie.com/reference/methods-api */
export function methodRoutes(parts: Parts): Hono<ApiEnv> {
  const present = (c: ApiContext, method: Method, query: Parameters, currency: string) =>
    methodResource(method, {
      origin: originOf(parts, c.req.url),
      currency,
      language: languageOf(localeOf(query)),
      status: c.get('profile').methods.includes(method.id) ? 'activated' : c.get('profile').inactiveStatus,
      include: choiceOf(query, 'include', ['issuers', 'pricing']),
    });

  return new Hono<ApiEnv>()
    .get('/', (c) => {
      const query = queryOf(c, LIST_PARAMETERS);
      const amount = query.amount === undefined ? undefined : amountOf(query.amount);
      const currency = amount?.currency ?? 'EUR';
      const wallets = choiceOf(query, 'includeWallets', ['applepay', 'googlepay']);
      const country = countryOf(query);
      choiceOf(query, 'resource', ['payments', 'orders']);
      const offered = listedMethods(c.get('profile'), c.get('mode')).filter(
        (method) =>
          takesCurrency(method, currency) &&
          (!method.wallet || wallets.includes(method.id)) &&
          (country === null || (method.countries?.includes(country) ?? true)),
      );
      const methods = amount ? thatTake(amount, offered) : offered;
      return hal({
        count: methods.length,
        _embedded: { methods: methods.map((method) => present(c, method, query, currency)) },
        _links: { self: halLink(addressOf(parts, c.req.url)), documentation: documentation('list-methods') },
      });
    })
    .get('/:id', (c) => {
      const query = queryOf(c, ['locale', 'currency', 'include', 'sequenceType']);
      const id = c.req.param('id');
      if (!findMethod(id)) throw new MollieError(404, `No payment method exists with id ${id}.`);
      const currency = textOf(query, 'currency') ?? 'EUR';
      if (decimalsOf(currency) === undefined)
        throw new MollieError(400, 'The currency is invalid', 'currency');
      const method = enabledMethods(c.get('profile'), c.get('mode')).find((candidate) => candidate.id === id);
      if (!method) throw new MollieError(403, 'The payment method is not activated on the website profile');
      return hal(present(c, method, query, currency));
    });
}

/** `/v2/profiles/me`. https://docs.mollie.com/reference/get-current-profile */
export function profileRoutes(parts: Parts): Hono<ApiEnv> {
  return new Hono<ApiEnv>().get('/:id', (c, next) => {
    if (c.req.param('id') !== 'me' && c.req.param('id') !== c.get('profile').id) return next();
    queryOf(c, []);
    return hal(profileResource(c.var, originOf(parts, c.req.url)));
  });
}

/** @throws MollieError 400, where the same at a create is a 422. */
function thatTake(amount: Amount, methods: readonly Method[]): Method[] {
  const problem = methods.length > 0 ? limitProblem(amount, methods) : undefined;
  if (problem) throw new MollieError(400, problem, 'amount');
  return methods.filter((method) => takesAmount(method, amount));
}

/** Some of these, by commas. */
function choiceOf(query: Parameters, name: string, values: readonly string[]): string[] {
  const chosen = (textOf(query, name) ?? '').split(',').filter((value) => value !== '');
  if (chosen.every((value) => values.includes(value))) return chosen;
  throw new MollieError(400, `The ${name} value is invalid`, name);
}

/** Mollie answers 400 to the name of a country. */
function countryOf(query: Parameters): string | null {
  const country = textOf(query, 'billingCountry');
  if (country === null || isCountry(country)) return country;
  throw new MollieError(400, 'The billing country is invalid', 'billingCountry');
}

function localeOf(query: Parameters): string | null {
  const locale = textOf(query, 'locale');
  if (locale !== null && !isLocale(locale)) throw new MollieError(400, 'The locale is invalid', 'locale');
  return locale;
}
