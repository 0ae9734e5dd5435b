"""format.md §8: the backup file."""

import re
import struct

from blake3 import blake3

from notation import (
    FRAME,
    GRANT_SIZES,
    Attachment,
    Box,
    Change,
    Damaged,
    Grant,
    Member,
    Refused,
    Ring,
    Slot,
    Witness,
    Wrap,
    dk,
    is_bytes,
    open_frames,
    strict_json,
    unpad,
    xof,
)

MAGICS = (b"duologue backup v1\n", b"duologue backup v2\n")
ANY_MAGIC = b"duologue backup v"
MAX_HEADER, MAX_RECORD = 1_048_576, 16_778_240
CHANGE, GRANT, OLDER, ATTACHMENT, CHUNK, DRAFT, WITNESS, END = 1, 2, 3, 4, 5, 6, 7, 255
KINDS = (CHANGE, GRANT, OLDER, ATTACHMENT, CHUNK, DRAFT, WITNESS, END)
SLOT_SIZES = {"slot": 16, "partner": 16, "salt": 16, "commitment": 32, "sealed": 48, "chk": 16}
WRAP_SIZES = {"recipient": 16, "sender": 16, "enc": 1120, "ct": 48}


def is_backup(path):
    with open(path, "rb") as file:
        return file.read(len(ANY_MAGIC)) == ANY_MAGIC


class Backup:
    """A backup whose header was read; nothing else is decrypted yet."""

    def __init__(self, path):
        with open(path, "rb") as file:
            data = file.read()
        if not data.startswith(MAGICS):
            raise Refused("the backup is of a newer version")
        size = int.from_bytes(data[19:23], "big")
        self.before, self.tag, self.frames = data[: 23 + size], data[23 + size : 55 + size], data[55 + size :]
        if size > MAX_HEADER or len(self.tag) != 32:
            raise Refused("the backup is damaged: header")
        try:
            self.read_header(strict_json(self.before[23:]))
        except (Damaged, KeyError, TypeError, ValueError):
            raise Refused("the backup is damaged: header")

    def read_header(self, head):
        vault = from_hex(head["vault"])
        slots, members, self.wraps = (
            [from_header(row, shape) for row in head[name]]
            for name, shape in (("slots", Slot), ("members", Member), ("wraps", Wrap))
        )
        numbers = len(slots) <= 18 and len(members) in (1, 2) and len(self.wraps) <= 2
        sizes = all(fits(row, SLOT_SIZES) for row in slots) and all(fits(row, WRAP_SIZES) for row in self.wraps)
        if not numbers or not sizes or len(vault) != 16 or any(slot.kind not in (1, 2, 3) for slot in slots):
            raise Damaged("header")
        self.box = Box(vault, members, slots)

    def open(self, me, decrypt):
        """Fills the box with what decrypt(sealed, info) opens; -> (maker, signature, what is signed)"""
        wrap = next((wrap for wrap in self.wraps if wrap.recipient == me), None)
        if wrap is None:
            raise Refused("the backup is not for this partner")
        try:
            info = b"duologue v1 backup" + self.box.vault + me + wrap.sender
            place = b"duologue v1 backup" + blake3(self.before).digest()
            keys = xof(decrypt(wrap.enc + wrap.ct, info), place, 64)
            if keys[:32] != self.tag:
                raise Damaged("commitment")
            return read_records(self.box, unpad(open_frames(keys[32:], cut(self.frames))))
        except (Damaged, struct.error) as why:
            raise Refused(f"the backup is damaged: {why}")


def fits(row, sizes):
    return all(is_bytes(getattr(row, name), size) for name, size in sizes.items())


def from_header(row, shape):
    return shape(*(from_json(row[name], is_number=name in ("kind", "m", "t", "p")) for name in shape._fields))


def from_json(value, is_number):
    if not is_number:
        return from_hex(value)
    if type(value) is not int or not 0 <= value < 2**32:
        raise ValueError("a number")
    return value


