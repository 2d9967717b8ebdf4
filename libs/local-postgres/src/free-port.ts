import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A port on 127.0.0.1 nobody listens on: the wished one if it is free, else any. Somebody may still take it a moment later. */
export async function freePort(wished = 0): Promise<number> {
  return (await tryPort(wished)) ?? (await freePort(0));
}

async function tryPort(port: number): Promise<number | null> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch {
    return null;
  } finally {
    server.close();
  }
}
