"""format.md §3 and §5: hashes, ciphers, signatures, padding, JSON, objects; and the rows of the file."""

import json
import struct
from collections import namedtuple
from dataclasses import dataclass, field

from blake3 import blake3
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

MAX_BLOB = 16_777_216
MAX_WITNESS = 65_536
DEEPEST = 32

Member = namedtuple("Member", "partner card card_sig face face_sig")
Slot = namedtuple("Slot", "slot partner kind m t p salt commitment sealed chk")
Grant = namedtuple("Grant", "key recipient space recipient_card sender sender_card enc ct sig")
Change = namedtuple("Change", "log author number space hash link sig key sum blob")
Witness = namedtuple("Witness", "partner key blob")
Wrap = namedtuple("Wrap", "recipient sender enc ct")
Attachment = namedtuple("Attachment", "id space key blob")
Ring = namedtuple("Ring", "partner number blob")
GRANT_SIZES = Grant(16, 16, 16, 32, 16, 32, 1120, 48, 64)


class Refused(Exception):
    """The file, or the person, is refused: one line of why."""


class Damaged(Exception):
    """One object is damaged."""

    word = "damaged"


class NotAuthentic(Damaged):
    """One object is not what its author wrote."""

    word = "not authentic"


@dataclass
class Box:
    """What stands in a journal or a backup, still encrypted."""

    vault: bytes
    members: list
    slots: list  # oldest first
    logs: dict = field(default_factory=dict)  # log id -> author
    changes: dict = field(default_factory=dict)  # log id -> [Change] by number
    grants: list = field(default_factory=list)
    ring: list = field(default_factory=list)
    witnesses: dict = field(default_factory=dict)  # partner -> Witness
    attachments: dict = field(default_factory=dict)  # id -> Attachment
    chunks: dict = field(default_factory=dict)  # id -> {number: bytes}
    found: list = field(default_factory=list)  # what is told beside the pages


def dk(context, data, size=32):
    return blake3(data, derive_key_context="duologue 2026 v1 " + context).digest(length=size)


def xof(key, data, size):
    return blake3(data, key=key).digest(length=size)


def aead_open(key, data, aad, nonce=bytes(12)):
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, data, aad)
    except (InvalidTag, ValueError):
        raise Damaged("it does not decrypt")


def holds(public, label, body, sig):
    """Whether a signature over label ‖ 0x00 ‖ body is good."""
    try:
        VerifyKey(public).verify(label.encode() + b"\0" + body, sig)
        return True
    except (CryptoError, ValueError, TypeError):
        return False


def is_bytes(value, size):
    return isinstance(value, bytes) and len(value) == size


def padded_length(size):
    length = max(512, size + 1)
    e = length.bit_length() - 1
    mask = 2 ** (e - e.bit_length()) - 1  # ⌊log2 E⌋ + 1 is E's bit length
    return (length + mask) & ~mask


def unpad(data):
    text = data.rstrip(b"\0")
    if text[-1:] != b"\x80" or padded_length(len(text) - 1) != len(data):
        raise Damaged("its padding is wrong")
    return text[:-1]


def strict_json(data):
    try:
        value = json.loads(
            data.decode("utf-8"),
            parse_int=small_number,
            parse_float=no_number,
            parse_constant=no_number,
            object_pairs_hook=each_name_once,
        )
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # fails on lone surrogates
    except (ValueError, RecursionError) as why:
        raise Damaged(f"its JSON is wrong: {why}")
    if data[:1] != b"{" or depth(value) > DEEPEST:
        raise Damaged("its JSON is no object, or too deep")
    return value


def small_number(text):
    if abs(int(text)) > 2**53:
        raise ValueError("a number out of range")
    return int(text)


def no_number(text):
    raise ValueError(f"{text} is not an integer")


def each_name_once(items):
    if len(dict(items)) != len(items):
        raise ValueError("a name twice")
    return dict(items)


def depth(value):
    if not isinstance(value, (dict, list)):
        return 0
    inner = value.values() if isinstance(value, dict) else value
    return 1 + max(map(depth, inner), default=0)


def open_object(kind, place, key, blob):
    """§5: decrypts a blob and takes its padding off."""
    return unpad(open_unpadded(kind, place, key, blob))


def open_unpadded(kind, place, key, blob):
    if not isinstance(blob, bytes) or len(blob) > MAX_BLOB:
        raise Damaged("its blob is none")
    kind = bytes([kind])
    own = xof(key, b"duologue v1 object" + kind + blob[:24], 32)
    return aead_open(own, blob[24:], kind + place)


FRAME = 65_552


def open_frames(key, pieces):
    """§8: decrypts frames, of which the last is marked as such."""
    nonces = [bytes(7) + struct.pack(">IB", i, i == len(pieces) - 1) for i in range(len(pieces))]
    return b"".join(aead_open(key, piece, b"", nonce) for piece, nonce in zip(pieces, nonces))
