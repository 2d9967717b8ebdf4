import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../platform/settings/index.js';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A shop's secret has to be known to check its signatures, so a hash will not do; a copy of the database alone gives none away. */
@Injectable()
export class SealedSecrets {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'appSecret'>) {}

  seal(workspaceId: string, secret: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.key(workspaceId), iv);
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  /** Null after a change of APP_SECRET: the shop's secret must be set anew. */
  open(workspaceId: string, sealed: Buffer): string | null {
    try {
      const decipher = createDecipheriv(CIPHER, this.key(workspaceId), sealed.subarray(0, IV_BYTES));
      decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  }

  private key(workspaceId: string): Buffer {
    return createHmac('sha256', this.settings.appSecret).update('shop secret').update(workspaceId).digest();
  }
}
