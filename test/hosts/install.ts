/** For `npm run test:hosts`: installs what it needs, where it is not there. */
import { installIn } from '../help/packages.ts';

installIn('test/hosts');
