import { MAX_LOGO } from '../../../../shared/logo.ts';
import type { ElementState } from '../../../state/element-state.ts';

/** What browsers call the images that the proxy takes. */
export const LOGO_TYPES: readonly string[] = ['image/png', 'image/jpeg', 'image/webp'];

/** An image file as a `data:` URL, or what is wrong with it in words. */
export async function readLogo(
  file: File,
  { texts, locale }: ElementState,
): Promise<{ logo: string } | { error: string }> {
  if (!LOGO_TYPES.includes(file.type)) return { error: texts.logoType };
  if (file.size > MAX_LOGO)
    return { error: texts.logoSize(new Intl.NumberFormat(locale).format(Math.ceil(file.size / 1024))) };
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
