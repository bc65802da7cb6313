// Spec files import '@jest/globals', which only Jest's own runner provides: here it is `globals.mjs`.
import { register } from 'node:module';

register('./resolve-globals.mjs', import.meta.url);
