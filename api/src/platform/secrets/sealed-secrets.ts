import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../settings/index.js';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What the secret is for. Each use has keys of its own: what was sealed for one is not opened for another. */
export type SecretUse = 'shop secret' | 'mail signing key' | 'reply mailbox';

/** Secrets we have to know again to use them, so a hash will not do; a copy of the database alone gives none away. */
@Injectable()
export class SealedSecrets {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'appSecret'>) {}

  seal(use: SecretUse, workspaceId: string, secret: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.key(use, workspaceId), iv);
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  /** Null after a change of APP_SECRET: the secret must be set anew. */
  open(use: SecretUse, workspaceId: string, sealed: Buffer): string | null {
    try {
      const decipher = createDecipheriv(CIPHER, this.key(use, workspaceId), sealed.subarray(0, IV_BYTES));
      decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  }

  private key(use: SecretUse, workspaceId: string): Buffer {
    return createHmac('sha256', this.settings.appSecret).update(use).update(workspaceId).digest();
  }
}
