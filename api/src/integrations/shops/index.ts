export { ApplyDelivery } from './apply-delivery.js';
export { ShopsModule } from './shops.module.js';
