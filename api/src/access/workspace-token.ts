import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
const WORKSPACE_BYTES = 16;
const SHOWN_CHARACTERS = 8;

/**
 * A secret handed to somebody outside (link, API key, cookie). Its text carries the workspace, so that it can be looked up
 * inside that workspace's row-level security; only its hash is stored. The random part comes first, so that the shown
 * beginning tells two keys of one workspace apart.
 */
export class WorkspaceToken {
  private constructor(
    readonly text: string,
    readonly workspaceId: string,
  ) {}

  /** @param tag what kind of secret this is, as a secret scanner would look for it: `perennial_key_` */
  static mint(tag: string, workspaceId: string): WorkspaceToken {
    const workspace = Buffer.from(workspaceId.replaceAll('-', ''), 'hex');
    const body = Buffer.concat([randomBytes(SECRET_BYTES), workspace]).toString('base64url');
    return new WorkspaceToken(tag + body, workspaceId);
  }

  /** The token in `text`, or null when `text` cannot be one of this kind. */
  static read(tag: string, text: string): WorkspaceToken | null {
    if (!text.startsWith(tag)) return null;
    const body = Buffer.from(text.slice(tag.length), 'base64url');
    if (body.length !== SECRET_BYTES + WORKSPACE_BYTES || tag + body.toString('base64url') !== text) return null;
    const hex = body.subarray(SECRET_BYTES).toString('hex');
    return new WorkspaceToken(text, hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
  }

  /** SHA-256: enough for 256 random bits, and quick to look up. */
  get hash(): Buffer {
    return createHash('sha256').update(this.text).digest();
  }

  shown(tag: string): string {
    return this.text.slice(0, tag.length + SHOWN_CHARACTERS);
  }
}
