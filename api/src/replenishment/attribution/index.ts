export { AttributePurchases } from './attribute-purchases.js';
export { AttributionModule } from './attribution.module.js';
