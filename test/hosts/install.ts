/** For `npm run test:hosts`: installs what it needs, where it is not there. */
import { installPackagesOf } from '../help/packages.ts';

installPackagesOf('test/hosts');
