"""format.md §4: members, kits, keyslots, the unlocked partner, grants."""

import hashlib
import hmac
import json
import re
from dataclasses import dataclass, field

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from mnemonic import Mnemonic
from nacl.signing import SigningKey

from notation import GRANT_SIZES, Damaged, Refused, aead_open, dk, holds, is_bytes, open_unpadded

SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
PASSPHRASE, KIT, OURS_KIT = 1, 2, 3
KITS = (KIT, OURS_KIT)
MOST_SLOTS = 3
FACE = ("label", "colour", "shape")
MEMBER_SIZES = {"partner": 16, "card": 1286, "card_sig": 64, "face_sig": 64}
SLOT_SIZES = {"slot": 16, "partner": 16, "salt": 16, "commitment": 32, "sealed": 48, "chk": 16}


@dataclass
class Person:
    """Who is unlocked."""

    id: bytes
    slot: object
    mine: bytes  # None with a kit for only Ours
    sign: bytes  # public key
    xwing: tuple
    card: bytes
    keys: dict = field(default_factory=dict)  # key id -> (space id, space key)
    cards: dict = field(default_factory=dict)  # partner -> card that counts, their own too
    own: list = field(default_factory=list)  # own structure
    older: list = field(default_factory=list)  # Older, by number
    next: dict = field(default_factory=dict)  # partner -> card that is not confirmed yet

    @property
    def mine_id(self):
        return dk("key id", self.mine, 16)

    def reads(self, space):
        return any(of == space for of, _ in self.keys.values())

    def decrypt(self, sealed, info):
        return hpke_open(self.xwing, sealed, info)

    def xwings(self):
        """The keys of one's own cards, by their hash."""
        return {dk("card", one.card): one.xwing for one in (self, *self.older)}

    def signs(self):
        """The Ed25519 keys of one's own cards, by their hash."""
        return {dk("card", one.card): one.card[38:70] for one in (self, *self.older)}


@dataclass
class Older:
    """What is left of keys that somebody gave up."""

    mine: bytes  # None where only what opened Ours is left
    xwing: tuple
    card: bytes


def hpke_open(xwing, sealed, info):
    """HPKE; cryptography takes enc ‖ ct."""
    try:
        return SUITE.decrypt(sealed, hpke.MLKEM768X25519PrivateKey(*xwing), info)
    except (InvalidTag, ValueError):
        raise Damaged("HPKE does not open")


# --- members ---


def read_members(box):
    """-> {partner: card} and {partner: face} of those whose card, and face, hold"""
    cards, faces = {}, {}
    for member in box.members:
        if has_sizes(member, MEMBER_SIZES) and card_holds(box.vault, member):
            cards[member.partner] = member.card
            face = read_face(box.vault, member)
            if face:
                faces[member.partner] = face
                continue
        box.found.append("a member's card or face does not hold")
    if not faces or len(cards) > 2:
        raise Refused("the file is damaged: members")
    return cards, faces


def has_sizes(row, sizes):
    return all(is_bytes(getattr(row, name), size) for name, size in sizes.items())


def card_holds(vault, member):
    begins = b"\0\1" + vault + member.partner
    signed = holds(member.card[38:70], "duologue v1 card", dk("card", member.card), member.card_sig)
    return member.card.startswith(begins) and signed


def read_face(vault, member):
    if not isinstance(member.face, bytes) or len(member.face) > 4096:
        return None
    body = dk("face", vault + member.partner + member.face)
    if not holds(member.card[38:70], "duologue v1 face", body, member.face_sig):
        return None
    try:
        face = json.loads(member.face)
    except ValueError:
        return None
    whole = isinstance(face, dict) and all(isinstance(face.get(name), str) for name in FACE)
    return face if whole else None


# --- keyslots ---


def kit_bytes(text):
    words = [word.lower() for word in text.split() if not re.fullmatch(r"\d+\.?", word, re.A)]
    if len(words) != 12:
        raise Refused("the kit has not twelve words")
    places = Mnemonic("english").wordlist
    if not all(word in places for word in words):
        raise Refused("a word of the kit is not in the list")
    bits = int("".join(f"{places.index(word):011b}" for word in words), 2)
    entropy = (bits >> 4).to_bytes(16, "big")
    if hashlib.sha256(entropy).digest()[0] >> 4 != bits & 15:
        raise Refused("the kit's words do not belong together")
    return entropy


def place_and_aad(vault, slot):
    place = vault + slot.partner + slot.slot + bytes([slot.kind])
    return place, place + b"".join(n.to_bytes(4, "big") for n in (slot.m, slot.t, slot.p)) + slot.salt


def is_well_shaped(slot):
    numbers = (slot.m, slot.t, slot.p)
    return has_sizes(slot, SLOT_SIZES) and all(type(n) is int and 0 <= n < 2**32 for n in numbers)


def is_whole(vault, slot):
    if slot.kind == PASSPHRASE:
        bounds = 19_456 <= slot.m <= 1_048_576 and 1 <= slot.t <= 16 and 1 <= slot.p <= 4
        fits = bounds and slot.m * slot.t <= 4_194_304
    else:
        fits = slot.m == slot.t == slot.p == 0 and slot.salt == bytes(16)
    _, aad = place_and_aad(vault, slot)
    return fits and dk("slot check", aad + slot.commitment + slot.sealed, 16) == slot.chk


def rows_of_kind(box, me, kind):
    rows, shaped = [slot for slot in box.slots if slot.partner == me and slot.kind == kind], 0
    for slot in rows:
        if shaped == MOST_SLOTS:
            raise Refused("the file is damaged: too many keyslots")
        shaped += is_well_shaped(slot)
    return rows


