import { areaSpecs } from './area-specs.js';

await areaSpecs('platform', 'access', 'workspaces', 'messaging', 'privacy', 'fronts', 'demo');
