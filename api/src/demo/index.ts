export { DEMO_PASSWORD, demoSignIns } from './demo-accounts.js';
export { DemoModule } from './demo.module.js';
export { SeedDemo } from './seed-demo.js';
