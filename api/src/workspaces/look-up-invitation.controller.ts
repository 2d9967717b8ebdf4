import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LookUpInvitation, OpenInvitation } from '@perennial/contract/admin';
import { AcceptInvitation, AttemptLimits, CurrentExchange, type Exchange, ipOf, Public } from '../access/index.js';
import { Database } from '../platform/database/index.js';
import { ApiProblems } from '../platform/http/index.js';
import { WorkspaceSettings } from './workspace-settings.js';

@ApiTags('Members')
@Public()
@Controller('invitations')
export class LookUpInvitationController {
  constructor(
    private readonly database: Database,
    private readonly acceptInvitation: AcceptInvitation,
    private readonly settings: WorkspaceSettings,
    private readonly limits: AttemptLimits,
  ) {}

  @Post('look-up')
  @HttpCode(200)
  @ApiOperation({ summary: 'What an invitation leads to, before it is accepted' })
  @ApiOkResponse({ standardSchema: OpenInvitation })
  @ApiProblems('invalid-input', 'invitation-not-valid', 'too-many-attempts')
  async lookUp(@Body({ schema: LookUpInvitation }) body: LookUpInvitation, @CurrentExchange() { req }: Exchange): Promise<OpenInvitation> {
    await this.limits.count('invitation', { ip: ipOf(req) });
    const { workspaceId, ...invitation } = await this.acceptInvitation.lookUp(body.token);
    const { name } = await this.database.inWorkspace(workspaceId, (tx) => this.settings.get(tx, workspaceId));
    return { workspaceName: name, ...invitation };
  }
}
