import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AcceptedInvitation, AcceptInvitation as Acceptance } from '@perennial/contract/admin';
import { ApiProblems } from '../../platform/http/index.js';
import { AttemptLimits, ipOf } from '../attempts/attempt-limits.js';
import { Public } from '../guard/declarations.js';
import { CurrentExchange, type Exchange } from '../guard/exchange.js';
import { OwnPagesGuard } from '../guard/own-pages.guard.js';
import { StaffSessions } from '../staff/staff-sessions.js';
import { AcceptInvitation } from './accept-invitation.js';

@ApiTags('Members')
@Public()
@UseGuards(OwnPagesGuard)
@Controller('invitations')
export class AcceptInvitationController {
  constructor(
    private readonly acceptInvitation: AcceptInvitation,
    private readonly limits: AttemptLimits,
    private readonly sessions: StaffSessions,
  ) {}

  @Post('accept')
  @HttpCode(200)
  @ApiOperation({ summary: 'Become a member with the link from the mail; without an account, make one' })
  @ApiOkResponse({ standardSchema: AcceptedInvitation })
  @ApiProblems('invalid-input', 'not-signed-in', 'foreign-origin', 'invitation-for-another-person', 'account-exists', 'already-a-member', 'invitation-not-valid', 'seat-limit-reached', 'password-too-weak', 'too-many-attempts')
  async accept(@Body({ schema: Acceptance }) body: Acceptance, @CurrentExchange() { req }: Exchange): Promise<AcceptedInvitation> {
    await this.limits.count('invitation', { ip: ipOf(req) });
    return { workspaceId: await this.acceptInvitation.run(body, await this.sessions.userOf(req)) };
  }
}
