import { describe, expect, it } from 'vitest';
import type { PageHead } from '../src/ipc/bindings/PageHead';
import { whatMayBeDone } from '../src/features/journal/mayBeDone';
import { pageOf } from './made';

const may = (head: Partial<PageHead>, sharedAs?: string) =>
  whatMayBeDone(pageOf(head, { sharedAs: sharedAs ?? null }), 'noor');

describe('what may be done with a page', () => {
  it('is sharing it, of what the core can copy', () => {
    expect(may({ kind: 'page' })).toEqual({
      edit: true,
      share: true,
      erase: 'delete',
      files: true,
    });
    expect(may({ kind: 'noticed' })).toEqual({
      edit: false,
      share: true,
      erase: 'delete',
      files: true,
    });
  });

  it('is deleting what one did alone by steps, and never sharing it', () => {
    for (const practice of ['witness', 'checkIn'] as const)
      expect(may({ kind: 'practice', practice })).toEqual({
        edit: false,
        share: false,
        erase: 'delete',
        files: false,
      });
  });

  it('is no sharing of what is shared, and taking back what is in Ours', () => {
    expect(may({}, 'copy').share).toBe(false);
    expect(may({ space: 'ours' })).toEqual({
      edit: true,
      share: false,
      erase: 'takeBack',
      files: true,
    });
  });

  it('is nothing, of what both did, though one alone said something, nor of what is newer', () => {
    const nothing = { edit: false, share: false, erase: null, files: false };
    expect(may({ kind: 'practice', practice: 'session', space: 'ours' })).toEqual(nothing);
    expect(may({ kind: 'newer' })).toEqual(nothing);
  });

  it('is no putting a file on what is from before the partner joined', () => {
    expect(may({ space: 'before' }).files, 'the core takes none there').toBe(false);
  });

  it('is nothing, of what another wrote, of what is gone, and while nobody is here alone', () => {
    const nothing = { edit: false, share: false, erase: null, files: false };
    expect(may({ authors: ['sam'] })).toEqual(nothing);
    expect(may({ takenBack: true })).toEqual(nothing);
    expect(whatMayBeDone(pageOf(), null)).toEqual(nothing);
  });
});
