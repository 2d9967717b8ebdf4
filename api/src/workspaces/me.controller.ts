import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Me } from '@perennial/contract/admin';
import { CurrentCaller, Memberships, OperatorRoll, SignedIn, StaffAccounts, type UserCaller } from '../access/index.js';
import { Database, type Tx } from '../platform/database/index.js';

@ApiTags('Staff account')
@SignedIn()
@Controller('me')
export class MeController {
  constructor(
    private readonly database: Database,
    private readonly accounts: StaffAccounts,
    private readonly operators: OperatorRoll,
    private readonly memberships: Memberships,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Who I am and where I may work' })
  @ApiOkResponse({ standardSchema: Me })
  async me(@CurrentCaller() caller: UserCaller): Promise<Me> {
    return this.database.asUser(caller.userId, async (tx) => ({
      user: await this.accounts.get(tx, caller.userId),
      operator: await this.operators.has(caller.userId),
      workspaces: await this.workspacesOf(tx, caller.userId),
    }));
  }

  private async workspacesOf(tx: Tx, userId: string): Promise<Me['workspaces']> {
    const roles = new Map((await this.memberships.of(tx, userId)).map(({ workspaceId, role }) => [workspaceId, role]));
    const known = await tx.query<Omit<Me['workspaces'][number], 'role'>[]>(
      'SELECT w.id, w.slug, s.name FROM workspaces w JOIN workspace_settings s ON s.workspace_id = w.id WHERE w.id = ANY($1::uuid[]) ORDER BY s.name, w.id',
      [[...roles.keys()]],
    );
    return known.flatMap((workspace) => {
      const role = roles.get(workspace.id);
      return role ? [{ ...workspace, role }] : [];
    });
  }
}
