export { BookPurchase } from './book-purchase.js';
export { PurchasesModule } from './purchases.module.js';
export { ReturnPurchase } from './return-purchase.js';
export { SettlePurchase } from './settle-purchase.js';
