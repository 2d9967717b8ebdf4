export { SimulateRule } from './simulate-rule.js';
export { SimulationsModule } from './simulations.module.js';
