/**
 * Tests run what ships: the compiled output, as ES modules, untransformed. They run in plain Node, in two processes that load the
 * program once: loading it anew for every spec file, as Jest's own runner does, took most of the time.
 */
export default {
  rootDir: 'dist',
  testEnvironment: 'node',
  transform: {},
  runner: ['jest-light-runner', { runtime: 'child_process' }],
  setupFiles: ['../test/support/runner/setup.mjs'],
  maxWorkers: 2,
  testMatch: ['**/*.spec.js', '**/*.module-spec.js', '**/*.e2e-spec.js'],
};
