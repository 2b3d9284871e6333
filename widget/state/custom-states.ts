import type { ElementState } from './element-state.ts';

/** The element's custom states. @param hasContent whether anything is known */
export function statesOf({ invoice, panel, session }: ElementState, hasContent: boolean): string[] {
  const known = session.error ? ['error'] : hasContent ? [] : ['loading'];
  if (invoice) known.push(invoice.status.replaceAll('_', '-'));
  if (invoice?.mode === 'test') known.push('test-mode');
  return [...known, ...(panel?.states ?? [])];
}
