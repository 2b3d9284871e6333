/**
 * Styles an element as its rules for a medium or a preference say, whatever the browser's own medium is: not every
 * engine can be told to take another.
 *
 * @param query as it stands in the style, such as `print` or `(forced-colors: active)`
 * @returns what takes it back
 */
export function styleAs(element: Element, query: string): () => void {
  const media = element.shadowRoot!.adoptedStyleSheets.flatMap((sheet) => mediaOf(sheet.cssRules, query));
  if (media.length === 0) throw new Error(`no rule is for ${query}`);
  for (const each of media) each.mediaText = 'all';
  return () => {
    for (const each of media) each.mediaText = query;
  };
}

function mediaOf(rules: CSSRuleList, query: string): MediaList[] {
  return [...rules].flatMap((rule) => {
    const below = rule instanceof CSSGroupingRule ? mediaOf(rule.cssRules, query) : [];
    return rule instanceof CSSMediaRule && rule.media.mediaText === query ? [rule.media, ...below] : below;
  });
}
