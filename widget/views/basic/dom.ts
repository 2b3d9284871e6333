type Child = Node | string | null;

/** An HTML element. @param children of which null ones are left out */
export function h(name: string, attributes: Record<string, string> = {}, ...children: Child[]): HTMLElement {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** An icon. @param path on a square of 20 */
export function svgIcon(path: string): SVGElement {
  const [svg, line] = ['svg', 'path'].map((name) =>
    document.createElementNS('http://www.w3.org/2000/svg', name),
  ) as [SVGElement, SVGElement];
  svg.setAttribute('class', 'icon');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.ariaHidden = 'true';
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

/**
 * Makes an element like a new one. Nodes that can stay do stay, and with them the focus, a selection, a press that has
 * begun, and the words of a page translator where ours are the same as before.
 *
 * @param before what was drawn the last time
 */
export function patch(drawn: Element, before: Element, wanted: Element): void {
  for (const { name, value } of wanted.attributes)
    if (drawn.getAttribute(name) !== value) drawn.setAttribute(name, value);
  (drawn as HTMLElement).onclick = (wanted as HTMLElement).onclick;
  const [now, last, next] = [drawn, before, wanted].map(({ children }) => [...children]) as [
    Element[],
    Element[],
    Element[],
  ];
  if (next.length + last.length === 0) {
    if (before.textContent !== wanted.textContent) drawn.textContent = wanted.textContent;
  } else if (isAlike(now, next) && isAlike(last, next)) {
    for (const [i, child] of next.entries()) patch(now[i]!, last[i]!, child);
  } else drawn.replaceChildren(...wanted.childNodes);
}

/** Whether two lists hold the same elements, with perhaps other values. */
function isAlike(some: Element[], others: Element[]): boolean {
  const kind = (element: Element | undefined) => element && element.localName + element.getAttribute('part');
  return some.length === others.length && some.every((element, i) => kind(element) === kind(others[i]));
}
