import { onContentUpdated, useData } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { watch } from 'vue';
import './style.css';

/** Pictures follow the scheme of the site, which people can switch, in place of the system's. */
function followScheme(isDark: boolean): void {
  for (const source of document.querySelectorAll<HTMLSourceElement>(
    'picture source[media*=dark], picture source[data-dark]',
  )) {
    source.dataset.dark = '';
    source.media = isDark ? 'all' : 'not all';
  }
}

export default {
  extends: DefaultTheme,
  setup() {
    const { isDark } = useData();
    onContentUpdated(() => followScheme(isDark.value));
    watch(isDark, followScheme);
  },
};
