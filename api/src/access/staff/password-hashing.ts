import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { Turnstile } from './turnstile.js';

// The library's default algorithm is argon2id; these are OWASP's parameters for it. One hash keeps a core busy for about 70 ms.
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const CONCURRENT_HASHES = Math.max(1, Math.floor(availableParallelism() / 2));
const WAITING_HASHES = 200;

/** argon2id, on half of the cores at most: a rush of sign-ins waits in line and every other request goes on as usual. */
@Injectable()
export class PasswordHashing {
  private readonly turnstile = new Turnstile(CONCURRENT_HASHES, WAITING_HASHES);

  async hash(password: string): Promise<string> {
    return this.turnstile.pass(() => hash(password, ARGON2ID));
  }

  async verify(password: string, stored: string): Promise<boolean> {
    return this.turnstile.pass(() => verify(stored, password));
  }
}
