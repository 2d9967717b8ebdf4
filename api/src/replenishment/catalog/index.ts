export { CatalogModule } from './catalog.module.js';
export { CHARGE_PATTERN, isCharge } from './charges.js';
export { ProductStore } from './product.store.js';
export { SetStock } from './set-stock.js';
