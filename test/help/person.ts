import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import {
  click,
  isCalled,
  isImage,
  isText,
  type Node,
  nameOf,
  plain,
  roleOf,
  visibleNodes,
} from './accessibility-tree.ts';

/** How long a person waits for what should be there. Milliseconds. */
const PATIENCE = 20_000;
const BETWEEN_LOOKS = 50;

/**
 * Somebody at a browser who knows what can be seen and heard: words, and what is a button, a link or a choice. All of it
 * comes from the accessibility tree, which needs no script on the page and shows what screen readers get.
 */
export class Person {
  readonly page: Page;
  readonly #session: CDPSession;

  constructor(page: Page, session: CDPSession) {
    this.page = page;
    this.#session = session;
  }

  async opens(link: string): Promise<void> {
    await this.page.goto(link);
  }

  /** Waits until each of these can be read. */
  async reads(...wanted: (string | RegExp)[]): Promise<void> {
    const missing = (said: string) => wanted.filter((part) => !matches(said, part));
    await waitUntil(
      async () => missing(await this.text()).length === 0,
      async () => `${missing(await this.text()).join(' | ')} to be read in: ${await this.text()}`,
    );
  }

  /** Waits until there is something of this role and name. */
  async sees(role: string, name: string): Promise<void> {
    await waitUntil(
      () => this.has(role, name),
      async () => `a ${role} “${name}” on: ${await this.text()}`,
    );
  }

  /** Whether something of this role and name is there at this moment. */
  async has(role: string, name: string): Promise<boolean> {
    return (await this.#find(role, name)) !== undefined;
  }

  /** The names of everything that has this role at this moment. */
  async names(role: string): Promise<string[]> {
    const named = (await this.#nodes()).filter((node) => roleOf(node) === role);
    return named.map((node) => plain(nameOf(node)));
  }

  async presses(name: string, role = 'button'): Promise<void> {
    await this.page.bringToFront();
    await waitUntil(
      async () => {
        const node = await this.#find(role, name);
        return node !== undefined && click(this.page, this.#session, node.backendDOMNodeId!);
      },
      async () => `a ${role} “${name}” to press on: ${await this.text()}`,
    );
  }

  /** Presses Tab until this has the focus, then Enter. */
  async tabsTo(name: string, role = 'button'): Promise<void> {
    await this.page.bringToFront();
    const isFocused = (node: Node) =>
      isCalled(role, name)(node) && node.properties?.some((one) => one.name === 'focused' && one.value.value);
    await this.sees(role, name);
    await waitUntil(
      async () => {
        if ((await this.#nodes()).some(isFocused)) return true;
        await this.page.keyboard.press('Tab');
        return (await this.#nodes()).some(isFocused);
      },
      async () => `a ${role} “${name}” that Tab reaches on: ${await this.text()}`,
    );
    // Not waited for: a page that goes away may never answer for its keys.
    this.page.keyboard.press('Enter').catch(() => {});
  }

  /** All text of the page at this moment, on one line. */
  async text(): Promise<string> {
    return plain((await this.#nodes()).filter(isText).map(nameOf).join(' '));
  }

  async title(): Promise<string> {
    const { nodes } = await this.#session.send('Accessibility.getFullAXTree');
    return plain(nameOf(nodes[0]!));
  }

  /** Lets the page use the clipboard, as people do who see it. */
  mayCopy(): Promise<void> {
    return this.page
      .browserContext()
      .overridePermissions(new URL(this.page.url()).origin, [
        'clipboard-read',
        'clipboard-write',
        'clipboard-sanitized-write',
      ]);
  }

  /** What was copied. */
  copied(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Presses a button that has the browser print. */
  async asksForPaper(name: string): Promise<void> {
    const asked = this.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          window.print = () => resolve();
        }),
    );
    await this.presses(name);
    await asked;
  }

  /** What would be on paper. */
  async prints(): Promise<{ sheets: number; text: string; images: string[] }> {
    const pdf = Buffer.from(await this.page.pdf({ format: 'A4', waitForFonts: false })).toString('latin1');
    await this.page.emulateMediaType('print');
    const onPaper = {
      text: await this.text(),
      images: (await this.#nodes()).filter(isImage).map(nameOf),
    };
    await this.page.emulateMediaType();
    return { sheets: pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0, ...onPaper };
  }

  leaves(): Promise<void> {
    return this.page.browserContext().close();
  }

  #nodes(): Promise<Node[]> {
    return visibleNodes(this.#session);
  }

  async #find(role: string, name: string): Promise<Node | undefined> {
    return (await this.#nodes()).find(isCalled(role, name));
  }
}

type Habits = { language?: string; script?: boolean };

export async function createPerson(browser: Browser, habits: Habits = {}): Promise<Person> {
  return new Person(...(await openTab(browser, habits)));
}

/** A tab that shares no cookies or storage with others. */
export async function openTab(
  browser: Browser,
  { language = 'en', script = true }: Habits = {},
): Promise<[Page, CDPSession]> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setExtraHTTPHeaders({ 'accept-language': language });
  if (!script) await page.setJavaScriptEnabled(false);
  const session = await page.createCDPSession();
  await session.send('Accessibility.enable');
  return [page, session];
}

async function waitUntil(holds: () => Promise<boolean>, wanted: () => Promise<string>): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${await wanted()}`);
    await pause(BETWEEN_LOOKS);
  }
}

const matches = (said: string, wanted: string | RegExp) =>
  typeof wanted === 'string' ? said.includes(wanted) : wanted.test(said);
