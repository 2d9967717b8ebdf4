import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from './access/index.js';
import { BillingModule } from './billing/index.js';
import { FrontsModule } from './fronts/index.js';
import { ShopsModule } from './integrations/shops/index.js';
import { MessagingModule } from './messaging/index.js';
import { AuditModule } from './platform/audit/index.js';
import { ClockModule } from './platform/clock/index.js';
import { DatabaseModule } from './platform/database/index.js';
import { JobsModule } from './platform/jobs/index.js';
import { ObservabilityModule } from './platform/observability/index.js';
import { type Settings, SettingsModule } from './platform/settings/index.js';
import { PrivacyModule } from './privacy/index.js';
import { ReplenishmentModule } from './replenishment/index.js';
import { WorkspacesModule } from './workspaces/index.js';

/** The whole service: the platform below, the areas above it. */
@Module({})
export class AppModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.with(settings),
        ObservabilityModule,
        DatabaseModule,
        ClockModule,
        AuditModule,
        JobsModule,
        AccessModule,
        WorkspacesModule,
        MessagingModule,
        PrivacyModule,
        ReplenishmentModule,
        BillingModule,
        ShopsModule,
        FrontsModule.with(),
      ],
    };
  }
}
