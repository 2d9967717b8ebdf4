import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdvanceTestClock, TestClock } from '@perennial/contract/admin';
import { AuditTrail } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { ApiProblems, Refusal } from '../../platform/http/index.js';
import { AdvanceClock } from '../../platform/jobs/index.js';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';
import { actorOf, CurrentCaller, type OperatorCaller } from '../guard/caller.js';
import { Operators } from '../guard/declarations.js';

@ApiTags('Operations')
@ApiProblems('clock-not-movable')
@Operators()
@Controller('test-clock')
export class TestClockController {
  constructor(
    private readonly clock: Clock,
    private readonly advanceClock: AdvanceClock,
    private readonly database: Database,
    private readonly audit: AuditTrail,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What the movable clock of the demo reads' })
  @ApiOkResponse({ standardSchema: TestClock })
  read(): TestClock {
    this.refuseWhereTimeIsReal();
    return { now: this.clock.now().toISOString() };
  }

  @Post('advance')
  @HttpCode(200)
  @ApiOperation({ summary: 'Move the clock forward; answers when everything due on the way has been done, in order' })
  @ApiOkResponse({ standardSchema: TestClock })
  @ApiProblems('invalid-input', 'clock-goes-forward')
  async advance(@Body({ schema: AdvanceTestClock }) body: AdvanceTestClock, @CurrentCaller() caller: OperatorCaller): Promise<TestClock> {
    this.refuseWhereTimeIsReal();
    const to = new Date(body.to);
    if (to < this.clock.now()) throw new Refusal('clock-goes-forward');
    const details = { to: to.toISOString() };
    await this.database.global((tx) => this.audit.recordGlobal(tx, { actor: actorOf(caller), command: 'advance-test-clock', subject: { kind: 'test-clock', id: 'one' }, details }));
    await this.advanceClock.run(to);
    return { now: this.clock.now().toISOString() };
  }

  private refuseWhereTimeIsReal(): void {
    if (!this.settings.demo && this.settings.nodeEnv !== 'test') throw new Refusal('clock-not-movable');
  }
}
