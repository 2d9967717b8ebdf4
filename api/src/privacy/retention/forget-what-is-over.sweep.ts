import { AttemptLimits, PortalLinks, PortalSessions } from '../../access/index.js';
import { Database } from '../../platform/database/index.js';
import { Sweep, type SweepHandler } from '../../platform/jobs/index.js';
import { WorkspaceDirectory } from '../../workspaces/index.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** So long a link that is too old still says so and offers a fresh one, and support can see that somebody signed in. */
const REMEMBERED_MS = 90 * DAY_MS;

/** Removes links and visits of the portal, and counters of attempts, that have long been over. Nothing waits for it. */
@Sweep('forget-what-is-over')
export class ForgetWhatIsOver implements SweepHandler {
  private lastAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly database: Database,
    private readonly workspaces: WorkspaceDirectory,
    private readonly links: PortalLinks,
    private readonly sessions: PortalSessions,
    private readonly attempts: AttemptLimits,
  ) {}

  nextDue(): Promise<null> {
    return Promise.resolve(null);
  }

  async run(now: Date): Promise<void> {
    if (now.getTime() - this.lastAt < HOUR_MS) return;
    this.lastAt = now.getTime();
    const before = new Date(now.getTime() - REMEMBERED_MS);
    for (const workspaceId of await this.workspaces.ids()) {
      await this.database.inWorkspace(workspaceId, async (tx) => {
        await this.links.forget(tx, workspaceId, before);
        await this.sessions.forget(tx, workspaceId, before);
      });
    }
    await this.attempts.forgetOver();
  }
}
