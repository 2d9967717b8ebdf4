import { Module } from '@nestjs/common';
import { MessagingModule } from '../../messaging/index.js';
import { RulesModule } from '../rules/index.js';
import { DueRemindersSweep } from './due-reminders.sweep.js';
import { FollowEntitlements } from './follow-entitlements.js';
import { ReminderGate } from './gate-at-the-door.js';
import { HoldoutStore } from './holdout.store.js';
import { ListProjected } from './list-projected.js';
import { ListReminders } from './list-reminders.js';
import { PlanReminders } from './plan-reminders.js';
import { PlanRemindersJob } from './plan-reminders.job.js';
import { ProjectReminders } from './project-reminders.js';
import { ReminderRunController } from './reminder-run.admin.controller.js';
import { ShowRun } from './show-run.js';
import { ReminderFactsReader } from './reminder-facts.js';
import { PlanningTerms } from './planning-terms.js';
import { ReleaseRestocked } from './release-restocked.js';
import { ReminderStore } from './reminder.store.js';
import { RemindersAtHand } from './reminders-at-hand.js';
import { RemindersAdminController } from './reminders.admin.controller.js';
import { SendDueReminders } from './send-due-reminders.js';
import { SendDueRemindersJob } from './send-due-reminders.job.js';
import { ShowReminderDays } from './show-reminder-days.js';
import { ReminderShopFacts } from './shop-facts.js';

/** Reminders from plan to message. */
@Module({
  imports: [MessagingModule, RulesModule],
  controllers: [ReminderRunController, RemindersAdminController],
  providers: [
    DueRemindersSweep,
    FollowEntitlements,
    HoldoutStore,
    ListProjected,
    ListReminders,
    PlanReminders,
    PlanRemindersJob,
    PlanningTerms,
    ProjectReminders,
    ReminderFactsReader,
    ReminderGate,
    ReminderShopFacts,
    ReleaseRestocked,
    ReminderStore,
    RemindersAtHand,
    SendDueReminders,
    SendDueRemindersJob,
    ShowReminderDays,
    ShowRun,
  ],
  exports: [PlanReminders, ReleaseRestocked, ReminderFactsReader, RemindersAtHand, ReminderStore],
})
export class RemindersModule {}
