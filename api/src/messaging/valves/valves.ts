import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import type { MessageAtTheDoor, Purpose } from '../message.js';
import { MessageStore } from '../message.store.js';
import { domainOf, type Pace, withinPace } from './pace.js';
import { type ServiceValve, ValveStore } from './valve.store.js';

const MINUTE_MS = 60_000;
const EVERYTHING: readonly Purpose[] = ['reminder', 'notice', 'receipt', 'sign-in', 'invitation'];

/** What holds sending back beside the gates of a message: somebody's pause, and the workspace's pace. */
@Injectable()
export class Valves {
  constructor(
    private readonly store: ValveStore,
    private readonly messages: MessageStore,
    private readonly clock: Clock,
  ) {}

  /** What is not taken in hand now. The operator stops everything; a workspace's own pause stops its reminders. */
  async shut(tx: Tx, workspaceId: string): Promise<{ readonly purposes: readonly Purpose[] }> {
    const { service, workspace } = await this.store.both(tx, workspaceId);
    return { purposes: closedBy(service, workspace) };
  }

  /**
   * Those of the messages that may leave in this minute; the others are held for the next. What was paused since they were
   * taken in hand is given back.
   */
  async letOut(tx: Tx, workspaceId: string, messages: readonly MessageAtTheDoor[]): Promise<MessageAtTheDoor[]> {
    const { service, workspace } = await this.store.both(tx, workspaceId);
    const purposes = closedBy(service, workspace);
    const [paused, open] = split(messages, ({ purpose }) => purposes.includes(purpose));
    const now = this.clock.now();
    await this.messages.putBack(tx, workspaceId, paused.map(({ id }) => id), now, null);
    const [reminders, others] = split(open, ({ purpose }) => purpose === 'reminder');
    const inTime = await this.keepPace(tx, workspaceId, reminders, workspace, now);
    return [...others, ...inTime];
  }

  private async keepPace(tx: Tx, workspaceId: string, reminders: readonly MessageAtTheDoor[], pace: Pace, now: Date): Promise<readonly MessageAtTheDoor[]> {
    if (reminders.length === 0 || (pace.perMinute === null && pace.perDomainMinute === null)) return reminders;
    const minute = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);
    const letOut = await this.store.lockMinute(tx, workspaceId, minute, [...new Set(reminders.map(({ to }) => domainOf(to)))].sort());
    const { going, waiting, counts } = withinPace(reminders, pace, letOut);
    await this.store.writeMinute(tx, workspaceId, minute, counts);
    const next = new Date(minute.getTime() + MINUTE_MS);
    await this.messages.hold(tx, workspaceId, waiting.map(({ id }) => ({ id, because: 'pace', until: next })));
    return going;
  }
}

function closedBy(service: ServiceValve, workspace: ServiceValve): readonly Purpose[] {
  if (service.pausedAt) return EVERYTHING;
  return workspace.pausedAt ? ['reminder'] : [];
}

function split<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}
