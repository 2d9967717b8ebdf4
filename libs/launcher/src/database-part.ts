import { join } from 'node:path';
import { LocalPostgresInUse, startLocalPostgres } from '@perennial/local-postgres';
import type { Part } from './part.js';
import { Plain, say } from './say.js';

const USUAL_PORT = 54_320;

export async function startDatabase(folder: string): Promise<Part> {
  const dir = join(folder, 'postgres');
  try {
    const postgres = await startLocalPostgres({ dir, purpose: 'durable', port: USUAL_PORT });
    if (postgres.port !== USUAL_PORT) say(`Port ${USUAL_PORT} was taken by another program; the database is on ${postgres.port}.`);
    return { settings: { DATABASE_URL: postgres.ownerUrl }, stop: postgres.stop };
  } catch (error) {
    if (error instanceof LocalPostgresInUse) throw new Plain(error.message);
    if ((error as NodeJS.ErrnoException).code === 'EACCES') {
      throw new Plain(`${dir} belongs to another user. Start as that user, or give this start a folder of its own: DATA_DIR=.data-2 npm start`);
    }
    throw error;
  }
}
