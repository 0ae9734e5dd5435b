"""format.md §6: the fields of each kind, the chain of a log, what opens, what is erased."""

import datetime
import re
from dataclasses import dataclass

from blake3 import blake3

from keys import older_cards
from notation import Damaged, NotAuthentic, dk, holds, is_bytes, open_object, strict_json

FIRST_MOMENT = "1970-01-01T00:00:00Z"
FURTHEST_AHEAD = 2**40
SMALL = 2048
STRUCTURE = ("pin", "slots", "told", "accepted", "lost")
PRACTICES = ("openly", "understand", "listen", "time", "candidate", "session", "sitDown", "witness", "checkIn")
TEMPLATES = ("running-1", "first-1")

# The fields of each kind and their types; ? is optional.
FRAME = "template=text paper=text language=text from=day to=day"
FIELDS = {
    "page": "on=day text=text tags=texts",
    "edit": "page=link on=day text=text tags=texts",
    "noticed": "on=day did=text says=text meant=text sit_down?=bool",
    "shared": "page=link copy=link",
    "erase": "what=places of?=link-or-null",
    "attachment": "page=link id=id name=text type=text length=uint64 hash=link",
    "question": "text=text library?=text-or-null",
    "answer": "question=link text=text in_person=bool",
    "opened": "question=link",
    "reply": "question=link text=text",
    "practice": "practice=text on=day about=text",
    "part": "of=link step=text turn=turn text=text choice?=text-or-null feelings?=texts needs?=texts when?=wall-or-null agreesTo?=link",
    "finished": "of=link",
    "summary": "on=day first=id " + FRAME,
    "frame": "of=link " + FRAME,
    "proposed": "of=link page=link yes=bool",
    "approval": "of=link content=link pages=link sig=sig",
    "mark": "idea=text mark=text",
    "depth": "depth=text",
    "own": "is=text text=text depth?=text",
    "space": "space=id readers=readers",
    "key": "key=id retires=ids",
    "pin": "partner=id card=link",
    "slots": "slots=slots",
    "told": "slots=ids restored?=link-or-null",
    "accepted": "lost=lost",
    "lost": "logs=ids keys=ids",
    "card": "card=link",
    "ended": "key=link ends=ends",
    "rotated": "keys=ids",
    "restored": "made=text tips=tips",
}


# --- types of fields (§3) ---


def is_text(value):
    return isinstance(value, str)


def is_uint(value):
    return type(value) is int and value >= 0


def is_hex(digits):
    return lambda value: is_text(value) and re.fullmatch(f"[0-9a-f]{{{digits}}}", value) is not None


