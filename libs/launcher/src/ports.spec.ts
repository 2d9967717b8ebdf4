import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { choosePort } from './ports.js';
import { Plain } from './say.js';

const HOST = '127.0.0.1';
const neighbours: Server[] = [];

afterEach(() => {
  for (const neighbour of neighbours.splice(0)) neighbour.close();
});

describe('choosePort', () => {
  it('keeps the usual port when it is free', async () => {
    const usual = await aTakenPort();
    neighbours.pop()?.close();
    expect(await choosePort({ what: 'service', host: HOST, usual })).toBe(usual);
  });

  it('takes the next free port when the usual one is taken', async () => {
    const usual = await aTakenPort();
    expect(await choosePort({ what: 'service', host: HOST, usual })).toBeGreaterThan(usual);
  });

  it('stops with the name of the setting when the given port is taken', async () => {
    const port = await aTakenPort();
    const choice = choosePort({ what: 'service', host: HOST, usual: 3000, given: { name: 'PORT', value: String(port) } });
    await expect(choice).rejects.toThrow(Plain);
    await expect(choice).rejects.toThrow(`PORT=${port} is taken by another program.`);
  });

  it('leaves what is no port to the settings check', async () => {
    const given = (value: string) => choosePort({ what: 'service', host: HOST, usual: 3000, given: { name: 'PORT', value } });
    expect(await given('abc')).toBeNaN();
    expect(await given('99999')).toBe(99_999);
    expect(await given('-1')).toBe(-1);
  });

  it('says when the machine has no such address', async () => {
    await expect(choosePort({ what: 'service', host: '192.0.2.1', usual: 3000 })).rejects.toThrow('Cannot listen on 192.0.2.1:3000');
  });
});

async function aTakenPort(): Promise<number> {
  const server = createServer();
  neighbours.push(server);
  server.listen(0, HOST);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
