import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReminderChoices } from '@perennial/contract/portal';
import { actorOf, CurrentCaller, type CustomerCaller, Customers } from '../../access/index.js';
import type { AboutCustomer } from './about.js';
import { ResumeAllReminders } from './resume-all-reminders.js';
import { ShowReminderChoices } from './show-reminder-choices.js';
import { StopAllReminders } from './stop-all-reminders.js';

@ApiTags('portal')
@Controller('portal/reminder-choices')
export class ReminderChoicesPortalController {
  constructor(
    private readonly showChoices: ShowReminderChoices,
    private readonly stopAllReminders: StopAllReminders,
    private readonly resumeAllReminders: ResumeAllReminders,
  ) {}

  @Get()
  @Customers()
  @ApiOperation({ summary: 'What the customer is reminded of, and what not' })
  @ApiOkResponse({ standardSchema: ReminderChoices })
  async show(@CurrentCaller() caller: CustomerCaller): Promise<ReminderChoices> {
    return this.showChoices.run(caller);
  }

  @Post('stop-all')
  @HttpCode(204)
  @Customers()
  @ApiOperation({ summary: 'No reminders at all; withdraws the consent to them' })
  @ApiNoContentResponse()
  async stopAll(@CurrentCaller() caller: CustomerCaller): Promise<void> {
    await this.stopAllReminders.run(about(caller));
  }

  @Post('resume-all')
  @HttpCode(204)
  @Customers()
  @ApiOperation({ summary: 'Reminders again; records a new consent' })
  @ApiNoContentResponse()
  async resumeAll(@CurrentCaller() caller: CustomerCaller): Promise<void> {
    await this.resumeAllReminders.run(about(caller));
  }
}

function about(caller: CustomerCaller): AboutCustomer {
  return { workspaceId: caller.workspaceId, customerId: caller.customerId, actor: actorOf(caller) };
}
