export { FrontsModule } from './fronts.module.js';
