import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import type { Tx } from '../../platform/database/index.js';
import { type ErasedPerson, type Eraser, Erasers, unmistakable } from '../../privacy/index.js';

/** Forgets what an erased person wrote, where it had become somebody's task. There is nothing left to do about it. */
@Injectable()
export class EraseTasks implements Eraser, OnModuleInit {
  constructor(
    private readonly erasers: Erasers,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.erasers.register(this);
  }

  async erase(tx: Tx, person: ErasedPerson): Promise<void> {
    await tx.query(
      `UPDATE follow_up_tasks SET title = '', words = '', closed_at = coalesce(closed_at, $4)
       WHERE workspace_id = $1 AND (customer_id = $2 OR EXISTS (SELECT FROM unnest($3::text[]) AS t WHERE position(t IN lower(title)) > 0 OR position(t IN lower(words)) > 0))`,
      [person.workspaceId, person.customerId, unmistakable(person), this.clock.now()],
    );
  }
}
