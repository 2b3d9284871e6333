import { loadChunk } from '../../widget/api/load-chunk.ts';
import { equal } from '../help/expect.ts';

describe('a file that is loaded later', () => {
  let reported: string[];
  const { onerror } = window;

  const report = (event: ErrorEvent) => {
    reported.push(String(event.error));
    event.preventDefault();
  };

  beforeEach(() => {
    reported = [];
    window.onerror = null;
    addEventListener('error', report);
  });

  afterEach(() => {
    removeEventListener('error', report);
    window.onerror = onerror;
  });

  it('tells developers why it threw', async () => {
    // Under another address the second time, as in the build: WebKit takes a module that threw for one that is there.
    const chunk = (query = '') => import(`./throwing.ts${query}`);
    const thrown = await loadChunk(chunk).catch((error) => error.code);
    equal([thrown, reported], ['unreachable', ['Error: Policy refused']]);
  });

  it('is no fault of anybody’s code where it does not come', async () => {
    const missing = './nowhere.js';
    const thrown = await loadChunk(() => import(missing)).catch((error) => error.code);
    equal([thrown, reported], ['unreachable', []]);
  });
});
