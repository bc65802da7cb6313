import { anybody, defineMatrix, get } from './format.js';

export const matrix = defineMatrix(
  async () => ({}),
  ({ operation }) => ({
    live: operation(() => get('//health/live'), [anybody(200)]),
    ready: operation(() => get('//health/ready'), [anybody(200)]),
    metrics: operation(() => get('//metrics'), [anybody(200)]),
  }),
);
