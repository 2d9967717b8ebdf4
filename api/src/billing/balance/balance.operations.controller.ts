import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { GrantCredit as GrantCreditInput, GrantedCredit, LedgerAudit, ReversedMovement, ReverseMovement as ReverseMovementInput } from '@perennial/contract/admin';
import { z } from 'zod';
import { actorOf, CurrentCaller, type OperatorCaller, Operators } from '../../access/index.js';
import { ApiProblems } from '../../platform/http/index.js';
import { AuditLedger } from './audit-ledger.js';
import { GrantCredit } from './grant-credit.js';
import { ReverseMovement } from './reverse-movement.js';

@ApiTags('operations')
@Controller('operations')
@Operators()
export class BalanceOperationsController {
  constructor(
    private readonly grantCredit: GrantCredit,
    private readonly reverseMovement: ReverseMovement,
    private readonly auditLedger: AuditLedger,
  ) {}

  @Post('workspaces/:workspaceId/credits')
  @ApiOperation({ summary: 'Give a workspace credit until a day. It pays for plans, is spent before paid money, and is never paid out' })
  @ApiCreatedResponse({ standardSchema: GrantedCredit })
  @ApiProblems('invalid-input', 'no-subscription', 'wrong-currency', 'credit-expired-already')
  async grant(
    @CurrentCaller() caller: OperatorCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Body({ schema: GrantCreditInput }) body: GrantCreditInput,
  ): Promise<z.infer<typeof GrantedCredit>> {
    return { lotId: await this.grantCredit.run(actorOf(caller), workspaceId, body) };
  }

  @Post('workspaces/:workspaceId/balance/movements/:id/reverse')
  @ApiOperation({ summary: 'Take a grant back by its mirror image, as far as it is not spent. What was booked stays booked' })
  @ApiCreatedResponse({ standardSchema: ReversedMovement })
  @ApiProblems('invalid-input', 'no-subscription', 'not-found', 'movement-not-reversible', 'already-reversed', 'balance-too-low')
  async reverse(
    @CurrentCaller() caller: OperatorCaller,
    @Param('workspaceId', { schema: z.uuid() }) workspaceId: string,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: ReverseMovementInput }) { reason }: z.infer<typeof ReverseMovementInput>,
  ): Promise<z.infer<typeof ReversedMovement>> {
    return { id: await this.reverseMovement.run(actorOf(caller), workspaceId, id, reason) };
  }

  @Get('ledger/audit')
  @ApiOperation({ summary: 'Add up all books anew: every transaction to zero, every balance from its entries, nothing below zero' })
  @ApiOkResponse({ standardSchema: LedgerAudit })
  async audit(): Promise<LedgerAudit> {
    return this.auditLedger.run();
  }
}
