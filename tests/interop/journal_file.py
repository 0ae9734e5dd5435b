"""format.md §2: the SQLite file. It is copied first, so that reading never writes."""

import os
import re
import shutil
import sqlite3
import stat
import tempfile

from notation import FRAME, MAX_BLOB, MAX_WITNESS, Attachment, Box, Change, Grant, Member, Refused, Ring, Slot, Witness, is_bytes

SCHEMA = """\
CREATE TABLE vault(id BLOB NOT NULL CHECK(length(id) = 16), format INTEGER NOT NULL) STRICT;
CREATE TABLE member(partner BLOB NOT NULL UNIQUE CHECK(length(partner) = 16), card BLOB NOT NULL, card_sig BLOB NOT NULL, face BLOB NOT NULL, face_sig BLOB NOT NULL) STRICT;
CREATE TABLE keyslot(slot BLOB NOT NULL UNIQUE CHECK(length(slot) = 16), partner BLOB NOT NULL, kind INTEGER NOT NULL, m INTEGER NOT NULL, t INTEGER NOT NULL, p INTEGER NOT NULL, salt BLOB NOT NULL, commitment BLOB NOT NULL, sealed BLOB NOT NULL, chk BLOB NOT NULL) STRICT;
CREATE TABLE ring(partner BLOB NOT NULL, number INTEGER NOT NULL, blob BLOB NOT NULL, UNIQUE(partner, number)) STRICT;
CREATE TABLE space(n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE CHECK(length(id) = 16)) STRICT;
CREATE TABLE key(n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE CHECK(length(id) = 16)) STRICT;
CREATE TABLE log(n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE CHECK(length(id) = 16), author BLOB NOT NULL CHECK(length(author) = 16)) STRICT;
CREATE TABLE "grant"(key BLOB NOT NULL, recipient BLOB NOT NULL, space BLOB NOT NULL, recipient_card BLOB NOT NULL, sender BLOB NOT NULL, sender_card BLOB NOT NULL, enc BLOB NOT NULL, ct BLOB NOT NULL, sig BLOB NOT NULL, UNIQUE(key, recipient)) STRICT;
CREATE TABLE change(id INTEGER PRIMARY KEY, space INTEGER NOT NULL REFERENCES space(n), content_hash BLOB NOT NULL, link BLOB NOT NULL, sig BLOB NOT NULL, key INTEGER NOT NULL REFERENCES key(n), sum BLOB NOT NULL, blob BLOB) STRICT;
CREATE TABLE draft(id BLOB NOT NULL UNIQUE CHECK(length(id) = 16), partner BLOB NOT NULL, key BLOB NOT NULL, blob BLOB NOT NULL) STRICT;
CREATE TABLE attachment(id BLOB NOT NULL UNIQUE CHECK(length(id) = 16), space INTEGER NOT NULL REFERENCES space(n), key INTEGER NOT NULL REFERENCES key(n), blob BLOB) STRICT;
CREATE TABLE chunk(attachment BLOB NOT NULL, n INTEGER NOT NULL, bytes BLOB NOT NULL, UNIQUE(attachment, n)) STRICT;
CREATE TABLE witness(partner BLOB NOT NULL UNIQUE, key BLOB NOT NULL, blob BLOB NOT NULL) STRICT;"""
MOST_LOGS, MOST_GRANTS = 64, 4096
LAST_LOG = 8_388_606


def load(path):
    """-> Box of the journal at path"""
    if not os.path.exists(path) or not stat.S_ISREG(os.stat(path).st_mode):
        raise Refused("not a regular file")
    try:
        with tempfile.TemporaryDirectory() as folder:
            return read_copy(path, os.path.join(folder, "copy"))
    except sqlite3.Error as why:
        raise Refused(f"the file is damaged: {why}")


def read_copy(path, copy):
    shutil.copyfile(path, copy)
    tips = with_database(f"file:{copy}?immutable=1", newest_of_each_log)
    wal = path + "-wal"
    if os.path.exists(wal) and os.path.getsize(wal):
        shutil.copyfile(wal, copy + "-wal")
    return with_database(f"file:{copy}", lambda db: read_all(db, tips))


def with_database(uri, read):
    db = sqlite3.connect(uri, uri=True)
    try:
        for setting in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"):
            db.execute("PRAGMA " + setting)
        return read(db)
    finally:
        db.close()


