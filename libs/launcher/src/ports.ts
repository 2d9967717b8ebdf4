import { once } from 'node:events';
import { createServer } from 'node:net';
import { Plain, say } from './say.js';

const NEIGHBOURS = 50;

export interface PortWish {
  /** What listens there, for the message. */
  readonly what: string;
  readonly host: string;
  /** Where people expect it. */
  readonly usual: number;
  /** The name of the setting and what was given in it. A given port is kept or refused, never replaced. */
  readonly given?: { readonly name: string; readonly value: string };
}

/**
 * A free port: the given one, or the usual one, or the next free one with a word about it.
 * @throws Plain when the given one is taken
 */
export async function choosePort({ what, host, usual, given }: PortWish): Promise<number> {
  if (given) {
    const port = Number(given.value);
    // What is no port at all is for the settings check to say, with all other faults.
    if (!Number.isInteger(port) || port <= 0 || port > 65_535 || (await isFree(port, host))) return port;
    throw new Plain(`${given.name}=${given.value} is taken by another program. Stop that one, choose another ${given.name}, or leave ${given.name} out.`);
  }
  for (let port = usual; port < usual + NEIGHBOURS; port += 1) {
    if (!(await isFree(port, host))) continue;
    if (port !== usual) say(`Port ${usual} is taken by another program; the ${what} is on ${port}.`);
    return port;
  }
  throw new Plain(`No port from ${usual} to ${usual + NEIGHBOURS} is free for the ${what}.`);
}

async function isFree(port: number, host: string): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw new Plain(`Cannot listen on ${host}:${port}: ${(error as Error).message}`);
  } finally {
    server.close();
  }
}