def from_hex(text):
    if not re.fullmatch("([0-9a-f]{2})*", text):
        raise ValueError("not lower-case hex")
    return bytes.fromhex(text)


def cut(frames):
    return [frames[at : at + FRAME] for at in range(0, len(frames), FRAME)]


def split(data, *sizes):
    """Cuts data into pieces of these sizes; the rest is the last piece."""
    pieces = []
    for size in sizes:
        if len(data) < size:
            raise Damaged("a record is too short")
        pieces.append(data[:size])
        data = data[size:]
    return [*pieces, data]


def records(body):
    """Yields (type, content, where it began); the types never go down, and the end is the last."""
    at, last = 0, 0
    while last != END:
        kind, size = struct.unpack_from(">BI", body, at)
        content, began, at = body[at + 5 : at + 5 + size], at, at + 5 + size
        if kind < last or kind not in KINDS or size > MAX_RECORD or len(content) != size:
            raise Damaged("a record")
        last = kind
        yield kind, content, began
    if at != len(body):
        raise Damaged("something stands after the end record")


def read_records(box, body):
    counts = {CHANGE: 0, GRANT: 0, DRAFT: 0, WITNESS: 0}
    for kind, content, began in records(body):
        if kind == END:
            settle_changes(box)
            return read_end(content, counts, blake3(body[:began]).digest())
        if kind in counts:
            counts[kind] += 1
        add_record(box, kind, content)
    raise Damaged("no end record")


def read_end(content, counts, hashed):
    sig, maker, _log, numbers, digest, _made = split(content, 64, 16, 16, 32, 32)
    if struct.unpack(">4Q", numbers) != tuple(counts.values()) or digest != dk("backup", hashed):
        raise Damaged("counts or digest do not fit")
    return maker, sig, content[64:]


def add_record(box, kind, content):
    if kind == CHANGE:
        add_change(box, content)
    elif kind == GRANT:
        *columns, rest = split(content, *GRANT_SIZES)
        if rest:
            raise Damaged("a grant is too long")
        box.grants.append(Grant(*columns))
    elif kind == OLDER:
        partner, number, blob = split(content, 16, 4)
        box.ring.append(Ring(partner, int.from_bytes(number, "big"), blob))
    elif kind == ATTACHMENT:
        row = Attachment(*split(content, 16, 16, 16))
        if row.id in box.attachments:
            raise Damaged("an attachment stands twice")
        box.attachments[row.id] = row
    elif kind == CHUNK:
        add_chunk(box, content)
    elif kind == WITNESS:
        row = Witness(*split(content, 16, 16))
        box.witnesses[row.partner] = row


def add_chunk(box, content):
    """By attachment and number, each once."""
    attachment, number, piece = split(content, 16, 4)
    number = int.from_bytes(number, "big")
    last = next(reversed(box.chunks), None)
    before = (last, next(reversed(box.chunks[last]))) if last else (b"", 0)
    if (attachment, number) <= before:
        raise Damaged("chunks are not in order")
    box.chunks.setdefault(attachment, {})[number] = piece


def add_change(box, content):
    sizes = (16, 16, 8, 16, 32, 32, 64, 16, 16, 1)
    log, author, number, space, hashed, link, sig, key, rot_sum, present, blob = split(content, *sizes)
    number = int.from_bytes(number, "big")
    if present not in (b"\0", b"\1") or (present == b"\0" and blob) or number >= 2**40:
        raise Damaged("a change's record")
    author = box.logs.setdefault(log, author)
    blob = blob if present == b"\1" else None
    change = Change(log, author, number, space, hashed, link, sig, key, rot_sum, blob)
    box.changes.setdefault(log, []).append(change)


def settle_changes(box):
    """Puts each log in order; a number stands once in it, and 0 is none."""
    for log, rows in box.changes.items():
        rows.sort(key=lambda row: row.number)
        if len({row.number for row in rows}) != len(rows):
            raise Damaged("a number stands twice in a log")
        box.found += [f"a stray change {log.hex()}/0: damaged" for row in rows if row.number == 0]
        box.changes[log] = [row for row in rows if row.number]
