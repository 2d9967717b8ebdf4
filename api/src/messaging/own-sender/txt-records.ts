import { Resolver } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';

const TIMEOUT_MS = 3000;
const TRIES = 3;
/** The name is there and has none, or is not there: both are answers. */
const NONE = new Set(['ENODATA', 'ENOTFOUND']);

/** TXT records as the DNS servers of this machine know them. */
@Injectable()
export class TxtRecords {
  readonly resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });

  /** @returns each record in its pieces; null when nobody who knows answered */
  async of(name: string): Promise<string[][] | null> {
    try {
      return await this.resolver.resolveTxt(name);
    } catch (error) {
      return NONE.has((error as NodeJS.ErrnoException).code ?? '') ? [] : null;
    }
  }
}
