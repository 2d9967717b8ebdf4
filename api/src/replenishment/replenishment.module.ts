import { Module } from '@nestjs/common';
import { CyclesModule } from './cycles/index.js';
import { FeedbackModule } from './feedback/index.js';
import { ImportsModule } from './imports/index.js';
import { RemindersModule } from './reminders/index.js';
import { RulesModule } from './rules/index.js';

/** The rhythm of the merchant's customers: what they bought, when they will need it again, and the nudge before. */
@Module({ imports: [CyclesModule, FeedbackModule, ImportsModule, RemindersModule, RulesModule] })
export class ReplenishmentModule {}
