/** For `npm run test:hosts`: installs what it needs, where it is not there. */
import { installHosts } from './help/packages.ts';

installHosts();
