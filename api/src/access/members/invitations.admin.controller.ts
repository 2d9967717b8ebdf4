import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { CreateInvitation, Invitation, InvitationList, InvitationQuery } from '@perennial/contract/admin';
import { z } from 'zod';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { CurrentCaller, type MemberCaller } from '../guard/caller.js';
import { Members, OpenWhileSuspended } from '../guard/declarations.js';
import { InvitationStore } from './invitation.store.js';
import { InviteMember } from './invite-member.js';
import { RevokeInvitation } from './revoke-invitation.js';

@ApiTags('Members')
@Members('admin')
@Controller('workspaces/:workspaceId/invitations')
export class InvitationsAdminController {
  constructor(
    private readonly database: Database,
    private readonly invitations: InvitationStore,
    private readonly inviteMember: InviteMember,
    private readonly revokeInvitation: RevokeInvitation,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Invitations not yet accepted' })
  @ApiOkResponse({ standardSchema: InvitationList })
  @ApiProblems('invalid-input')
  async list(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Query({ schema: InvitationQuery }) query: InvitationQuery): Promise<InvitationList> {
    return this.database.inWorkspace(workspaceId, (tx) => this.invitations.page(tx, workspaceId, query));
  }

  @Post()
  @ApiOperation({ summary: 'Invite somebody by mail; the link lives seven days' })
  @ApiParam({ name: 'workspaceId', format: 'uuid' })
  @ApiCreatedResponse({ standardSchema: Invitation })
  @ApiProblems('invalid-input', 'already-a-member', 'seat-limit-reached')
  async invite(@Body({ schema: CreateInvitation }) body: CreateInvitation, @CurrentCaller() caller: MemberCaller): Promise<Invitation> {
    return this.inviteMember.run(caller, body);
  }

  @Delete(':id')
  @OpenWhileSuspended()
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke an invitation' })
  @ApiParam({ name: 'workspaceId', format: 'uuid' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found')
  async revoke(@Param('id', { schema: z.uuid() }) id: string, @CurrentCaller() caller: MemberCaller): Promise<void> {
    await this.revokeInvitation.run(caller, id);
  }
}
