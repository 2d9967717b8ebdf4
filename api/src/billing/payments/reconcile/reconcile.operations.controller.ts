import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReconcileQuery, ReconcileReport, StartReconcile } from '@perennial/contract/admin';
import type { z } from 'zod';
import { actorOf, CurrentCaller, type OperatorCaller, Operators } from '../../../access/index.js';
import { AuditTrail } from '../../../platform/audit/index.js';
import { Database } from '../../../platform/database/index.js';
import { ApiProblems } from '../../../platform/http/index.js';
import { JobQueue } from '../../../platform/jobs/index.js';
import { ReconcileStore } from './reconcile.store.js';
import { RECONCILE_PAYMENTS } from './reconcile-payments.job.js';

@ApiTags('operations')
@Controller('operations/reconcile')
export class ReconcileOperationsController {
  constructor(
    private readonly database: Database,
    private readonly reports: ReconcileStore,
    private readonly jobs: JobQueue,
    private readonly audit: AuditTrail,
  ) {}

  @Get()
  @Operators()
  @ApiOperation({ summary: 'When our books were last compared with Stripe’s, and every difference found' })
  @ApiOkResponse({ standardSchema: ReconcileReport })
  @ApiProblems('invalid-input')
  async read(@Query({ schema: ReconcileQuery }) query: z.infer<typeof ReconcileQuery>): Promise<ReconcileReport> {
    const order = query.sort.startsWith('-') ? 'DESC' : 'ASC';
    return this.database.global(async (tx) => {
      const { findings, total } = await this.reports.list(tx, query.filter, order, query.perPage, (query.page - 1) * query.perPage);
      const last = await this.reports.last(tx);
      return {
        data: findings.map(({ workspaceHint: workspaceId, attemptHint: paymentId, foundAt, id, runId, kind, objectId, details }) => ({
          id, runId, kind, objectId, workspaceId, paymentId, details: { ...details }, foundAt: foundAt.toISOString(),
        })),
        total,
        lastRun: last && { id: last.id, complete: last.complete, startedAt: last.startedAt.toISOString(), finishedAt: last.finishedAt?.toISOString() ?? null, seen: last.seen },
      };
    });
  }

  @Post()
  @HttpCode(202)
  @Operators()
  @ApiOperation({ summary: 'Compare now' })
  @ApiAcceptedResponse()
  @ApiProblems('invalid-input')
  async start(@CurrentCaller() caller: OperatorCaller, @Body({ schema: StartReconcile }) { complete }: z.infer<typeof StartReconcile>): Promise<void> {
    await this.database.global(async (tx) => {
      await this.jobs.enqueue(tx, RECONCILE_PAYMENTS, { complete }, { key: RECONCILE_PAYMENTS });
      await this.audit.recordGlobal(tx, { actor: actorOf(caller), command: 'start-reconcile', subject: { kind: 'reconcile', id: 'payments' }, details: { complete } });
    });
  }
}
