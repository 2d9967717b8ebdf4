import { Module } from '@nestjs/common';
import { PrivacyModule } from '../../privacy/index.js';
import { CustomersModule } from '../customers/index.js';
import { OptInKeyStore } from './opt-in-key.store.js';
import { OptInsAdminController } from './opt-ins.admin.controller.js';
import { TakeOptIn } from './take-opt-in.js';

/** What customers told a shop's own system about reminders. */
@Module({ imports: [CustomersModule, PrivacyModule], controllers: [OptInsAdminController], providers: [OptInKeyStore, TakeOptIn] })
export class OptInsModule {}
