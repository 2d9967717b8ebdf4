export { CatalogModule } from './catalog.module.js';
export { ProductStore } from './product.store.js';
