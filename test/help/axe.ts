import axe from 'axe-core';
import type { Page } from 'puppeteer-core';

/** WCAG 2.0 to 2.2, levels A and AA, and what axe holds for good practice besides. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/**
 * What axe finds wrong with a page, a line for each place.
 *
 * @param within elements by a selector, where the page around them is not the matter
 */
export async function findings(page: Page, within?: string): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(
    async (values, selector) => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
      const context = selector ? { include: [selector] } : document;
      const runOnly = { type: 'tag', values } as const;
      const { violations, passes } = await axe.run(context, { runOnly, preload: false });
      if (passes.length === 0) return ['axe has looked at nothing'];
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')}: ${failureSummary}`),
      );
    },
    RULES,
    within,
  );
}