def newest_of_each_log(db):
    check_version(db)
    rows = db.execute("SELECT id, link FROM change WHERE id IN (SELECT max(id) FROM change GROUP BY id >> 40)")
    return set(rows)


def check_version(db):
    """-> the vault's id"""
    application, user = (number(db, name) for name in ("application_id", "user_version"))
    if application != 0x44554F4C:
        raise Refused("not a journal")
    if user < 1:
        raise Refused("the file is damaged: user_version")
    rows = [] if user > 1 else db.execute("SELECT id, format FROM vault").fetchall()
    if user > 1 or (len(rows) == 1 and rows[0][1] > 2):
        raise Refused("the journal is of a newer version")
    if len(rows) != 1 or not is_bytes(rows[0][0], 16):
        raise Refused("the file is damaged: vault")
    return rows[0][0]


def number(db, pragma):
    return db.execute(f"PRAGMA {pragma}").fetchone()[0]


def check_schema(db):
    statements = [sql.strip() for sql in SCHEMA.split(";")[:-1]]
    tables = [(re.match(r'CREATE TABLE "?(\w+)', sql)[1], sql) for sql in statements]
    want = [("table", name, name, sql) for name, sql in tables]
    want += [("index", f"sqlite_autoindex_{name}_1", name, None) for name, sql in tables if "UNIQUE" in sql]
    stands = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")
    if sorted(want, key=str) != sorted(stands, key=str):
        raise Refused("the file is damaged: schema")


def read_all(db, tips):
    vault = check_version(db)
    check_schema(db)
    if not tips <= set(db.execute("SELECT id, link FROM change")):
        raise Refused("the -wal beside the file is stale or another journal's")
    box = Box(vault, rows(db, Member, "member ORDER BY rowid"), rows(db, Slot, "keyslot ORDER BY rowid"))
    box.grants = rows(db, Grant, '"grant"')
    if len(box.grants) > MOST_GRANTS:
        raise Refused("the file is damaged: too many grants")
    box.ring = rows(db, Ring, "ring ORDER BY partner, number")
    read_changes(db, box)
    read_witnesses(db, box)
    read_attachments(db, box)
    return box


def rows(db, shape, table):
    return [shape(*row) for row in db.execute(f"SELECT * FROM {table}")]


def read_logs(db, box):
    """-> {number: (id, author)}; a row that names nothing is told"""
    all_logs = db.execute("SELECT n, id, author FROM log ORDER BY n").fetchall()
    if len(all_logs) > MOST_LOGS:
        raise Refused("the file is damaged: too many logs")
    whole = {n: ids for n, *ids in all_logs if all(is_bytes(one, 16) for one in ids) and 1 <= n <= LAST_LOG}
    box.found += [f"the row {n} of log is damaged" for n, *_ in all_logs if n not in whole]
    box.logs = dict(whole.values())
    return whole


def read_ids(db, table):
    return {n: name for n, name in db.execute(f"SELECT n, id FROM {table}") if is_bytes(name, 16)}


def read_changes(db, box):
    logs, spaces, keys = read_logs(db, box), read_ids(db, "space"), read_ids(db, "key")
    blob = f"iif(length(blob) > {MAX_BLOB}, x'', blob)"
    sql = f"SELECT id, space, content_hash, link, sig, key, sum, {blob} FROM change ORDER BY id"
    for place, space, content, link, sig, key, rot_sum, blob in db.execute(sql):
        n, seq = place >> 40, place & (2**40 - 1)
        if n not in logs or seq == 0:
            box.found.append(f"a stray change {n}/{seq}: damaged")
            continue
        log, author = logs[n]
        change = Change(log, author, seq, spaces.get(space), content, link, sig, keys.get(key), rot_sum, blob)
        box.changes.setdefault(log, []).append(change)


def read_witnesses(db, box):
    sql = f"SELECT partner, key, iif(length(blob) > {MAX_WITNESS}, x'', blob) FROM witness"
    box.witnesses = {row[0]: Witness(*row) for row in db.execute(sql)}


def read_attachments(db, box):
    spaces, keys = read_ids(db, "space"), read_ids(db, "key")
    for name, space, key, blob in db.execute("SELECT id, space, key, blob FROM attachment"):
        box.attachments[name] = Attachment(name, spaces.get(space), keys.get(key), blob)
    for name, n, piece in db.execute(f"SELECT attachment, n, iif(length(bytes) > {FRAME}, x'', bytes) FROM chunk"):
        box.chunks.setdefault(name, {})[n] = piece
