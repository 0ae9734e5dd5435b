"""format.md §6, *Attachments*: the files on a page."""

from blake3 import blake3

from notation import Damaged, dk, is_bytes, open_frames, open_unpadded, padded_length, unpad

CHUNK = 65_536


def read_file(box, me, read):
    """-> the bytes of the file that a change names; raises Damaged"""
    said, name = read.body, bytes.fromhex(read.body["id"])
    key = dk("file", file_key(box, me, read.row.space, name) + box.vault + name)
    pieces = box.chunks.get(name, {})
    count = -(-padded_length(said["length"]) // CHUNK)
    if sorted(pieces) != list(range(count)):
        raise Damaged("its chunks are not all there")
    data = unpad(open_frames(key, [pieces[n] for n in range(count)]))
    if len(data) != said["length"] or blake3(data).hexdigest() != said["hash"]:
        raise Damaged("it is not the file that was named")
    return data


def file_key(box, me, space, name):
    row = box.attachments.get(name)
    of, space_key = me.keys.get(row.key, (None, None)) if row else (None, None)
    if row is None or row.space != space or of != space:
        raise Damaged("its key is not there")
    key = open_unpadded(4, box.vault + space + name + row.key, space_key, row.blob)
    if not is_bytes(key, 32):
        raise Damaged("its key is none")
    return key
