export { type Limit, Limits } from './limits.js';
