import { areaSpecs } from './area-specs.js';

await areaSpecs('replenishment', 'billing', 'integrations');
