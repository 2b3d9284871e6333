/** Launch options for a Chromium, as puppeteer takes them. */
export function chromium(): Promise<{ executablePath: string; args: string[] }>;
