// One project per kind of test. TypeScript is stripped by swc with decorator metadata, as the build emits it; types are
// checked apart (npm run typecheck).
const typescript = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['development', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/.data/', '<rootDir>/.nx/', '<rootDir>/test/output/'],
  setupFiles: ['<rootDir>/test/stage/nest-first.ts'],
};

const withDatabase = {
  globalSetup: '<rootDir>/test/stage/global-setup.ts',
  globalTeardown: '<rootDir>/test/stage/global-teardown.ts',
};

export default {
  coverageProvider: 'v8',
  maxWorkers: 2,
  // Ends what hangs. No test is about speed: the same suite runs on machines thirty times slower than others.
  testTimeout: 600_000,
  projects: [
    { ...typescript, ...withDatabase, displayName: 'unit', rootDir: import.meta.dirname, testMatch: ['<rootDir>/{libs,api,admin,portal}/**/!(*.area).spec.ts'] },
    { ...typescript, ...withDatabase, displayName: 'areas', rootDir: import.meta.dirname, testMatch: ['<rootDir>/test/areas/*.spec.ts'] },
    { ...typescript, ...withDatabase, displayName: 'scenarios', rootDir: import.meta.dirname, testMatch: ['<rootDir>/test/scenarios/**/*.spec.ts', '<rootDir>/test/architecture/**/*.spec.ts'] },
    { ...typescript, ...withDatabase, displayName: 'browser', rootDir: import.meta.dirname, testMatch: ['<rootDir>/test/browser/**/*.spec.ts'] },
    { ...typescript, ...withDatabase, displayName: 'faults', rootDir: import.meta.dirname, testMatch: ['<rootDir>/test/faults/**/*.spec.ts'] },
  ],
};
