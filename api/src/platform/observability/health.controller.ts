import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, type HealthIndicatorResult, TypeOrmHealthIndicator } from '@nestjs/terminus';
import { Public } from '../http/access-rule.js';
import { HealthNotes } from './health-notes.js';

/** `live`: the process answers. `ready`: it can also reach its database, so a proxy may send it work; with what it depends on beside that. */
@ApiExcludeController()
@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly notes: HealthNotes,
  ) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @HealthCheck()
  async ready() {
    return this.health.check([() => this.database.pingCheck('database', { timeout: 2000 }), () => this.noted()]);
  }

  // A mail server that is down makes no process unfit for requests: its messages wait.
  private async noted(): Promise<HealthIndicatorResult> {
    const notes = await this.notes.all();
    return Object.fromEntries(Object.entries(notes).map(([name, note]) => [name, { status: 'up' as const, ...note }]));
  }
}
