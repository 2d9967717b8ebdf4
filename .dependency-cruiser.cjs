// The arrows of the house, as in api/decisions/0001. `test/architecture` plants violations and expects each to be found.
const areas = {
  platform: [],
  access: ['platform'],
  workspaces: ['platform', 'access'],
  messaging: ['platform', 'access', 'workspaces', 'privacy'],
  privacy: ['platform', 'access', 'workspaces'],
  replenishment: ['platform', 'access', 'workspaces', 'messaging', 'privacy'],
  billing: ['platform', 'access', 'workspaces', 'messaging', 'privacy'],
  integrations: ['platform', 'access', 'workspaces', 'messaging', 'privacy', 'replenishment', 'billing'],
};

const arrows = Object.entries(areas).map(([area, allowed]) => ({
  name: `arrow-from-${area}`,
  comment: `${area} may only know ${allowed.join(', ') || 'itself'}`,
  severity: 'error',
  // A spec may put other areas around the one it tests.
  from: { path: `^api/src/${area}/`, pathNot: '\\.spec\\.ts$' },
  to: { path: '^api/src/', pathNot: [`^api/src/${area}/`, ...allowed.map((other) => `^api/src/${other}/`)] },
}));

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'one-door',
      comment: "another area's files are private: import its index.ts",
      severity: 'error',
      from: { path: '^api/src/(access|workspaces|messaging|privacy|replenishment/[^/]+|billing|integrations/[^/]+)/' },
      to: {
        path: '^api/src/(access|workspaces|messaging|privacy|replenishment/[^/]+|billing|integrations/[^/]+)/.+',
        pathNot: ['^api/src/$1/', '/index\\.ts$'],
      },
    },
    {
      name: 'platform-has-doors',
      severity: 'error',
      from: { path: '^api/src/(?!platform)' },
      to: { path: '^api/src/platform/', pathNot: ['^api/src/platform/[^/]+/index\\.ts$'] },
    },
    {
      name: 'libs-never-import-api',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(api|admin|portal|test)/' },
    },
    {
      name: 'rules-are-pure',
      comment: 'rules take data and give decisions: no framework, database, clock or I/O; of node only its hashes',
      severity: 'error',
      from: { path: '^libs/(billing|replenishment|calendar|money)/src/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/(billing|replenishment|calendar|money)/', 'node_modules/temporal-polyfill', '^(node:)?crypto$'] },
    },
    {
      name: 'rules-of-the-two-halves-apart',
      severity: 'error',
      from: { path: '^libs/billing/' },
      to: { path: '^libs/replenishment/' },
    },
    {
      name: 'rules-of-the-two-halves-apart-back',
      severity: 'error',
      from: { path: '^libs/replenishment/' },
      to: { path: '^libs/billing/' },
    },
    {
      name: 'fronts-know-contract-only',
      severity: 'error',
      from: { path: '^(admin|portal)/src/' },
      to: { path: '^(api|libs/(billing|replenishment|stripe-sandbox|local-postgres|launcher)|test)/' },
    },
    {
      name: 'api-knows-no-stand-in',
      comment: 'the api talks to Stripe, SMTP and PostgreSQL by address; what answers there is not its business',
      severity: 'error',
      from: { path: '^api/(src|migrations)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(libs/(stripe-sandbox|local-postgres|launcher)|admin|portal|test)/' },
    },
    { name: 'no-circles', severity: 'error', from: { pathNot: '\\.spec\\.ts$' }, to: { circular: true, viaOnly: { pathNot: '\\.record\\.ts$' } } },
    // pdfmake's types live in a package of their own, which only the compiler sees.
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^pdfmake/interfaces' } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|^test/architecture/planted/)' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['development', 'import', 'node', 'default'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs'] },
  },
};
