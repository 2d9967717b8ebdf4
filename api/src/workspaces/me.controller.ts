import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Me } from '@perennial/contract/admin';
import { CurrentCaller, OperatorRoll, SignedIn, StaffAccounts, type UserCaller } from '../access/index.js';
import { Database } from '../platform/database/index.js';

@ApiTags('Staff account')
@SignedIn()
@Controller('me')
export class MeController {
  constructor(
    private readonly database: Database,
    private readonly accounts: StaffAccounts,
    private readonly operators: OperatorRoll,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Who I am and where I may work' })
  @ApiOkResponse({ standardSchema: Me })
  async me(@CurrentCaller() caller: UserCaller): Promise<Me> {
    return this.database.asUser(caller.userId, async (tx) => ({
      user: await this.accounts.get(tx, caller.userId),
      operator: await this.operators.has(caller.userId),
      workspaces: await tx.query<Me['workspaces']>(
        `SELECT w.id, w.slug, s.name, m.role FROM workspace_members m
         JOIN workspaces w ON w.id = m.workspace_id JOIN workspace_settings s ON s.workspace_id = m.workspace_id
         WHERE m.user_id = $1 ORDER BY s.name, w.id`,
        [caller.userId],
      ),
    }));
  }
}