def is_day(value):
    try:
        return re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.A) is not None and bool(datetime.date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def is_wall_time(value):
    return is_text(value) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?", value, re.A) is not None


def is_moment(value):
    try:
        # Python 3.10 knows no Z
        return datetime.datetime.fromisoformat(value.replace("Z", "+00:00")).tzinfo is not None
    except (AttributeError, ValueError):
        return False


def or_null(test):
    return lambda value: value is None or test(value)


def pair(first, second):
    return lambda value: isinstance(value, list) and len(value) == 2 and first(value[0]) and second(value[1])


def list_of(test):
    return lambda value: isinstance(value, list) and all(map(test, value))


def by_log(test):
    return lambda value: isinstance(value, dict) and all(is_id(log) and test(one) for log, one in value.items())


is_id, is_link, is_sig = is_hex(32), is_hex(64), is_hex(128)
TYPES = {
    "text": is_text,
    "text-or-null": or_null(is_text),
    "texts": list_of(is_text),
    "bool": lambda value: type(value) is bool,
    "uint64": is_uint,
    "uint": lambda value: is_uint(value) and value < 2**32,
    "turn": lambda value: is_uint(value) and value < 2**31,
    "day": is_day,
    "wall-or-null": or_null(is_wall_time),
    "id": is_id,
    "ids": list_of(is_id),
    "link": is_link,
    "link-or-null": or_null(is_link),
    "sig": is_sig,
    "readers": lambda value: list_of(is_id)(value) and len(value) <= 2,
    "places": list_of(pair(is_id, is_uint)),
    "slots": list_of(pair(is_id, is_id)),
    "lost": by_log(pair(is_uint, is_uint)),
    "tips": by_log(pair(is_uint, is_link)),
    "ends": by_log(list_of(pair(is_uint, is_link))),
}


def check_head(body):
    numbers = TYPES["uint"](body.get("schema")) and is_uint(body.get("clock", 0))
    if not is_text(body.get("kind")) or not numbers or not or_null(is_text)(body.get("at")):
        raise Damaged("kind, schema, at or clock")
    if not TYPES["tips"](body.get("seen", {})):
        raise Damaged("seen")


def check_fields(body):
    """A kind or a schema that is newer is not looked into."""
    check_head(body)
    if is_newer(body):
        return
    for field in FIELDS[body["kind"]].split():
        name, kind = field.replace("?", "").split("=")
        optional = "?" in field and name not in body
        if not optional and not TYPES[kind](body.get(name)):
            raise Damaged(f"the field {name}")


def is_newer(body):
    if body["kind"] not in FIELDS or body["schema"] > 1:
        return True
    if body["kind"] == "practice" and is_text(body.get("practice")):
        return body["practice"] not in PRACTICES
    framed = body["kind"] in ("summary", "frame") and is_text(body.get("template"))
    return framed and body["template"] not in TEMPLATES


# --- a change ---


@dataclass
class Read:
    """A change that was opened."""

    row: object
    body: dict

    @property
    def order(self):
        return self.body.get("clock", 0), self.row.log, self.row.number

    @property
    def place(self):
        return self.row.log, self.row.number

    @property
    def id(self):
        return self.row.link.hex()

    @property
    def at(self):
        at = self.body.get("at")
        return at if is_moment(at) else FIRST_MOMENT

    @property
    def is_private(self):
        return self.row.space == self.row.author

    def is_a(self, *kinds):
        return self.body["kind"] in kinds and not is_newer(self.body)


def header(vault, change):
    ids = vault + change.author + change.log
    return b"\0\1" + ids + change.number.to_bytes(8, "big") + change.space


def has_shape(change):
    sizes = ((change.hash, 32), (change.link, 32), (change.sig, 64), (change.sum, 16))
    return all(is_bytes(column, size) for column, size in sizes)


def open_change(vault, change, key_id, key):
    plain = open_object(1, header(vault, change) + change.link + key_id, key, change.blob)
    if len(plain) < 32 or dk("content", plain) != change.hash:
        raise NotAuthentic("content")
    body = strict_json(plain[32:])
    check_head(body)
    return Read(change, body)


def own_structure(box, me):
    """§10, 4: own changes in Mine, before any chain is verified, in the order of the fold."""
    own = []
    for change in (change for rows in box.changes.values() for change in rows):
        in_mine = change.author == me.id and change.space == me.id
        if in_mine and has_shape(change) and change.blob is not None and len(change.blob) <= SMALL:
            try:
                own.append(open_structure(box, me, change))
            except Damaged:
                pass  # named when its log is read
    return sorted((read for read in own if read), key=lambda read: read.order)


def open_structure(box, me, change):
    read = open_change(box.vault, change, me.mine_id, me.mine)
    if read.body["kind"] not in STRUCTURE:
        return None
    check_fields(read.body | {"schema": 1})
    return read


# --- the chain of a log ---


@dataclass
class Step:
    """One row as the chain sees it."""

    row: object
    is_whole: bool
    follows: bool
    follows_stored: bool


def walk(box, log, rows, sign):
    """Goes through a log by its numbers; -> [Step]"""
    before, number, steps = [dk("log", box.vault + box.logs[log] + log + sign)], 0, []
    for row in rows:
        if row.number != number + 1:
            box.found.append(f"log {log.hex()}: {number + 1} to {row.number - 1} are missing")
            before = []
        number, has_link = row.number, is_bytes(row.link, 32)
        linkable = row.space is not None and is_bytes(row.hash, 32)
        chain = [dk("link", header(box.vault, row) + link + row.hash) for link in before] if linkable else []
        steps.append(Step(row, linkable and has_link, row.link in chain, chain[:1] == [row.link]))
        # a link of zeros is what a backup makes of one of the wrong length
        says = has_link and row.link != bytes(32)
        before = ([row.link] * says + [link for link in chain if link != row.link])[:2]
    return steps


def verify_log(box, log, rows, sign, ended=None):
    """-> the numbers that hold, {number: why not} of the others; in a log that ended its links count, no signature"""
    good, bad, vouched = set(), {}, False
    for step in reversed(walk(box, log, rows, sign)):
        row = step.row
        if ended is None:
            good_sig = vouched or holds(sign, "duologue v1 change", row.link, row.sig)
        else:
            good_sig = vouched or ended.get(row.number) == row.link
        if step.is_whole and step.follows and good_sig:
            good.add(row.number)
        else:
            bad[row.number] = "not authentic" if step.is_whole else "damaged"
        vouched = row.number in good and step.follows_stored
    return good, bad


# --- logs under older cards ---


def begins_with(box, log, rows, sign):
    """Whether the first row follows from this key."""
    steps = walk(box, log, rows[:1], sign)
    return bool(steps) and steps[0].row.number == 1 and steps[0].follows


def ended_logs(box, me):
    """-> {log: (author, key of the older card, {number: link})} as the cards that count say"""
    ended = {}
    for log, rows in box.changes.items():
        card = me.cards.get(box.logs[log])
        for body in first_words(box, me, log, rows, card[38:70]) if card else ():
            for old, links in body["ends"].items():
                if box.logs.get(bytes.fromhex(old)) != box.logs[log]:
                    continue  # nobody says so of the logs of anybody else
                one = (box.logs[log], bytes.fromhex(body["key"]), {})
                links = {number: bytes.fromhex(link) for number, link in links}
                ended.setdefault(bytes.fromhex(old), one)[2].update(links)
    return ended


def first_words(box, me, log, rows, sign):
    """What a log begins with, as long as it is `ended`."""
    for number, step in enumerate(walk_quietly(box, log, rows, sign), 1):
        row = step.row
        space, key = me.keys.get(row.key, (None, None))
        if row.number != number or not step.follows_stored or space != row.space or not has_shape(row):
            return
        if row.blob is None or not holds(sign, "duologue v1 change", row.link, row.sig):
            return
        try:
            body = open_change(box.vault, row, row.key, key).body
            check_fields(body)
        except Damaged:
            return
        if body["kind"] != "ended" or body["schema"] > 1:
            return
        yield body


def walk_quietly(box, log, rows, sign):
    """What is missing is told when the log is read."""
    found, box.found = box.found, []
    steps = walk(box, log, rows, sign)
    box.found = found
    return steps


# --- reading all logs ---


class Logs:
    """All logs, verified and opened as far as somebody's keys go."""

    def __init__(self, box, me):
        self.box, self.me = box, me
        self.rows = {(row.log, row.number): row for rows in box.changes.values() for row in rows}
        self.latest = FURTHEST_AHEAD + sum(rows[-1].number for rows in box.changes.values() if rows)
        self.good = {}  # log -> numbers that hold
        self.read = []  # in the order of reading: log by log
        self.wrong = []  # (place, what is wrong)
        self.locked_out = set()
        self.ended = ended_logs(box, me)
        lost = [read.body for read in me.own if read.body["kind"] == "lost"]
        self.lost = [{bytes.fromhex(one) for body in lost for one in body[name]} for name in ("logs", "keys")]
        for log, rows in box.changes.items():
            self.read_log(log, rows)
        self.find_gone_grants()
        self.erased = self.find_erased()

    def read_log(self, log, rows):
        author = self.box.logs[log]
        card = self.me.cards.get(author)
        if card is None:
            self.box.found.append(f"log {log.hex()} is unconfirmed and not read")
            return
        by, sign, links = self.ended.get(log, (None, None, None))
        if by != author:
            sign, links = card[38:70], None
            if not begins_with(self.box, log, rows, sign) and self.is_of_another_card(log, rows, author):
                return
        self.good[log], bad = verify_log(self.box, log, rows, sign, links)
        self.wrong += [((log, number), why) for number, why in bad.items()]
        for row in rows:
            self.read_row(row, row.number in self.good[log])

    def is_of_another_card(self, log, rows, author):
        """One that is not confirmed yet, or an older one that the newer says nothing of."""
        newer = [self.me.next[author]] if author in self.me.next else []
        older = [card for card, _ in older_cards(self.box, author)]
        if any(begins_with(self.box, log, rows, card[38:70]) for card in newer):
            self.box.found.append(f"note: log {log.hex()} waits until new keys are confirmed")
            return True
        if not any(begins_with(self.box, log, rows, card[38:70]) for card in older):
            return False
        if any(self.me.reads(row.space) for row in rows):
            self.box.found.append(f"log {log.hex()} is unconfirmed and not read")
        return True

    def is_lost(self, row):
        """Of a Mine that its owner went on without."""
        logs, keys = self.lost
        in_mine = row.author == row.space == self.me.id
        return in_mine and row.log in logs and row.key in keys and row.key not in self.me.keys

    def read_row(self, row, holds_here):
        place = row.log, row.number
        if not has_shape(row):
            self.wrong.append((place, "damaged"))
            return
        if holds_here and row.author == self.me.id != row.space and not self.me.reads(row.space):
            self.locked_out.add(row.space)
        if self.is_lost(row):
            return
        if row.blob is None:
            self.wrong += [(place, "vanished")] * self.me.reads(row.space)
        elif holds_here:
            try:
                self.read += self.open_row(row)
            except Damaged as why:
                self.wrong.append((place, f"{why.word}: {why}"))

    def open_row(self, row):
        """-> [Read], or [] of what is not mine to read"""
        space, key = self.me.keys.get(row.key, (None, None))
        if space == row.space:
            read = open_change(self.box.vault, row, row.key, key)
            if read.order[0] > self.latest:
                raise Damaged("clock")
            check_fields(read.body)
            return [read]
        rotten = blake3(row.blob).digest()[:16] != row.sum
        if row.key is None or row.key in self.me.keys or self.me.reads(row.space) or rotten:
            raise Damaged("key or sum")
        return []

    def find_gone_grants(self):
        for space in self.locked_out:
            self.box.found.append(f"a key of space {space.hex()} was mine once: its grant is gone")
        if not self.locked_out and not any(space != self.me.id for space, _ in self.me.keys.values()):
            self.box.found.append("no key of an Ours was granted: a grant is gone")

    def still_told(self, place, why):
        """Of what was erased: damage only where nobody knows what the change was."""
        holds = place[1] in self.good.get(place[0], ())
        return why.startswith("not authentic") or (why.startswith("damaged") and not holds)

    def find_erased(self):
        """-> {place: erase}; tells what else is wrong"""
        erased = {}
        for erase in (read for read in self.read if read.is_a("erase")):
            for log, number in erase.body["what"]:
                row = self.rows.get((bytes.fromhex(log), number))
                if row and row.author == erase.row.author and (row.space == erase.row.space or is_broken(row)):
                    erased[row.log, row.number] = erase
        told = [(place, why) for place, why in self.wrong if place not in erased or self.still_told(place, why)]
        self.box.found += [f"change {log.hex()}/{number}: {why}" for (log, number), why in dict.fromkeys(told)]
        back = [place for place in erased if self.rows[place].blob is not None]
        self.box.found += [f"change {log.hex()}/{number} was erased and is put back" for log, number in back]
        return erased

    @property
    def stands(self):
        """What was read and is not erased, in the order of the fold."""
        return sorted((read for read in self.read if read.place not in self.erased), key=lambda read: read.order)


def is_broken(row):
    return row.space is None or not has_shape(row)
