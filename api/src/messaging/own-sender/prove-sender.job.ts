import { z } from 'zod';
import { SYSTEM } from '../../platform/audit/index.js';
import { Refusal } from '../../platform/http/index.js';
import { Job, type JobHandler } from '../../platform/jobs/index.js';
import { ProveSender } from './prove-sender.js';

export const PROVE_SENDER = 'prove-sender';
const Payload = z.object({ workspaceId: z.uuid() });

@Job(PROVE_SENDER)
export class ProveSenderJob implements JobHandler {
  constructor(private readonly prove: ProveSender) {}

  async run(payload: unknown): Promise<void> {
    await this.prove.run(Payload.parse(payload).workspaceId, SYSTEM).catch((error: unknown) => {
      // Taken away between the tick and now.
      if (!(error instanceof Refusal)) throw error;
    });
  }
}
