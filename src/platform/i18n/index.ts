export { localeOf, say, type Locale } from './locale.js';
