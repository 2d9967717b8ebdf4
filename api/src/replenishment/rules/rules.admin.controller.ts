import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CreateRule, Rule, RuleList, RuleQuery, RuleVersions, UpdateRule } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, type Caller, CurrentCaller, Members } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems, Refusal } from '../../platform/http/index.js';
import { ChangeRules } from './change-rules.js';
import { RuleStore } from './rule.store.js';

const Id = z.uuid();

@ApiTags('rules')
@Controller('workspaces/:workspaceId/rules')
export class RulesAdminController {
  constructor(
    private readonly database: Database,
    private readonly rules: RuleStore,
    private readonly changeRules: ChangeRules,
  ) {}

  @Get()
  @Members('staff', 'rules:read')
  @ApiOperation({ summary: 'The reminder rules' })
  @ApiOkResponse({ standardSchema: RuleList })
  @ApiProblems('invalid-input')
  async list(@Param('workspaceId', { schema: Id }) workspaceId: string, @Query({ schema: RuleQuery }) query: z.output<typeof RuleQuery>): Promise<{ data: Rule[]; total: number }> {
    return this.database.inWorkspace(workspaceId, (tx) => this.rules.list(tx, workspaceId, query));
  }

  @Get(':ruleId')
  @Members('staff', 'rules:read')
  @ApiOperation({ summary: 'One rule' })
  @ApiOkResponse({ standardSchema: Rule })
  @ApiProblems('invalid-input', 'not-found')
  async show(@Param('workspaceId', { schema: Id }) workspaceId: string, @Param('ruleId', { schema: Id }) ruleId: string): Promise<Rule> {
    const rule = await this.database.inWorkspace(workspaceId, (tx) => this.rules.find(tx, workspaceId, ruleId));
    if (!rule) throw new Refusal('not-found');
    return rule;
  }

  @Get(':ruleId/versions')
  @Members('staff', 'rules:read')
  @ApiOperation({ summary: 'Every wording of a rule that was ever in force' })
  @ApiOkResponse({ standardSchema: RuleVersions })
  @ApiProblems('invalid-input')
  async versions(@Param('workspaceId', { schema: Id }) workspaceId: string, @Param('ruleId', { schema: Id }) ruleId: string): Promise<RuleVersions> {
    return { data: await this.database.inWorkspace(workspaceId, (tx) => this.rules.versions(tx, workspaceId, ruleId)) };
  }

  @Post()
  @Members('admin', 'rules:write')
  @ApiOperation({ summary: 'Add a rule' })
  @ApiCreatedResponse({ standardSchema: Rule })
  @ApiProblems('invalid-input', 'rule-timing-incomplete', 'rule-dates-reversed')
  async create(@Param('workspaceId', { schema: Id }) workspaceId: string, @Body({ schema: CreateRule }) rule: CreateRule, @CurrentCaller() caller: Caller): Promise<Rule> {
    return this.changeRules.create(workspaceId, actorOf(caller), rule);
  }

  @Patch(':ruleId')
  @Members('admin', 'rules:write')
  @ApiOperation({ summary: 'Change a rule; the plan follows' })
  @ApiOkResponse({ standardSchema: Rule })
  @ApiProblems('invalid-input', 'not-found', 'rule-timing-incomplete', 'rule-dates-reversed')
  async update(
    @Param('workspaceId', { schema: Id }) workspaceId: string,
    @Param('ruleId', { schema: Id }) ruleId: string,
    @Body({ schema: UpdateRule }) change: UpdateRule,
    @CurrentCaller() caller: Caller,
  ): Promise<Rule> {
    return this.changeRules.update(workspaceId, actorOf(caller), ruleId, change);
  }

  @Post(':ruleId/pause')
  @HttpCode(200)
  @Members('staff', 'rules:write')
  @ApiOperation({ summary: 'Hold everything this rule has planned' })
  @ApiOkResponse({ standardSchema: Rule })
  @ApiProblems('invalid-input', 'not-found')
  async pause(@Param('workspaceId', { schema: Id }) workspaceId: string, @Param('ruleId', { schema: Id }) ruleId: string, @CurrentCaller() caller: Caller): Promise<Rule> {
    return this.changeRules.pause(workspaceId, actorOf(caller), ruleId);
  }

  @Post(':ruleId/resume')
  @HttpCode(200)
  @Members('staff', 'rules:write')
  @ApiOperation({ summary: 'Let a paused rule plan and send again' })
  @ApiOkResponse({ standardSchema: Rule })
  @ApiProblems('invalid-input', 'not-found')
  async resume(@Param('workspaceId', { schema: Id }) workspaceId: string, @Param('ruleId', { schema: Id }) ruleId: string, @CurrentCaller() caller: Caller): Promise<Rule> {
    return this.changeRules.resume(workspaceId, actorOf(caller), ruleId);
  }

  @Post(':ruleId/start-experiment')
  @HttpCode(200)
  @Members('admin', 'rules:write')
  @ApiOperation({ summary: 'Draw anew which customers are held back for comparison' })
  @ApiOkResponse({ standardSchema: Rule })
  @ApiProblems('invalid-input', 'not-found', 'rule-has-no-holdout')
  async startExperiment(
    @Param('workspaceId', { schema: Id }) workspaceId: string,
    @Param('ruleId', { schema: Id }) ruleId: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Rule> {
    return this.changeRules.startExperiment(workspaceId, actorOf(caller), ruleId);
  }

  @Delete(':ruleId')
  @HttpCode(204)
  @Members('admin', 'rules:write')
  @ApiOperation({ summary: 'Delete a rule that has never sent anything' })
  @ApiNoContentResponse()
  @ApiProblems('invalid-input', 'not-found', 'rule-has-reminders')
  async delete(@Param('workspaceId', { schema: Id }) workspaceId: string, @Param('ruleId', { schema: Id }) ruleId: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.changeRules.delete(workspaceId, actorOf(caller), ruleId);
  }
}
