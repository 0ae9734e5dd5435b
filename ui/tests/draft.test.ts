import { describe, expect, it } from 'vitest';
import type { Draft } from '../src/ipc/bindings/Draft';
import type { DraftBody } from '../src/ipc/bindings/DraftBody';
import { DraftInHand } from '../src/state/draft.svelte';

function reply(text: string): DraftBody {
  return { is: 'reply', question: 'q', text };
}

/** Stands where the core does, and remembers what it was asked to keep. */
function desk(draft: Draft | null = null) {
  const kept: [string | null, DraftBody][] = [];
  const thrown: string[] = [];
  const state = { text: '', fails: false };
  const inHand = new DraftInHand({
    author: 'a',
    draft,
    read: () => reply(state.text),
    calls: {
      saveDraft: async (id, _author, body) => {
        kept.push([id, body]);
        const unkept = state.fails ? { code: 'full' as const, detail: null } : null;
        return { id: id ?? 'new', unkept };
      },
      discardDraft: async (id) => void thrown.push(id),
    },
  });
  const write = (text: string) => {
    state.text = text;
    inHand.changed();
  };
  return { inHand, kept, thrown, state, write };
}

const begun: Draft = { id: 'old', author: 'a', at: '2025-10-23T20:00:00Z', body: reply('before') };

describe('a draft in hand', () => {
  it('keeps its id from the first time it is kept', async () => {
    const { inHand, kept, write } = desk();
    write('one');
    await inHand.keepNow();
    write('two');
    await inHand.keepNow();
    expect(
      kept.map(([id]) => id),
      'a second id would make a second draft',
    ).toEqual([null, 'new']);
  });

  it('makes no draft of nothing', async () => {
    const { inHand, kept, write } = desk();
    write('  ');
    await inHand.leave();
    expect(await inHand.finish(async () => 'page'), 'there is nothing to finish').toBeNull();
    expect(kept).toEqual([]);
  });

  it('keeps the last words before it gives them their place', async () => {
    const { inHand, kept, write } = desk();
    write('last');
    const given = await inHand.finish(async (id) => `${id} after ${kept.length} kept`);
    expect(given).toBe('new after 1 kept');
    write('late');
    await inHand.leave();
    expect(kept.length, 'a finished draft must not come back').toBe(1);
  });

  it('is still in hand when it could not be kept or finished', async () => {
    const { inHand, kept, state, write } = desk();
    write('words');
    state.fails = true;
    await expect(inHand.finish(async () => 'page')).rejects.toEqual({ code: 'full', detail: null });
    state.fails = false;
    await expect(inHand.finish(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    write('more');
    await inHand.leave();
    expect(kept.at(-1)?.[1]).toEqual(reply('more'));
  });

  it('is finished once, however often that is asked', async () => {
    const { inHand, write } = desk();
    write('words');
    await inHand.keepNow();
    const given: string[] = [];
    const give = async (id: string) => void given.push(id);
    await Promise.all([inHand.finish(give), inHand.finish(give)]);
    expect(given, 'a second press must not finish what is gone').toEqual(['new']);
  });

  it('is thrown away once it was emptied, and not before', async () => {
    const { inHand, thrown, state, write } = desk(begun);
    state.text = '';
    await inHand.leave();
    expect(thrown, 'a draft that was only looked at stays').toEqual([]);
    write('');
    await inHand.leave();
    expect(thrown).toEqual(['old']);
  });
});
