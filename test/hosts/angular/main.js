import 'zone.js';
import '@angular/compiler';
import * as angular from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { createComponent } from './app.js';

bootstrapApplication(createComponent(angular), { providers: [angular.provideZoneChangeDetection()] });
