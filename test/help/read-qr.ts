import type { Page } from 'puppeteer-core';
import decodeQR from 'qr/decode.js';

/** What a camera before this page reads in its only QR code, by a decoder that is not the encoder's. */
export async function readQr(page: Page): Promise<string> {
  const png = await page.screenshot({ encoding: 'base64', fullPage: true });
  const { width, height, pixels } = await pixelsOf(page, png);
  return decodeQR({ width, height, data: Buffer.from(pixels, 'base64') }, { timeLimit: 5000 });
}

/** The picture's pixels, RGBA, in base64: the browser decodes its own PNG. */
async function pixelsOf(page: Page, png: string): Promise<{ width: number; height: number; pixels: string }> {
  const other = await page.browser().newPage();
  try {
    return await other.evaluate(async (base64) => {
      const file = new Blob([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))]);
      const image = await createImageBitmap(file);
      const { width, height } = image;
      const context = new OffscreenCanvas(width, height).getContext('2d')!;
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      const url = await new Promise<string>((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(String(reader.result));
        reader.readAsDataURL(new Blob([data]));
      });
      return { width, height, pixels: url.slice(url.indexOf(',') + 1) };
    }, png);
  } finally {
    await other.close();
  }
}
