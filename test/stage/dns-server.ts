import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { AUTHORITATIVE_ANSWER, decode, encode } from 'dns-packet';

const STRING_BYTES = 255;
const REFUSED = 5;
const NXDOMAIN = 3;

/** A name server on loopback that knows the TXT records it is told, and nothing else. */
export class DnsServer {
  /** By name: the text of each record. */
  readonly records = new Map<string, readonly string[]>();
  /** Whether it answers that it will not say. */
  refusing = false;

  private constructor(private readonly socket: Socket) {
    socket.on('message', (query, { address, port }) => socket.send(this.answer(query), port, address));
  }

  static async open(): Promise<DnsServer> {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new DnsServer(socket);
  }

  get address(): string {
    return `127.0.0.1:${this.socket.address().port}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.socket.close(resolve));
  }

  private answer(query: Buffer): Buffer {
    const { id, questions = [] } = decode(query);
    const name = questions[0]?.name.toLowerCase() ?? '';
    const known = questions[0]?.type === 'TXT' ? this.records.get(name) : undefined;
    const answers = (known ?? []).map((text) => ({ type: 'TXT' as const, name, ttl: 60, data: pieces(text) }));
    return encode({ type: 'response', id, flags: AUTHORITATIVE_ANSWER | (this.refusing ? REFUSED : known ? 0 : NXDOMAIN), questions, answers: this.refusing ? [] : answers });
  }
}

function pieces(text: string): string[] {
  return text.match(new RegExp(`.{1,${STRING_BYTES}}`, 'gs')) ?? [''];
}
