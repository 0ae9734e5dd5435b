"""format.md §6, *What the changes come to*: the pages, in the shape of `duologue-cli read --json`."""

from attachments import read_file
from notation import Damaged

SEALED_STEPS = {"understand": ("happened", "surface", "softer", "story", "myPart"), "candidate": ("impression",)}
WORDS = ("text", "choice", "feelings", "needs", "when")


class Book:
    """What the changes come to, for one partner."""

    def __init__(self, me, logs, faces):
        self.me, self.logs = me, logs
        self.labels = {partner: face["label"] for partner, face in faces.items()}
        self.ranks = sorted(self.labels, key=lambda one: (self.labels[one].lower(), one))
        self.fold = logs.stands
        self.readers, self.ours = self.read_spaces()

    def all(self, *kinds, **fields):
        """Changes of these kinds with these fields, in the order of the fold."""
        of_kind = (read for read in self.fold if read.is_a(*kinds))
        return [read for read in of_kind if all(read.body.get(name) == value for name, value in fields.items())]

    def read_spaces(self):
        """-> {space: readers}, the Ours that one writes in"""
        pinned = {read.body["partner"] for read in self.me.own if read.body["kind"] == "pin"}
        known = pinned | {partner.hex() for partner in self.me.cards}
        readers, newest = {}, {}
        for read in self.all("space"):
            if read.body["space"] == read.row.space.hex() and not read.is_private:
                readers.setdefault(read.row.space, set()).update(set(read.body["readers"]) & known)
                newest[read.row.space] = read.order
        mine = [space for space in readers if self.me.id.hex() in readers[space]]
        ours = max(mine, key=lambda space: (len(readers[space]), newest[space]), default=None)
        return readers, ours

    def space_word(self, space):
        if space == self.me.id:
            return "mine"
        few = len(self.readers.get(space, ())) < len(self.readers.get(self.ours, ()))
        return "before" if few else "ours"

    def label(self, partner):
        return self.labels.get(partner, "")

    def in_order(self, partners):
        return [self.label(one) for one in self.ranks if one in partners]

    def pages(self):
        """Every page, by its id."""
        pages = {read.id: page for read in self.fold if (page := self.page_of(read))}
        for place, erase in self.logs.erased.items():
            pages |= self.mark_of(place, erase)
        for page in pages.values():
            copy = pages.get(page["shared_as"])
            page["shared_as"] = page["shared_as"] if copy and not copy["taken_back"] else None
        return [pages[name] for name in sorted(pages)]

    def shape(self, read, name, kind, **more):
        page = {
            "id": name,
            "space": self.space_word(read.row.space),
            "kind": kind,
            "authors": [self.label(read.row.author)],
            "on": read.at[:10],
            "at": read.at,
            "tags": [],
            "taken_back": False,
            "text": "",
            "noticed": None,
            "question": None,
            "answers": [],
            "replies": [],
            "practice": None,
            "earlier_versions": [],
            "shared_as": self.copy_of(name),
            "attachments": self.files(read, name),
        }
        return page | more

    def files(self, page, name):
        return [self.file(one) for one in self.all("attachment", page=name) if is_beside(one, page)]

    def file(self, read):
        """What is said of a file; each is opened, and told where it does not hold."""
        said = read.body
        try:
            read_file(self.logs.box, self.me, read)
        except Damaged as why:
            self.logs.box.found.append(f"attachment {said['id']}: {why.word}: {why}")
        return {name: said[name] for name in ("id", "name", "type", "length")} | {"blake3": said["hash"], "at": read.at}

    def copy_of(self, page):
        copies = [read.body["copy"] for read in self.all("shared", page=page) if read.is_private]
        return copies[-1] if copies else None

    def mark_of(self, place, erase):
        """What stays of a page of Ours that was taken back."""
        row = self.logs.rows[place]
        is_first = erase.body["what"][0] == [place[0].hex(), place[1]]
        holds = place[1] in self.logs.good.get(place[0], ())
        if erase.is_private or not is_first or not holds or erase.body.get("of"):
            return {}
        return {row.link.hex(): self.shape(erase, row.link.hex(), "page", taken_back=True)}

    def page_of(self, read):
        """The page that begins with this change, or None."""
        if not any(read.is_a(kind) for kind in ("page", "noticed", "question", "practice", "summary")):
            return None if is_known(read) else self.shape(read, read.id, "newer")
        makers = {"page": self.free_page, "noticed": self.noticed, "question": self.question}
        return makers.get(read.body["kind"], self.practice)(read)

    def free_page(self, read):
        edits = [one for one in self.all("edit", page=read.id) if is_beside(one, read)]
        versions = [self.version(one) for one in (read, *edits)]
        newest = versions.pop()
        del newest["at"]
        return self.shape(read, read.id, "page", **newest, earlier_versions=versions)

    def version(self, read):
        return {"at": read.at} | {name: read.body[name] for name in ("on", "tags", "text")}

    def noticed(self, read):
        said = {name: read.body[name] for name in ("did", "says", "meant")}
        return self.shape(read, read.id, "noticed", on=read.body["on"], noticed=said)

    def question(self, read):
        answers = {}
        for answer in self.all("answer", question=read.id):
            if answer.row.space == read.row.space:
                answers.setdefault(answer.row.author, answer)
        opened = [one for one in self.logs.read if one.is_a("opened") and one.body["question"] == read.id]
        opened = [one for one in opened if one.row.space == read.row.space]
        if len(answers) < 2:
            return None
        at = (opened or [read])[-1].at
        return self.shape(
            read,
            read.id,
            "inner-world",
            authors=self.in_order(answers),
            on=at[:10],
            at=at,
            question=read.body["text"],
            answers=[self.answer(answers[one]) for one in self.ranks if one in answers],
            replies=self.replies(read),
        )

    def answer(self, read):
        return {"author": self.label(read.row.author), "text": read.body["text"], "in_person": read.body["in_person"]}

    def replies(self, question):
        replies, received = [], set()
        for read in self.all("reply", question=question.id):
            if read.row.space == question.row.space:
                kind = "comment" if read.row.author in received else "receive"
                received.add(read.row.author)
                author = self.label(read.row.author)
                replies.append({"author": author, "kind": kind, "text": read.body["text"], "at": read.at})
        return replies

    def practice(self, read):
        ends = [one for one in self.all("finished", of=read.id) if one.row.space == read.row.space]
        if not ends:
            return None
        kind = read.body.get("practice", "summary")
        parts = self.parts(read, kind, ends[0])
        if not read.is_private and all(part.body["step"] == "pause" for part in parts):
            return None
        authors = self.in_order({part.row.author for part in parts} or {read.row.author})
        agreed = agreed_to(parts)
        said = {"about": read.body.get("about", ""), "parts": [self.part(part, agreed) for part in parts]}
        on = self.outing_day(parts, ends[0]) if kind == "time" else None
        return self.shape(read, read.id, kind, on=on or read.body["on"], authors=authors, practice=said)

    def outing_day(self, parts, end):
        """The day that the last plan names, once it has come."""
        plans = [part.body for part in parts if part.body["step"] == "plan"]
        last = max((plan["turn"] for plan in plans), default=None)
        days = [(plan.get("when") or "")[:10] for plan in plans if plan["turn"] == last]
        return days[-1] if days and days[-1] <= end.at[:10] else None

    def parts(self, practice, kind, end):
        """What was said before the end; of what was sealed the first of each author and step."""
        parts, sealed = [], set()
        for part in self.all("part", of=practice.id):
            once = part.row.author, part.body["step"]
            timeless = part.order[0] == 0
            counts = once not in sealed and once[1] in SEALED_STEPS.get(kind, ()) if timeless else part.order < end.order
            if part.row.space == practice.row.space and counts:
                parts.append(part)
                sealed |= {once} if timeless else set()
        return parts

    def part(self, read, agreed):
        words = {name: read.body[name] for name in WORDS if read.body.get(name) not in (None, [])}
        about = {name: read.body[name] for name in ("step", "turn")}
        return {"author": self.label(read.row.author)} | about | {"agreed": read.id in agreed} | words


AGREED = "Agreed"


def agreed_to(parts):
    """The ids of what the other agreed to: by the last part in each step that agrees."""
    last = {part.body["step"]: part for part in parts if part.body["step"].endswith(AGREED)}
    return {proposed.id for part in last.values() if (proposed := proposal(parts, part))}


def proposal(parts, part):
    """What a part agrees to, or None: it names it, or (version 1) it is the only one of its turn."""
    step = part.body["step"].removesuffix(AGREED)
    in_step = [one for one in parts if one.body["step"] == step]
    named = part.body.get("agreesTo")
    if named:
        found = [one for one in in_step if one.id == named]
    else:
        found = [one for one in in_step if one.body["turn"] == part.body["turn"]]
        found = [one for one in found if one.order < part.order] if len(found) == 1 else []
    return found[0] if found and found[0].row.author != part.row.author else None


def is_known(read):
    return read.is_a(read.body["kind"])


def is_beside(edit, page):
    return edit.row.author == page.row.author and edit.row.space == page.row.space
