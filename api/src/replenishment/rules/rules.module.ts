import { Module } from '@nestjs/common';
import { ChangeReminders } from './change-reminder-settings.js';
import { ChangeRules } from './change-rules.js';
import { ReminderSettingsAdminController } from './reminder-settings.admin.controller.js';
import { ReminderSettingsStore } from './reminder-settings.store.js';
import { RuleStore } from './rule.store.js';
import { RulesAdminController } from './rules.admin.controller.js';

/** When to remind whom about what. */
@Module({
  controllers: [ReminderSettingsAdminController, RulesAdminController],
  providers: [ChangeReminders, ChangeRules, ReminderSettingsStore, RuleStore],
  exports: [ChangeRules, ReminderSettingsStore, RuleStore],
})
export class RulesModule {}
