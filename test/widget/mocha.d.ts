/** What web-test-runner puts on the page. */
declare function describe(about: string, tests: () => void): void;
declare function it(sentence: string, test: () => unknown): { timeout(milliseconds: number): void };
declare function before(prepare: () => unknown): void;
declare function after(restore: () => unknown): void;
declare function beforeEach(prepare: () => unknown): void;
declare function afterEach(restore: () => unknown): void;
