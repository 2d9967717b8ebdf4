import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/index.js';
import type { TemplateName, Variables } from './message.js';

export interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** Makes the files of a message from its variables when it leaves; a message row carries only the reference. */
export type AttachmentSource<T extends TemplateName> = (tx: Tx, workspaceId: string, variables: Variables<T>) => Promise<Attachment[]>;

/** Where other areas say which files travel with a template: billing registers the invoice PDF for `receipt`. */
@Injectable()
export class Attachments {
  private readonly sources = new Map<TemplateName, AttachmentSource<TemplateName>>();

  register<T extends TemplateName>(template: T, source: AttachmentSource<T>): void {
    if (this.sources.has(template)) throw new Error(`Two sources of attachments for ${template}`);
    this.sources.set(template, source as AttachmentSource<TemplateName>);
  }

  async of(tx: Tx, workspaceId: string, template: TemplateName, variables: Readonly<Record<string, unknown>>): Promise<Attachment[]> {
    const source = this.sources.get(template);
    return source ? source(tx, workspaceId, variables as Variables<TemplateName>) : [];
  }
}
