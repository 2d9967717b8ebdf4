/** A mail server in a process of its own, for benchmarks: it takes every mail, keeps none, and says on its output where it listens; at the port it is given, or any. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  logger: false,
  onData: (stream, _session, callback) => {
    stream.on('end', callback);
    stream.resume();
  },
});
smtp.on('error', () => undefined);
smtp.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => process.stdout.write(`${(smtp.server.address() as AddressInfo).port}\n`));
