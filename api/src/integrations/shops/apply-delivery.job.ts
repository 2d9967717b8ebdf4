import { Job, type JobHandler } from '../../platform/jobs/index.js';
import { ApplyDelivery } from './apply-delivery.js';

export const APPLY_SHOP_DELIVERY = 'apply-shop-delivery';

interface Payload {
  readonly workspaceId: string;
  readonly shopId: string;
  readonly deliveryId: string;
}

@Job(APPLY_SHOP_DELIVERY)
export class ApplyDeliveryJob implements JobHandler<Payload> {
  constructor(private readonly applyDelivery: ApplyDelivery) {}

  async run({ workspaceId, shopId, deliveryId }: Payload): Promise<void> {
    await this.applyDelivery.run(workspaceId, shopId, deliveryId);
  }
}