def slots_to_try(box, me, kinds):
    """Newest first."""
    rows = [slot for kind in kinds for slot in rows_of_kind(box, me, kind)]
    if not rows and PASSPHRASE not in kinds:
        raise Refused("there is no kit")
    whole = [slot for slot in reversed(rows) if is_well_shaped(slot) and is_whole(box.vault, slot)]
    if not whole:
        raise Refused("the keyslot is damaged")
    return whole


def slot_secret(slot, secret):
    if slot.kind in KITS:
        return dk("kit", secret)
    try:
        return hash_secret_raw(secret, slot.salt, slot.t, slot.m, slot.p, 32, Type.ID, 0x13)
    except HashingError:
        raise Refused("too little memory to try the passphrase")


def open_slot(box, me, secret, kinds):
    """-> (slot, root, or for a kit of kind 3 the ours root)"""
    for slot in slots_to_try(box, me, kinds):
        place, aad = place_and_aad(box.vault, slot)
        keys = dk("keyslot", slot_secret(slot, secret) + place, 64)
        if hmac.compare_digest(keys[:32], slot.commitment):
            try:
                return slot, aead_open(keys[32:], slot.sealed, aad)
            except Damaged:
                continue
    raise Refused("the passphrase is wrong" if PASSPHRASE in kinds else "the words of the kit are wrong")


def unlock(box, cards, me, secret, kinds):
    slot, root = open_slot(box, me, secret, kinds)
    only_ours = slot.kind == OURS_KIT
    ours = root if only_ours else dk("ours root", root)
    number = cards.get(me, b"")[34:38]
    xwing, card = of_ours_root(box.vault, me, number, ours)
    if cards.get(me) != card:
        raise Refused("not authentic: the card is not the one of this root")
    mine = None if only_ours else dk("mine", root)
    older = [] if only_ours else older_keys(box, me, dk("ring", root))
    return Person(me, slot, mine, card[38:70], xwing, card, cards={me: card}, older=older)


def of_ours_root(vault, me, number, ours):
    """-> (X-Wing key, card)"""
    sign = bytes(SigningKey(dk("sign", ours)).verify_key)
    seeds = hashlib.shake_256(dk("receive", ours)).digest(96)
    xwing = MLKEM768PrivateKey.from_seed_bytes(seeds[:64]), X25519PrivateKey.from_private_bytes(seeds[64:])
    public = b"".join(key.public_key().public_bytes_raw() for key in xwing)
    return xwing, b"\0\1" + vault + me + number + sign + public


# --- new keys: what is left of those before ---


def older_cards(box, partner):
    """-> [(card, sealed)] of the rows of `ring` that have the shape of one"""
    cards = []
    for row in box.ring:
        if row.partner == partner and is_bytes(row.blob, 1286 + 72):
            card, begins = row.blob[:1286], b"\0\1" + box.vault + partner
            if card.startswith(begins) and int.from_bytes(card[34:38], "big") == row.number:
                cards.append((card, row.blob[1286:]))
    return cards


def older_keys(box, me, ring):
    """Type 5 is an older root, type 6 what opened Ours of one that is lost; the card must follow."""
    older = []
    for card, sealed in older_cards(box, me):
        place = box.vault + me + card[34:38]
        for kind in (5, 6):
            try:
                secret = open_unpadded(kind, place, ring, sealed)
            except Damaged:
                continue
            ours = dk("ours root", secret) if kind == 5 else secret
            xwing, own = of_ours_root(box.vault, me, card[34:38], ours)
            if own == card:
                older.append(Older(dk("mine", secret) if kind == 5 else None, xwing, card))
            break
    return older


# --- grants ---


def has_grant_shape(grant):
    return all(is_bytes(column, size) for column, size in zip(grant, GRANT_SIZES))


def signed_part(box, grant):
    cards = grant.recipient_card + grant.sender_card
    return box.vault + grant.space + grant.key + cards + grant.enc + grant.ct


def signed_by(box, me):
    """The grants that are mine to have given."""
    own = me.signs()
    given = (g for g in box.grants if has_grant_shape(g) and g.sender == me.id and g.sender_card in own)
    return [g for g in given if holds(own[g.sender_card], "duologue v1 grant", signed_part(box, g), g.sig)]


def read_grants(box, me):
    given = signed_by(box, me)
    for grant in box.grants:
        shaped = has_grant_shape(grant)
        if shaped and grant.recipient != me.id:
            continue
        try:
            if not shaped:
                raise Damaged("its shape")
            me.keys[grant.key] = (grant.space, open_grant(box, me, grant, given))
        except Damaged as why:
            box.found.append(f"a grant is refused: {why}")
    for mine in (one.mine for one in (*me.older, me) if one.mine):
        me.keys[dk("key id", mine, 16)] = (me.id, mine)


def open_grant(box, me, grant, given):
    card = me.cards.get(grant.sender)
    signs = me.signs() if grant.sender == me.id else {dk("card", card): card[38:70]} if card else {}
    sign, xwing = signs.get(grant.sender_card), me.xwings().get(grant.recipient_card)
    if not sign or not xwing:
        raise Damaged("not between cards that count")
    if not holds(sign, "duologue v1 grant", signed_part(box, grant), grant.sig):
        raise Damaged("its signature")
    info = b"duologue v1 grant" + box.vault + grant.space + grant.key + grant.recipient + grant.sender
    key = hpke_open(xwing, grant.enc + grant.ct, info)
    if len(key) != 32 or dk("key id", key, 16) != grant.key:
        raise Damaged("another key")
    if grant.space in {member.partner for member in box.members}:
        raise Damaged("nobody's Mine is granted")
    to = {own.recipient for own in given if own.space == grant.space}
    if grant.sender != me.id and me.id in to and grant.sender not in to:
        raise Damaged("its sender was never let in")
    return key
