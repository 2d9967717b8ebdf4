export { AlreadyOrderedModule } from './already-ordered.module.js';
export { KeepOpenOrder } from './keep-open-order.js';
