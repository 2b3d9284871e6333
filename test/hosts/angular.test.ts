import { testFramework } from './help/framework.ts';

testFramework('Angular 22', 'angular/main.js');
