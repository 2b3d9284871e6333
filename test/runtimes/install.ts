/** For `npm run test:runtimes`: installs what it needs, where it is not there. */
import { installIn } from '../help/packages.ts';

installIn('test/runtimes');
