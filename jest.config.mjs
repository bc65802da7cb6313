import { moduleNameMapper, rewriteClsPackages } from './test/support/cls-as-esm.mjs';

rewriteClsPackages();

/** Tests run what ships: the compiled output, as ES modules, untransformed. */
const common = { rootDir: 'dist', testEnvironment: 'node', transform: {}, moduleNameMapper };

export default {
  maxWorkers: 2,
  // Every spec file loads the program anew, and Node lets go of modules of an ended context late: a worker that grew is replaced.
  workerIdleMemoryLimit: '1200MB',
  testTimeout: 120_000,
  projects: [
    { ...common, displayName: 'unit', testMatch: ['**/*.spec.js'] },
    { ...common, displayName: 'module', testMatch: ['**/*.module-spec.js'] },
    { ...common, displayName: 'e2e', testMatch: ['**/*.e2e-spec.js'] },
  ],
};
