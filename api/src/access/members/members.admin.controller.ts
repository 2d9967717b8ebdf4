import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ChangeMember, Member, MemberList, MemberQuery } from '@perennial/contract/admin';
import { z } from 'zod';
import { Database } from '../../platform/database/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { CurrentCaller, type MemberCaller } from '../guard/caller.js';
import { Members, OpenWhileSuspended } from '../guard/declarations.js';
import { ChangeMemberRole } from './change-member-role.js';
import { MemberStore } from './member.store.js';
import { RemoveMember } from './remove-member.js';

@ApiTags('Members')
@Controller('workspaces/:workspaceId/members')
export class MembersAdminController {
  constructor(
    private readonly database: Database,
    private readonly members: MemberStore,
    private readonly changeRole: ChangeMemberRole,
    private readonly removeMember: RemoveMember,
  ) {}

  @Get()
  @Members('staff')
  @ApiOperation({ summary: 'Who works in this workspace' })
  @ApiOkResponse({ standardSchema: MemberList })
  @ApiProblems('invalid-input')
  async list(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Query({ schema: MemberQuery }) query: MemberQuery): Promise<MemberList> {
    return this.database.inWorkspace(workspaceId, (tx) => this.members.page(tx, workspaceId, query));
  }

  @Get(':userId')
  @Members('staff')
  @ApiOperation({ summary: 'One member' })
  @ApiOkResponse({ standardSchema: Member })
  @ApiProblems('invalid-input', 'not-found')
  async get(@Param('workspaceId', { schema: z.uuid() }) workspaceId: string, @Param('userId', { schema: z.uuid() }) userId: string): Promise<Member> {
    return this.database.inWorkspace(workspaceId, (tx) => this.members.get(tx, workspaceId, userId));
  }

  @Patch(':userId')
  @Members('admin')
  @ApiOperation({ summary: 'Give a member another role. Only owners make and unmake owners' })
  @ApiParam({ name: 'workspaceId', format: 'uuid' })
  @ApiOkResponse({ standardSchema: Member })
  @ApiProblems('invalid-input', 'not-found', 'last-owner')
  async change(@Param('userId', { schema: z.uuid() }) userId: string, @Body({ schema: ChangeMember }) body: ChangeMember, @CurrentCaller() caller: MemberCaller): Promise<Member> {
    return this.changeRole.run(caller, userId, body.role);
  }

  @Delete(':userId')
  @OpenWhileSuspended()
  @HttpCode(204)
  @Members('staff')
  @ApiOperation({ summary: 'Remove a member (admins and owners), or leave' })
  @ApiParam({ name: 'workspaceId', format: 'uuid' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found', 'last-owner')
  async remove(@Param('userId', { schema: z.uuid() }) userId: string, @CurrentCaller() caller: MemberCaller): Promise<void> {
    await this.removeMember.run(caller, userId);
  }
}
