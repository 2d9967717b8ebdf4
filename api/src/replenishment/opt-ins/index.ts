export { OptInsModule } from './opt-ins.module.js';
