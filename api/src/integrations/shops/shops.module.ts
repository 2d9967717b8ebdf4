import { Module } from '@nestjs/common';
import { SealedSecrets } from '../../platform/secrets/index.js';
import { PrivacyModule } from '../../privacy/index.js';
import { AlreadyOrderedModule } from '../../replenishment/already-ordered/index.js';
import { CatalogModule } from '../../replenishment/catalog/index.js';
import { PurchasesModule } from '../../replenishment/purchases/index.js';
import { ApplyDelivery } from './apply-delivery.js';
import { ApplyDeliveryJob } from './apply-delivery.job.js';
import { ChangeShops } from './change-shops.js';
import { EraseHeard } from './erase-heard.js';
import { ReceiveDelivery } from './receive-delivery.js';
import { ReleaseDeliveries } from './release-deliveries.js';
import { ShopStore } from './shop.store.js';
import { ShopWebhooksController } from './shop-webhooks.public.controller.js';
import { ShopsAdminController } from './shops.admin.controller.js';

/** Shops that tell of their orders as they happen. */
@Module({
  imports: [AlreadyOrderedModule, CatalogModule, PrivacyModule, PurchasesModule],
  controllers: [ShopsAdminController, ShopWebhooksController],
  providers: [ApplyDelivery, ApplyDeliveryJob, ChangeShops, EraseHeard, ReceiveDelivery, ReleaseDeliveries, SealedSecrets, ShopStore],
})
export class ShopsModule {}
