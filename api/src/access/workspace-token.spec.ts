import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { WorkspaceToken } from './workspace-token.js';

const TAG = 'perennial_test_';

describe('a workspace token', () => {
  it('carries its workspace in its text and is recognised by its hash', () => {
    fc.assert(
      fc.property(fc.uuid(), (workspaceId) => {
        const minted = WorkspaceToken.mint(TAG, workspaceId);
        const read = WorkspaceToken.read(TAG, minted.text);
        expect(read?.workspaceId).toBe(workspaceId);
        expect(read?.hash).toEqual(minted.hash);
      }),
    );
  });

  it('is random: two of one workspace differ from their first shown letters on', () => {
    const id = randomUUID();
    const shown = new Set(Array.from({ length: 200 }, () => WorkspaceToken.mint(TAG, id).shown(TAG)));
    expect(shown.size).toBe(200);
  });

  it('is not read from anything else', () => {
    const { text } = WorkspaceToken.mint(TAG, randomUUID());
    for (const other of ['', TAG, text.slice(0, -1), `${text}A`, text.replace(TAG, 'perennial_other_'), `${text.slice(0, -1)}=`, ` ${text}`]) {
      expect(WorkspaceToken.read(TAG, other)).toBeNull();
    }
  });
});
