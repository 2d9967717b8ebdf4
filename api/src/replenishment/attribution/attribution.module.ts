import { Module } from '@nestjs/common';
import { AttributePurchases } from './attribute-purchases.js';
import { AttributionsAdminController } from './attributions.admin.controller.js';
import { ListAttributions } from './list-attributions.js';

/** Which orders followed which reminders. */
@Module({ controllers: [AttributionsAdminController], providers: [AttributePurchases, ListAttributions], exports: [AttributePurchases] })
export class AttributionModule {}
