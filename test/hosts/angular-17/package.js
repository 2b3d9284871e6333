import './main.js';
import 'invoice-pay-button';
