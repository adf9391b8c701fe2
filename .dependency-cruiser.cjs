/** Who may import whom. The same rules in words: ARCHITECTURE.md. */

const TEST = '\\.test\\.ts$';
/** Runs while the web is built, not in a browser. */
const BUILD_TIME =
  'vite\\.(server\\.)?config\\.ts$|-plugin\\.ts$|^web/kit/locale/compile-message\\.ts$';
const SLICE = '^src/features/([^/]+)/';

/** `from` may import nothing of the project but what `allowed` names. */
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: TEST },
  to: { path: '^(src|web|test|scripts|bench)/', pathNot: allowed },
});

const noNode = (name, from, except = '^$') => ({
  name,
  comment: 'runs in the browser, or must be replayable: no Node modules here',
  severity: 'error',
  from: { path: from, pathNot: `${TEST}|${except}` },
  to: { dependencyTypes: ['core'] },
});

module.exports = {
  forbidden: [
    only('core-imports-core', 'pure decisions depend on nothing', '^src/core/', '^src/core/'),
    {
      name: 'core-without-npm',
      comment: 'pure decisions use no packages',
      severity: 'error',
      from: { path: '^src/core/', pathNot: TEST },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg'] },
    },
    noNode('core-without-node', '^src/core/'),
    only('contract-imports-core', 'shared with the web', '^src/contract/', '^src/(core|contract)/'),
    {
      name: 'contract-with-zod-only',
      comment: 'the contract is schemas; zod is its only package',
      severity: 'error',
      from: { path: '^src/contract/', pathNot: TEST },
      to: { path: 'node_modules', pathNot: 'node_modules/zod/' },
    },
    noNode('contract-without-node', '^src/contract/'),
    only(
      'ports-import-vocabulary',
      'ports are small interfaces',
      '^src/ports/',
      '^src/(core|contract|ports)/',
    ),
    {
      name: 'ports-are-types',
      comment: 'a port is an interface: it imports types only',
      severity: 'error',
      from: { path: '^src/ports/', pathNot: TEST },
      to: { dependencyTypesNot: ['type-only'] },
    },
    only(
      'features-know-no-edges',
      'features reach the world through ports',
      '^src/features/',
      '^src/(core|contract|ports|features)/',
    ),
    {
      name: 'slices-meet-at-index',
      comment: 'another slice is used through its index.ts',
      severity: 'error',
      from: { path: SLICE, pathNot: TEST },
      to: { path: '^src/features/', pathNot: '^src/features/($1/|[^/]+/index\\.ts$)' },
    },
    only(
      'channels-know-no-features',
      'a channel normalises and delivers',
      '^src/channels/',
      '^src/(core|contract|ports|channels)/',
    ),
    only(
      'adapters-know-no-features',
      'an adapter implements a port',
      '^src/adapters/',
      '^src/(core|contract|ports|adapters)/',
    ),
    only(
      'demo-exchange-is-another-system',
      'the demo exchange knows the contract, and nothing else of the product',
      '^src/demo-exchange/',
      '^src/(core|contract|demo-exchange)/',
    ),
    {
      name: 'demo-exchange-is-reached-over-http',
      comment: 'of the demo exchange the product knows only what its process is told',
      severity: 'error',
      from: { path: '^(src|web)/', pathNot: `^src/demo-exchange/|${TEST}` },
      to: { path: '^src/demo-exchange/', pathNot: '^src/demo-exchange/options\\.ts$' },
    },
    only(
      'platform-knows-no-features',
      'the platform carries any application',
      '^src/platform/',
      '^src/(core/(ids|outcome|vocabulary)\\.ts$|contract/|ports/|platform/)',
    ),
    only(
      'web-shares-contract-and-core',
      'the web speaks to the server over HTTP',
      '^web/',
      '^(web/|src/(core|contract)/)',
    ),
    noNode('web-without-node', '^web/', BUILD_TIME),
    {
      name: 'no-cycles',
      comment: 'modules that need each other when they load are one module',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-tests-in-product',
      comment: 'the product does not depend on its tests',
      severity: 'error',
      from: { path: '^(src|web)/', pathNot: TEST },
      to: { path: `^(test|bench|eval)/|${TEST}` },
    },
    {
      name: 'no-dev-dependencies-in-product',
      comment: 'an installation without development packages must run',
      severity: 'error',
      from: { path: '^(src|web)/', pathNot: `${TEST}|${BUILD_TIME}` },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'everything-resolves',
      comment: 'an import that leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(virtual|texts|icon|launcher|words):' },
    },
    {
      name: 'packages-are-declared',
      comment: 'a package that package.json does not name',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|var)/' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'browser', 'default', 'types'],
    },
  },
};
