//! What a file on a page shows is told by its first bytes; which pages have a photo is listed.

use core_tests::files::some_bytes;
use core_tests::{journal_of_one, journal_of_two, lock, lock_both, november};
use duologue_core::journal::{Picture, Sitting, TimelineFilter};
use duologue_core::vault::VaultError;
use duologue_core::{Id, Link};
use image::{DynamicImage, ImageFormat};
use std::io::Cursor;
use std::ops::ControlFlow;

const PROGRESSIVE: &[u8] = include_bytes!("../../pictures/progressive.jpg");

fn written(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(width, height).write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// A JPEG with a segment right after its beginning.
fn with_segment(jpeg: &[u8], marker: u8, contents: &[u8]) -> Vec<u8> {
    let length = (contents.len() as u16 + 2).to_be_bytes();
    let (begin, rest) = jpeg.split_at(2);
    [begin, &[0xFF, marker], &length, contents, rest].concat()
}

fn turned(by: u8) -> Vec<u8> {
    let tiff = b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0";
    [b"Exif\0\0", &tiff[..], &[by, 0, 0, 0, 0, 0, 0]].concat()
}

fn size(bytes: &[u8]) -> Option<(&'static str, u32, u32)> {
    Picture::of(bytes).map(|picture| (picture.media, picture.width, picture.height))
}

#[test]
fn a_picture_is_told_by_its_bytes_with_its_size_as_one_sees_it() {
    assert_eq!(size(&written(ImageFormat::Png, 41, 30)), Some(("image/png", 41, 30)));
    let jpeg = written(ImageFormat::Jpeg, 41, 30);
    assert_eq!(size(&jpeg), Some(("image/jpeg", 41, 30)));
    let seen = image::load_from_memory(PROGRESSIVE).unwrap();
    let progressive = Some(("image/jpeg", seen.width(), seen.height()));
    assert_eq!(size(PROGRESSIVE), progressive, "drawn in several steps");
    for (by, expected) in [(1, (41, 30)), (3, (41, 30)), (6, (30, 41)), (8, (30, 41))] {
        let lying = with_segment(&jpeg, 0xE1, &turned(by));
        let (width, height) = expected;
        assert_eq!(size(&lying), Some(("image/jpeg", width, height)), "turned by {by}");
    }
    let mut long = jpeg;
    for _ in 0..3 {
        long = with_segment(&long, 0xE2, &[7; 60_000]);
    }
    assert_eq!(size(&long), Some(("image/jpeg", 41, 30)), "behind much that is said of colours");
}

#[test]
fn what_is_no_picture_is_none_whatever_it_begins_with() {
    let png = written(ImageFormat::Png, 4, 3);
    let jpeg = written(ImageFormat::Jpeg, 4, 3);
    for length in 0..24 {
        assert_eq!(size(&png[..length]), None, "{length} bytes do not tell its size");
    }
    // Its frame ends with the 39th byte.
    for length in 0..39 {
        assert_eq!(size(&jpeg[..length]), None, "{length} bytes have no whole frame");
    }
    for (why, bytes) in [
        ("words", &b"<!doctype html>"[..]),
        ("a drawing that can hold words", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("another kind of picture", b"GIF89a\x01\0\x01\0\0\0\0;"),
        ("a segment shorter than its own length", b"\xFF\xD8\xFF\xE0\0\x01\xFF\xC0\0\x09"),
        (
            "its scan comes before its frame",
            b"\xFF\xD8\xFF\xDA\0\x04\0\0\xFF\xC0\0\x08\x08\0\x01\0\x01\x01",
        ),
        ("no dots across", b"\xFF\xD8\xFF\xC0\0\x08\x08\0\x01\0\0\x01"),
        ("no marker where one must be", b"\xFF\xD8\xFF\xFE\0\x02words"),
    ] {
        assert_eq!(size(bytes), None, "{why}");
    }
    let mut endless = written(ImageFormat::Jpeg, 4, 3);
    for _ in 0..5 {
        endless = with_segment(&endless, 0xE2, &[7; 60_000]);
    }
    assert_eq!(size(&endless), None, "more than its beginning is not looked at");
}

#[test]
fn a_file_on_a_page_is_read_no_further_than_it_takes_to_know() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(false, november(2), "files", &[]).unwrap();
    let mut put = |name: &str, bytes: &[u8]| noor.attach(page, name, &mut &bytes[..]).unwrap().id;
    let [words, empty] = [put("photo.png", &some_bytes(300_000, 2)), put("empty.jpg", b"")];
    let jpeg = written(ImageFormat::Jpeg, 640, 480);
    let picture = put("list.txt", &jpeg);
    lock(noor);
    let hurt_second_chunk = |id: Id| {
        journal.reach_in(|db| {
            let hurt = "UPDATE chunk SET bytes = randomblob(length(bytes))
                        WHERE attachment = ? AND n = 1";
            db.execute(hurt, [&id.0[..]]).unwrap()
        })
    };
    assert_eq!(hurt_second_chunk(words), 1, "there is a second chunk");
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.picture(page, words), Ok(None), "its first chunk tells, and is whole");
    assert_eq!(noor.picture(page, empty), Ok(None), "nothing tells nothing");
    let seen = noor.picture(page, picture).unwrap().unwrap();
    assert_eq!((seen.media, seen.pixels()), ("image/jpeg", 640 * 480), "whatever it is called");
    lock(noor);
    journal.reach_in(|db| {
        let hurt = "UPDATE chunk SET bytes = randomblob(length(bytes)) WHERE attachment = ?";
        db.execute(hurt, [&picture.0[..]]).unwrap()
    });
    let noor = journal.sit(journal.noor);
    let damaged = noor.picture(page, picture).unwrap_err();
    assert_eq!(damaged, VaultError::Damaged("attachment").into(), "nothing is told of what rotted");
    lock(noor);
}

