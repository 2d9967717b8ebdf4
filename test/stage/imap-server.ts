import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

interface Kept {
  readonly uid: number;
  readonly raw: Buffer;
  seen: boolean;
}

/** A mail server on loopback with one mailbox, as far as reading new mails needs one (RFC 3501), that can be told to misbehave. */
export class ImapServer {
  readonly mails: Kept[] = [];
  uidValidity = 7;
  readonly login = { username: 'replies@teas.example', password: 'not a real password' };
  /** Hangs up instead of carrying out the next command that begins so. */
  hangUpAt: RegExp | null = null;
  /** Every command, without its tag; sign-ins without what is said in them. */
  readonly commands: string[] = [];
  private nextUid = 1;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => this.serve(socket));
  }

  static async open(): Promise<ImapServer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ImapServer(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  arrives(raw: string | Buffer): Kept {
    const mail = { uid: this.nextUid++, raw: Buffer.from(raw), seen: false };
    this.mails.push(mail);
    return mail;
  }

  /** As after a restore from a backup: the same mails under other numbers. */
  numberAnew(): void {
    this.uidValidity++;
    this.nextUid = 1;
    for (const mail of this.mails.splice(0)) this.arrives(mail.raw);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    let rest = '';
    const say = (...lines: string[]) => socket.write(lines.map((line) => `${line}\r\n`).join(''));
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    socket.on('data', (bytes) => {
      const lines = (rest + bytes.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [, tag = '*', command = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
        this.commands.push(command.replace(/^LOGIN.*/, 'LOGIN'));
        if (this.hangUpAt?.test(command)) {
          this.hangUpAt = null;
          socket.destroy();
          return;
        }
        this.answer(command, say, socket);
        say(this.refuses(command) ? `${tag} NO [AUTHENTICATIONFAILED] Not with this password` : `${tag} OK done`);
        if (command === 'LOGOUT') socket.end();
      }
    });
    say('* OK [CAPABILITY IMAP4rev1] ready');
  }

  private refuses(command: string): boolean {
    const { username, password } = this.login;
    return command.startsWith('LOGIN') && command !== `LOGIN "${username}" "${password}"`;
  }

  private answer(command: string, say: (...lines: string[]) => void, socket: Socket): void {
    const [, from = '0', to] = /^UID (?:SEARCH UID|FETCH|STORE) (\d+)(:\*)?/.exec(command) ?? [];
    const last = this.mails.at(-1)?.uid ?? 0;
    // "n:*" names the last mail whatever n is (RFC 3501, 9: seq-range).
    const named = this.mails.filter(({ uid }) => (to ? uid >= Math.min(Number(from), last) : uid === Number(from)));
    if (command === 'CAPABILITY') say('* CAPABILITY IMAP4rev1');
    if (command.startsWith('LIST')) say('* LIST (\\HasNoChildren) "/" INBOX');
    if (command.startsWith('SELECT')) say('* FLAGS (\\Seen)', `* ${this.mails.length} EXISTS`, `* OK [UIDVALIDITY ${this.uidValidity}] valid`, `* OK [UIDNEXT ${this.nextUid}] next`);
    if (command.startsWith('UID SEARCH')) say(`* SEARCH ${(command.includes('SINCE') ? this.mails : named).map(({ uid }) => uid).join(' ')}`.trimEnd());
    if (command.startsWith('UID FETCH'))
      for (const mail of named) {
        socket.write(`* ${this.mails.indexOf(mail) + 1} FETCH (UID ${mail.uid} BODY[]<0> {${mail.raw.length}}\r\n`);
        socket.write(mail.raw);
        say(')');
      }
    if (command.startsWith('UID STORE')) for (const mail of named) mail.seen = true;
    if (command === 'LOGOUT') say('* BYE');
  }
}
