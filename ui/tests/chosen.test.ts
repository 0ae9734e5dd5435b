import { describe, expect, it } from 'vitest';
import { Chosen } from '../src/features/making/chosen.svelte';
import type { Face } from '../src/ipc/bindings/Face';

const sam: Face = { partner: 's', label: 'Sam', colour: 'ochre', shape: 'arch' };

function withPassphrase(passphrase: string, again = passphrase): Chosen {
  const chosen = new Chosen();
  chosen.label = 'Noor';
  chosen.passphrase = passphrase;
  chosen.again = again;
  chosen.enough = true;
  return chosen;
}

describe('what somebody chooses when they join', () => {
  it('begins with an ink and a shape that are free', () => {
    const chosen = new Chosen(sam);
    expect(chosen.colour).not.toBe('ochre');
    expect(chosen.shape).not.toBe('arch');
  });

  it('asks for a name, and takes it without the spaces around it', () => {
    const chosen = new Chosen();
    expect(chosen.faceNotYet).not.toBeNull();
    chosen.label = '  Noor ';
    expect(chosen.faceNotYet).toBeNull();
    expect(chosen.partner().label).toBe('Noor');
  });

  it('counts characters, not code units, towards the 24 of a name', () => {
    const chosen = new Chosen();
    chosen.label = '🌿'.repeat(24);
    expect(chosen.labelProblem).toBeNull();
    chosen.label = '🌿'.repeat(25);
    expect(chosen.labelProblem).not.toBeNull();
  });

  it('does not take the name the other one has', () => {
    const chosen = new Chosen(sam);
    chosen.label = 'Sam';
    expect(chosen.faceNotYet).not.toBeNull();
  });

  it('goes on only with a strong passphrase that was typed twice alike', () => {
    expect(withPassphrase('five slow herons at dusk').passphraseNotYet).toBeNull();
    expect(withPassphrase('five slow herons at dusk', 'five slow').passphraseNotYet).not.toBeNull();
    const weak = withPassphrase('heron');
    weak.enough = false;
    expect(weak.passphraseNotYet).not.toBeNull();
  });

  it('refuses more than 1,024 bytes, however few characters they are', () => {
    expect(withPassphrase('é'.repeat(512)).passphraseNotYet).toBeNull();
    expect(withPassphrase('é'.repeat(513)).passphraseNotYet).not.toBeNull();
  });

  it('lets go of the passphrase when told to', () => {
    const chosen = withPassphrase('five slow herons at dusk');
    chosen.forget();
    expect(chosen.passphrase + chosen.again).toBe('');
  });
});
