import '../../widget/index.ts';
import type { Brand } from '../../shared/api.ts';
import { contrast, type Hex, MIN_CONTRAST } from '../../shared/contrast.ts';
import { mount, part, press, spoken, text, unmountAll } from '../help/element.ts';
import { equal, match, ok, until } from '../help/expect.ts';
import { ProxyStub, refusal } from '../help/proxy-stub.ts';
import { connection, log, token } from './fixtures.ts';

const PUT = 'PUT /v1/connection';

const saved: Brand = {
  name: 'Bakkerij Jansen',
  logo: 'data:image/png;base64,iVBORw0KGgo=',
  color: '#0f5c4d',
};

describe('the brand of the pay page', () => {
  let proxy: ProxyStub;

  beforeEach(() => {
    proxy = new ProxyStub()
      .on('GET /v1/log', log(true))
      .on(PUT, ({ body }) => connection({ brand: { ...saved, ...(body!.brand as Partial<Brand>) } }));
  });

  afterEach(() => {
    unmountAll();
    proxy.restore();
  });

  const show = async (brand: Brand) => {
    proxy.on('GET /v1/connection', connection({ brand }));
    const element = mount({ token: token('admin'), proxy: proxy.address });
    await until(() => part(element, 'log')?.querySelector('li'), 'a connection', 4_000);
    (part(element, 'brand') as HTMLDetailsElement).open = true;
    return element;
  };
  const field = (element: Element, id: string) =>
    element.shadowRoot!.querySelector<HTMLInputElement>(`#${id}`)!;
  const type = async (element: Element, id: string, value: string) => {
    field(element, id).value = value;
    field(element, id).dispatchEvent(new Event('input', { bubbles: true }));
    await (element as HTMLElement & { updateComplete: Promise<unknown> }).updateComplete;
  };
  const button = (element: Element, words: string) =>
    [...part(element, 'brand')!.querySelectorAll('button')].find((each) => each.textContent.trim() === words);
  const choose = (element: Element, file: File) => {
    const chosen = new DataTransfer();
    chosen.items.add(file);
    const input = part(element, 'brand')!.querySelector<HTMLInputElement>('[type="file"]')!;
    input.files = chosen.files;
    input.dispatchEvent(new Event('change'));
  };
  const picture = (size: number, kind = 'image/png') =>
    new Promise<File>((resolve) => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = size;
      canvas.toBlob((blob) => resolve(new File([blob!], 'logo.png', { type: kind })));
    });
  const sent = () => proxy.sent.filter(({ method }) => method === 'PUT').map(({ body }) => body);

  it('is seen at once as the pay page will have it, and saved as far as it was changed', async () => {
    const element = await show({ name: null, logo: null, color: null });
    match(part(element, 'preview')!.textContent!, /Van Dijk Tuinen/);
    await type(element, 'brand-name', ' Bakkerij Jansen ');
    await type(element, 'brand-color', 'E0A800');
    match(part(element, 'preview')!.textContent!, /Bakkerij Jansen.*€.100\.00.*Pay €.100\.00/s);
    const pay = getComputedStyle(part(element, 'preview')!.querySelector('.pay')!);
    equal([pay.backgroundColor, pay.color], ['rgb(224, 168, 0)', 'rgb(0, 0, 0)']);
    equal(sent(), []);
    await press(element, 'brand-button');
    await until(() => /The brand is saved/.test(spoken(element)));
    equal(sent(), [{ brand: { name: 'Bakkerij Jansen', color: '#E0A800' } }]);
    await press(element, 'brand-button');
    await until(() => /nothing to save/.test(text(element)));
    equal(sent().length, 1);
  });

  it('has words that can be read on the button in any colour, light and dark', async () => {
    const element = await show(saved);
    const hex = (color: string) =>
      `#${color
        .match(/\d+/g)!
        .map((part) => Number(part).toString(16).padStart(2, '0'))
        .join('')}` as Hex;
    for (const scheme of ['light', 'dark']) {
      element.style.colorScheme = scheme;
      for (const color of ['', '#ffdd00', '#777777', '#0f5c4d', '#ffffff', '#000000']) {
        await type(element, 'brand-color', color);
        const pay = getComputedStyle(part(element, 'preview')!.querySelector('.pay')!);
        const ratio = contrast(hex(pay.backgroundColor), hex(pay.color));
        ok(ratio >= MIN_CONTRAST, `${color}, ${scheme}: ${ratio}`);
      }
    }
  });

  it('is told of a colour that is none, at its field, before anything is sent', async () => {
    const element = await show(saved);
    for (const typed of ['green', '#12', '#12345g']) {
      await type(element, 'brand-color', typed);
      await press(element, 'brand-button');
      await until(() => field(element, 'brand-color').ariaInvalid === 'true', typed);
      match(spoken(element), /as # and six digits/);
      equal(element.shadowRoot!.activeElement?.id, 'brand-color');
    }
    equal(sent(), []);
  });

  it('takes an image as a logo, and no larger or other one', async () => {
    const element = await show({ ...saved, logo: null });
    const noise = crypto.getRandomValues(new Uint8Array(32 * 1024 + 1));
    for (const [file, words] of [
      [new File([noise], 'logo.png', { type: 'image/png' }), /33 kB.*32 kB at most/],
      [new File(['<svg/>'], 'logo.svg', { type: 'image/svg+xml' }), /no PNG, JPEG or WebP/],
      [new File(['GIF89a'], 'logo.png', { type: 'image/png' }), /cannot be read/],
    ] as const) {
      choose(element, file);
      await until(() => words.test(spoken(element)), file.name + words);
      match(text(element), words);
      equal(part(element, 'preview')!.querySelector('img'), null);
    }
    choose(element, await picture(16));
    await until(() => part(element, 'preview')!.querySelector('img'), 'a picture');
    const { src } = part(element, 'preview')!.querySelector('img')!;
    match(src, /^data:image\/png;base64,/);
    await press(element, 'brand-button');
    await until(() => sent().length === 1);
    equal(sent(), [{ brand: { logo: src } }]);
  });

  it('loses what is removed', async () => {
    const element = await show(saved);
    button(element, 'Remove image')!.click();
    await until(() => element.shadowRoot!.activeElement?.textContent.trim() === 'Choose image');
    button(element, 'Without colour')!.click();
    await until(() => element.shadowRoot!.activeElement?.id === 'brand-color');
    await type(element, 'brand-name', '');
    await press(element, 'brand-button');
    await until(() => sent().length === 1);
    equal(sent(), [{ brand: { logo: null, color: null, name: null } }]);
  });

  it('keeps what was entered where it is refused, and says why', async () => {
    const element = await show(saved);
    proxy.on(PUT, refusal(400, 'bad_request', { message: 'That name is too long.' }));
    await type(element, 'brand-name', 'J');
    await press(element, 'brand-button');
    await until(() => /That name is too long/.test(spoken(element)));
    equal([field(element, 'brand-name').value, element.matches(':state(error)')], ['J', false]);
    match(text(element), /That name is too long/);
  });
});
