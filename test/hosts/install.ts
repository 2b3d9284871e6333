/** For `npm run test:hosts`: installs what it needs, where it is not there. */
import { installPackages } from '../help/own-packages.ts';

installPackages('test/hosts');
