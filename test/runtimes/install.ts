/** For `npm run test:runtimes`: installs what it needs, where it is not there. */
import { installPackages } from '../help/own-packages.ts';

installPackages('test/runtimes');
