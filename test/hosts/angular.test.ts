import { testFramework } from './help/framework.ts';

testFramework('Angular 22, zone.js 0.16', 'angular/main.js');
testFramework('Angular 22 without zone.js', 'angular/zoneless.js');
