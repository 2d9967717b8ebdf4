import { Module } from '@nestjs/common';
import { MessagingModule } from '../../messaging/index.js';
import { FeedbackModule } from '../feedback/index.js';
import { AnswerReplies } from './answer-replies.js';
import { CloseTask } from './close-task.js';
import { TaskStore } from './task.store.js';
import { TasksAdminController } from './tasks.admin.controller.js';

/** What a person has to see to. */
@Module({ imports: [FeedbackModule, MessagingModule], controllers: [TasksAdminController], providers: [AnswerReplies, CloseTask, TaskStore] })
export class FollowUpsModule {}
