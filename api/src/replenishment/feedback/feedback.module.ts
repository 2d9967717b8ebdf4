import { Module } from '@nestjs/common';
import { PrivacyModule } from '../../privacy/index.js';
import { CyclesModule } from '../cycles/index.js';
import { RemindersModule } from '../reminders/index.js';
import { AskEveryNWeeks } from './ask-every-n-weeks.js';
import { AskLessOften } from './ask-less-often.js';
import { CycleFeedbackAdminController } from './cycle-feedback.admin.controller.js';
import { KeepSome } from './keep-some.js';
import { ReminderChoicesPortalController } from './reminder-choices.portal.controller.js';
import { ResumeAllReminders } from './resume-all-reminders.js';
import { ResumeReminders } from './resume-reminders.js';
import { ResumeUsualRhythm } from './resume-usual-rhythm.js';
import { RunOut } from './run-out.js';
import { SetExpectedDate } from './set-expected-date.js';
import { ShelfFeedbackPortalController } from './shelf-feedback.portal.controller.js';
import { ShowReminderChoices } from './show-reminder-choices.js';
import { StopAllReminders } from './stop-all-reminders.js';
import { StopReminders } from './stop-reminders.js';
import { TakeFeedback } from './take-feedback.js';

/** What customers and staff say about rhythms and reminders. */
@Module({
  imports: [CyclesModule, PrivacyModule, RemindersModule],
  controllers: [CycleFeedbackAdminController, ReminderChoicesPortalController, ShelfFeedbackPortalController],
  providers: [
    AskEveryNWeeks,
    AskLessOften,
    KeepSome,
    ResumeAllReminders,
    ResumeReminders,
    ResumeUsualRhythm,
    RunOut,
    SetExpectedDate,
    ShowReminderChoices,
    StopAllReminders,
    StopReminders,
    TakeFeedback,
  ],
  exports: [KeepSome, StopAllReminders],
})
export class FeedbackModule {}
