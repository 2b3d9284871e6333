import { equal } from '../help/expect.ts';

describe('a page with a strict content security policy and trusted types', () => {
  it('shows all three views, styled, without a violation', async () => {
    const frame = document.createElement('iframe');
    frame.src = '/test/widget/strict.html';
    const told = new Promise<{ violations: string[]; cursors: string[] }>((resolve) => {
      addEventListener('message', ({ data }) => data.violations && resolve(data));
    });
    document.body.append(frame);
    const { violations, cursors } = await told;
    frame.remove();
    equal(violations, []);
    equal(cursors, ['pointer', 'pointer', 'pointer']);
  });
});
