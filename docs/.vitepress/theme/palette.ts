import { type Palette, palettes } from '../../../shared/palette.ts';

/** The element's own colour, see `--invoice-pay-accent`. */
const ACCENT = { light: '#1d4ed8', dark: '#9db8ff' };

const variables = (palette: Palette) => `
  --vp-c-brand-1: ${palette.accentText};
  --vp-c-brand-2: ${palette.accentText};
  --vp-c-brand-3: ${palette.accent};
  --vp-c-brand-soft: ${palette.neutralSoft};
  --vp-button-brand-text: ${palette.onAccent};
  --vp-c-bg: ${palette.surface};
  --vp-c-bg-alt: ${palette.page};
  --vp-c-bg-elv: ${palette.surface};
  --vp-c-bg-soft: ${palette.page};
  --vp-c-text-1: ${palette.text};
  --vp-c-text-2: ${palette.muted};
  --vp-c-text-3: ${palette.muted};
  --vp-c-divider: ${palette.line};
  --vp-c-gutter: ${palette.line};
  --vp-c-border: ${palette.control};`;

/** The colours of the pay page, for the documentation. */
export const css = `:root {${variables(palettes(ACCENT.light).light)}
}
.dark {${variables(palettes(ACCENT.dark).dark)}
}`;
