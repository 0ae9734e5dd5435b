"""Reads a journal or a backup, and shares no line with Duologue: the proof that docs/format.md is enough.

    python reader.py FILE LABEL --passphrase-file PATH | --kit-file PATH

Pages as JSON on stdout, each in the shape of `duologue-cli read --json`; what does not hold on stderr, one line each.
Exit: 0 all holds, 1 refused, 2 read but something does not hold. It never writes beside the file.

It was written by somebody who saw only docs/format.md, and no line of the code. What that page left to guess was then
said in it, and the reader brought in line where it had guessed otherwise. `cargo xtask test` holds what it reads against
what the program reads, page by page (src-tauri/cli/tests/cli/interop.rs).

It does not read drafts, the copy of the witness outside of the file, or approvals, and unlocks one partner at a time.
Whether a `card` change names a card that is not confirmed yet it does not ask.

    notation.py       §3, §5     journal_file.py   §2        backup_file.py   §8     keys.py   §4
    changes.py        §6         pages.py          §6        witness.py       §7     here      §10
    attachments.py    §6
"""

import argparse
import json
import sys
import unicodedata

import journal_file
from backup_file import Backup, is_backup
from changes import Logs, own_structure
from keys import KITS, OURS_KIT, PASSPHRASE, kit_bytes, older_cards, read_grants, read_members, signed_by, unlock
from notation import Refused, dk, holds, is_bytes
from pages import Book
from witness import Claims

NOTE = "note: "


def read_file(path, label, secret, kinds):
    """§10, step by step; -> (pages, what is told beside them)"""
    backup = Backup(path) if is_backup(path) else None
    box = backup.box if backup else journal_file.load(path)
    cards, faces = read_members(box)
    if backup and len(faces) != len(box.members):
        raise Refused("the backup is damaged: members")
    me = unlock(box, cards, find(faces, label), secret, kinds)
    if backup and me.slot.kind == OURS_KIT:
        raise Refused("a kit for only Ours opens no backup")
    end = backup.open(me.id, me.decrypt) if backup else None
    confirm(box, me, {partner: card for partner, card in cards.items() if partner != me.id})
    if end:
        check_maker(box, me, *end)
    read_grants(box, me)
    logs = Logs(box, me)
    hold_against_seen(box, me, logs, in_backup=backup is not None)
    return Book(me, logs, faces).pages(), list(dict.fromkeys(box.found))


def find(faces, label):
    partner = next((partner for partner, face in faces.items() if face["label"] == label), None)
    if partner is None:
        raise Refused("there is nobody of this label whose card and face hold")
    return partner


def confirm(box, me, others):
    """Which card of the other counts, and that the slot is one of mine."""
    if me.slot.kind == OURS_KIT:
        confirm_by_grants(box, me, others)
        return
    me.own = own_structure(box, me)
    lists = [read.body["slots"] for read in me.own if read.body["kind"] == "slots"]
    check_slots(box, me, lists[-1] if lists else [])
    pins = {read.body["partner"]: read.body["card"] for read in me.own if read.body["kind"] == "pin"}
    for partner, card in others.items():
        older = {dk("card", one).hex(): one for one, _ in older_cards(box, partner)}
        pinned = pins.get(partner.hex())
        if dk("card", card).hex() == pinned:
            me.cards[partner] = card
        elif pinned in older:
            me.cards[partner], me.next[partner] = older[pinned], card
            box.found.append(NOTE + f"new keys of {partner.hex()} are not confirmed yet")
        elif pinned:
            box.found.append(f"another card: {partner.hex()}'s is not the one that was pinned")


def confirm_by_grants(box, me, others):
    for partner, card in others.items():
        named = {grant.recipient_card for grant in signed_by(box, me) if grant.recipient == partner}
        if not named:
            box.found.append(NOTE + "the other's card counts on the word of the file alone")
        if not named or dk("card", card) in named:
            me.cards[partner] = card


def check_slots(box, me, own):
    if [me.slot.slot.hex(), me.slot.chk.hex()] not in own:
        raise Refused("not authentic: the keyslot is not among the partner's newest")
    rows = [slot for slot in box.slots if slot.partner == me.id]
    if not all(is_bytes(slot.slot, 16) for slot in rows):
        raise Refused("the file is damaged: keyslot")
    stand = [[slot.slot.hex(), slot.chk.hex() if is_bytes(slot.chk, 16) else ""] for slot in rows]
    box.found += [f"a strange keyslot {slot}" for slot, chk in stand if [slot, chk] not in own]
    box.found += [f"the keyslot {slot} is gone" for slot, chk in own if [slot, chk] not in stand]


def check_maker(box, me, maker, sig, signed):
    card = me.cards.get(maker)
    if card is None or not holds(card[38:70], "duologue v1 backup", box.vault + signed, sig):
        raise Refused("not authentic: the backup is signed by nobody who is confirmed")


def hold_against_seen(box, me, logs, in_backup):
    claims = Claims(box, me, logs)
    claims.hold_seen()
    if me.mine and not in_backup:
        claims.hold_witness()


def read_secret(args):
    """-> (secret, kinds of keyslots it may open)"""
    if args.kit_file:
        with open(args.kit_file, encoding="utf-8") as file:
            return kit_bytes(file.read()), KITS
    with open(args.passphrase_file, encoding="utf-8", newline="") as file:
        text = file.read().removesuffix("\n")
    secret = unicodedata.normalize("NFC", text).encode()
    if not all(1 <= size <= 1024 for size in (len(text.encode()), len(secret))):
        raise Refused("a passphrase has 1 to 1,024 bytes")
    return secret, (PASSPHRASE,)


def arguments():
    parser = argparse.ArgumentParser(description="Reads a Duologue journal or backup.")
    parser.add_argument("file")
    parser.add_argument("label")
    secret = parser.add_mutually_exclusive_group(required=True)
    secret.add_argument("--passphrase-file")
    secret.add_argument("--kit-file")
    return parser.parse_args()


def main():
    args = arguments()
    try:
        pages, found = read_file(args.file, args.label, *read_secret(args))
    except (Refused, OSError, UnicodeDecodeError) as why:
        print(f"reader: {why}", file=sys.stderr)
        return 1
    print(json.dumps(pages, indent=1))
    for line in found:
        print(f"reader: {line}", file=sys.stderr)
    return 2 if any(not line.startswith(NOTE) for line in found) else 0


if __name__ == "__main__":
    sys.exit(main())
