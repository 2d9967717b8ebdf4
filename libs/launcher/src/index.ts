export { launch } from './launch.js';
export type { Launched } from './announce.js';
