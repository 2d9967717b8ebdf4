import { Module } from '@nestjs/common';
import { MessagingModule } from '../../messaging/index.js';
import { PrivacyModule } from '../../privacy/index.js';
import { FeedbackModule } from '../feedback/index.js';
import { AnswerReplies } from './answer-replies.js';
import { CloseTask } from './close-task.js';
import { EraseTasks } from './erase-tasks.js';
import { TaskStore } from './task.store.js';
import { TasksAdminController } from './tasks.admin.controller.js';

/** What a person has to see to. */
@Module({ imports: [FeedbackModule, MessagingModule, PrivacyModule], controllers: [TasksAdminController], providers: [AnswerReplies, CloseTask, EraseTasks, TaskStore] })
export class FollowUpsModule {}
