import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Clock } from '../../platform/clock/index.js';
import { Broadcast, Database } from '../../platform/database/index.js';
import type { ClickLink } from './click-links.js';
import { isAPerson, type LinkHit } from './person-or-machine.js';

/** How long the links of a mail are watched after the first hit, to see whether all of them are opened. Real time. */
export const WATCHED_MS = 30_000;
const LOOK_EVERY_MS = 5_000;
const MOST_WATCHED = 20_000;
const LINK_HITS = 'link-hits';
/** What a hit says of itself is cut to this: it travels between processes. */
const SAID_CHARACTERS = 500;

type HitOf = LinkHit & { readonly ours: boolean };

type MailId = Pick<ClickLink, 'workspaceId' | 'messageId'>;

interface Watched extends MailId {
  readonly until: number;
  readonly hits: HitOf[];
}

/**
 * Keeps hits on links in memory until it can be told whether a person or a machine made them; only a person's click is
 * written, by the process that took it. What one process sees it tells the others: the hits of a scanner are spread over all
 * of them. So it changes nothing, and a process that is killed loses half a minute of clicks, after which the order counts
 * for the mail as delivered.
 */
@Injectable()
export class ClickWatch implements OnApplicationShutdown {
  private readonly log = new Logger('messaging');
  private readonly watched = new Map<string, Watched>();
  /** The mails that each address asked for links of. */
  private readonly mailsOf = new Map<string, Set<string>>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly broadcast: Broadcast,
  ) {
    broadcast.on(LINK_HITS, (told) => {
      const { mail, hit } = told as { mail: MailId; hit: LinkHit };
      this.keep(mail, { ...hit, at: new Date(hit.at), ours: false });
    });
  }

  note({ workspaceId, messageId, link }: ClickLink, said: Omit<LinkHit, 'link' | 'at'>): void {
    const mail = { workspaceId, messageId };
    const hit = { ...said, userAgent: said.userAgent.slice(0, SAID_CHARACTERS), fetchMode: cut(said.fetchMode), purpose: cut(said.purpose), link, at: this.clock.now() };
    this.keep(mail, { ...hit, ours: true });
    void this.broadcast.say(LINK_HITS, { mail, hit }).catch((error: unknown) => this.log.warn({ err: error }, 'other processes could not be told of a hit'));
  }

  private keep({ workspaceId, messageId }: MailId, hit: HitOf): void {
    if (this.watched.size >= MOST_WATCHED && !this.watched.has(messageId)) return;
    const seen = this.watched.get(messageId) ?? { workspaceId, messageId, until: performance.now() + WATCHED_MS, hits: [] };
    seen.hits.push(hit);
    this.watched.set(messageId, seen);
    this.mailsOf.set(hit.ip, (this.mailsOf.get(hit.ip) ?? new Set()).add(messageId));
  }

  @Interval(LOOK_EVERY_MS)
  async look(): Promise<void> {
    await this.settle(performance.now()).catch((error: unknown) => this.log.warn({ err: error }, 'clicks could not be written'));
  }

  /** Decides about every mail that was watched long enough. */
  async settle(now: number): Promise<void> {
    const done = [...this.watched.values()].filter(({ until }) => until <= now);
    for (const watched of done) {
      await this.write(watched);
      this.watched.delete(watched.messageId);
    }
    // An address is forgotten with the last of its mails, so that one that goes on and on stays known for what it is.
    for (const [ip, mails] of this.mailsOf) if (![...mails].some((mail) => this.watched.has(mail))) this.mailsOf.delete(ip);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.settle(Number.POSITIVE_INFINITY).catch(() => undefined);
  }

  private async write({ workspaceId, messageId, hits }: Watched): Promise<void> {
    if (!hits.some(({ ours }) => ours)) return;
    await this.database.inWorkspace(workspaceId, async (tx) => {
      const [mail] = await tx.query<{ sent_at: Date | null }[]>('SELECT sent_at FROM messages WHERE workspace_id = $1 AND id = $2 AND customer_id IS NOT NULL', [workspaceId, messageId]);
      if (!mail?.sent_at) return;
      const sentAt = mail.sent_at;
      const clicks = hits.filter((hit) => isAPerson(hit, { sentAt, hits, otherMailsOfTheAddress: (this.mailsOf.get(hit.ip)?.size ?? 1) - 1 }));
      // Tapping the same link twice is one click, of the process that took the first tap.
      const inOrder = clicks.sort((a, b) => a.at.getTime() - b.at.getTime());
      const firsts = [...Map.groupBy(inOrder, ({ link }) => link).values()].flatMap(([first]) => (first?.ours ? [first] : []));
      if (firsts.length === 0) return;
      await tx.query('INSERT INTO clicks (workspace_id, message_id, link, clicked_at) SELECT $1, $2, * FROM unnest($3::text[], $4::timestamptz[])', [
        workspaceId,
        messageId,
        firsts.map(({ link }) => link),
        firsts.map(({ at }) => at),
      ]);
    });
  }
}

function cut(said: string | null): string | null {
  return said?.slice(0, SAID_CHARACTERS) ?? null;
}