#[test]
fn a_row_says_whether_there_is_a_photo_and_the_list_can_be_of_those() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let write = |noor: &mut Sitting, ours| noor.write_page(ours, november(2), "x", &[]).unwrap();
    let [mine, ours] = [false, true].map(|ours| write(&mut noor, ours));
    let list = |sitting: &Sitting| -> Vec<Link> {
        let filter = TimelineFilter { photo: true, ..TimelineFilter::default() };
        sitting.timeline(&filter, None, 9).heads.iter().map(|head| head.id).collect()
    };
    assert!(!noor.has_photos(), "there is none yet");
    let photo = written(ImageFormat::Png, 4, 3);
    noor.attach(mine, "a.png", &mut &photo[..]).unwrap();
    let file = noor.attach(ours, "a.txt", &mut &b"bread"[..]).unwrap().id;
    let said = |sitting: &Sitting, page| {
        let head = sitting.page(page).unwrap().head;
        (head.has_photo, head.has_file)
    };
    assert_eq!((said(&noor, mine), said(&noor, ours)), ((true, false), (false, true)));
    assert_eq!(list(&noor), [mine], "a list of bread is no photo");
    assert!(noor.has_photos());
    noor.detach(ours, file).unwrap();
    assert_eq!(said(&noor, ours), (false, false), "it was taken off");
    lock(noor);
    let sam = journal.sit(journal.sam);
    assert!(!sam.has_photos(), "what is in the other's Mine is not told");
    lock(sam);
    let both = journal.together();
    assert!(!both.has_photos(), "nor while both are here");
    lock_both(both);
}

#[test]
fn putting_a_file_there_tells_how_far_it_is_and_can_be_stopped_at_any_byte() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(false, november(2), "files", &[]).unwrap();
    let [bytes, picture] = [some_bytes(300_000, 1), written(ImageFormat::Png, 40, 30)];
    for bytes in [&bytes, &picture] {
        let mut told = Vec::new();
        let mut watch = |done| {
            told.push(done);
            ControlFlow::Continue(())
        };
        noor.attach_watched(page, "whole", &mut &bytes[..], &mut watch).unwrap();
        assert!(told.is_sorted(), "it only grows");
        assert_eq!(told.last(), Some(&(bytes.len() as u64 * 2)), "read once, and written once");
        for stop in (0..told.len()).step_by(told.len().div_ceil(8)) {
            let mut turn = 0;
            let mut watch = |_| {
                turn += 1;
                if turn > stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            let stopped = noor.attach_watched(page, "stopped", &mut &bytes[..], &mut watch);
            assert_eq!(stopped, Err(VaultError::Cancelled.into()), "at step {stop}");
        }
    }
    assert_eq!(noor.attachments(page).unwrap().len(), 2, "only those that were whole");
    lock(noor);
    let loose = "SELECT count(*) FROM chunk WHERE attachment NOT IN (SELECT id FROM attachment)";
    let left: i64 = journal.reach_in(|db| db.query_row(loose, [], |row| row.get(0)).unwrap());
    assert_eq!(left, 0, "nothing stays of what was stopped");
}
