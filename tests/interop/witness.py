"""format.md §7: what was seen, held against the file. The copy outside of the file is not looked at."""

from changes import TYPES, is_id, list_of
from notation import MAX_WITNESS, Damaged, open_object, strict_json

EMPTY = {"logs": {}, "slots": None, "keys": None}


class Claims:
    """Holds what somebody has seen against what stands."""

    def __init__(self, box, me, logs):
        self.box, self.me, self.logs = box, me, logs
        self.accepted = [read for read in logs.read if read.is_a("accepted") and read.row.space == me.id]

    def hold_seen(self):
        """What this partner's own changes have in `seen`."""
        for read in (read for read in self.logs.read if read.row.author == self.me.id):
            later = [one for one in self.accepted if one.order > read.order]
            self.hold(read.body.get("seen", {}), later, "by seen")

    def hold_witness(self):
        """What the witness in the file knows."""
        seen = open_witness(self.box, self.me)
        new = [one for one in self.accepted if not knows(seen, one)]
        self.hold(seen["logs"], new, "by the witness")
        self.tell_unwitnessed(seen, new)
        if not new and seen["slots"] is not None:
            self.hold_slots(seen)
            self.hold_keys(seen)

    def tell(self, words):
        self.box.found.append(words)

    def hold(self, claims, accepted, by):
        for log, (number, link) in claims.items():
            if not any(names(one, log, number) for one in accepted):
                self.hold_log(bytes.fromhex(log), number, link, by)

    def hold_log(self, log, number, link, by):
        last = max((row.number for row in self.box.changes.get(log, [])), default=0)
        if last < number:
            self.tell(f"log {log.hex()}: the end is missing, {last + 1} to {number} ({by})")
        elif number in self.logs.good.get(log, ()) and self.logs.rows[log, number].link.hex() != link:
            self.tell(f"log {log.hex()}: {number} was rewritten ({by})")

    def tell_unwitnessed(self, seen, accepted):
        for log in (log for log in self.logs.good if self.box.logs[log] == self.me.id):
            known = seen["logs"].get(log.hex(), (0,))[0]
            late = [number for number in sorted(self.logs.good[log]) if number > known]
            late = [number for number in late if not any(names(one, log.hex(), number) for one in accepted)]
            if late:
                self.tell(f"log {log.hex()}: {late[0]} to {late[-1]} are unwitnessed")

    def hold_slots(self, seen):
        newest = [read for read in self.me.own if read.body["kind"] == "slots"][-1]
        if knows(seen, newest) and sorted(newest.body["slots"]) != sorted(seen["slots"]):
            self.tell("an old keyslot: they are others than the witness knows")

    def hold_keys(self, seen):
        granted = {key.hex() for key, (space, _) in self.me.keys.items() if space != self.me.id}
        taken = (read.body for read in self.logs.read if read.is_a("key"))
        retired = {old for body in taken for old in body["retires"] if old != body["key"]}
        for key in set(seen["keys"]) - granted - retired:
            self.tell(f"the grant of key {key} is gone")
        for key in granted - set(seen["keys"]):
            begins = next((read for read in self.logs.read if read.is_a("key") and read.body["key"] == key), None)
            if begins and knows(seen, begins):
                self.tell(f"an old grant: key {key}")


def knows(seen, read):
    return read.row.number <= seen["logs"].get(read.row.log.hex(), (0,))[0]


def names(accepted, log, number):
    first, last = accepted.body["lost"].get(log, (1, 0))
    return first <= number <= last


def open_witness(box, me):
    row = box.witnesses.get(me.id)
    try:
        if row is None or not isinstance(row.blob, bytes) or len(row.blob) > MAX_WITNESS:
            return EMPTY
        place = box.vault + me.id + bytes(16) + me.mine_id
        body = strict_json(open_object(3, place, me.mine, row.blob))
    except Damaged:
        return EMPTY
    fits = TYPES["tips"](body.get("logs")) and TYPES["slots"](body.get("slots")) and list_of(is_id)(body.get("keys"))
    return body if fits else EMPTY
