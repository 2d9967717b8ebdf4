import { Module } from '@nestjs/common';
import { ChangeRules } from './change-rules.js';
import { RuleStore } from './rule.store.js';
import { RulesAdminController } from './rules.admin.controller.js';

/** When to remind whom about what. */
@Module({ controllers: [RulesAdminController], providers: [ChangeRules, RuleStore], exports: [ChangeRules, RuleStore] })
export class RulesModule {}
