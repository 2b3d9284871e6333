import type { ElementState } from '../../../state/element-state.ts';

/** What browsers call the images that the proxy takes. */
export const LOGO_TYPES: readonly string[] = ['image/png', 'image/jpeg', 'image/webp'];

/** The most that an image may weigh, in bytes: it comes with every pay page. */
const LARGEST = 32_000;

/** An image file as a `data:` URL, or what is wrong with it in words. */
export async function readLogo(
  file: File,
  { texts, locale }: ElementState,
): Promise<{ logo: string } | { error: string }> {
  if (!LOGO_TYPES.includes(file.type)) return { error: texts.logoType };
  if (file.size > LARGEST)
    return { error: texts.logoSize(new Intl.NumberFormat(locale).format(Math.ceil(file.size / 1000))) };
  try {
    // A browser can draw it.
    (await createImageBitmap(file)).close();
    return { logo: await dataUrl(file) };
  } catch {
    return { error: texts.logoBroken };
  }
}

function dataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
