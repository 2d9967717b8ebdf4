export { DemoModule } from './demo.module.js';
export { SeedDemo } from './seed-demo.js';
export { signInsText } from './sign-ins.js';
