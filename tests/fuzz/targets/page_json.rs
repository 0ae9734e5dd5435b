//! What Sam says in changes of Ours, well encrypted and well signed: whatever it is, Noor reads all
//! that she wrote, goes on writing, and comes in again.
//!
//! Each line is one change. In it `$a` to `$f` are the links of Noor's pages, `$g` and `$h` those of
//! Sam's, `$1` to `$8` those of the lines before; `$N` and `$S` the ids of both, `$O` that of Ours,
//! `$L` that of Sam's log.

#![no_main]

use core_tests::{Kept, SAM, lock, november};
use duologue_fuzz::{everything, good, read};
use libfuzzer_sys::fuzz_target;

const MOST: usize = 8;

fuzz_target!(|bytes: &[u8]| {
    let journal = good().copy();
    append(&journal, bytes);
    let all = [0, 1, 2, 3, 4, 5];
    let mut noor = journal.sit(journal.noor);
    let before = everything(&noor).len();
    assert_eq!(read(&noor), all, "nothing that Sam says takes a page of Noor's away");
    let pages = noor.pages().expect("what is there can be taken out");
    assert_eq!(pages.len(), before, "the same is read twice");
    let written = noor.write_page(true, november(4), "seven", &[]).expect("Noor goes on writing");
    noor.edit_page(good().pages[3], november(4), "four", &[]).expect("and edits");
    lock(noor);

    let noor = journal.sit(journal.noor);
    assert_eq!(read(&noor), all, "and reads it when she comes again");
    assert_eq!(noor.page(written).map(|page| page.text).ok().as_deref(), Some("seven"));
    let Ok(opened) = noor.partner_challenge().and_then(|sam| Ok(sam.answer(SAM, None)?)) else {
        return;
    };
    // What he said of his own keyslots and keys may keep Sam out, and nobody else.
    if let Ok(both) = noor.sit_together(&opened) {
        let heads = both.timeline(&Default::default(), None, usize::MAX).heads;
        for head in &heads {
            let _ = (both.page(head.id), both.attachments(head.id), both.summary(head.id));
        }
        let _ = (both.questions(), both.drafts(), both.mutual_ideas(), both.own_content());
        let _ = (both.agreed_practice(), both.tags(), both.on_this_day());
        assert!(heads.iter().any(|head| head.id == written), "both read what Noor wrote");
    }
});

fn append(journal: &Kept, bytes: &[u8]) {
    let sam = journal.hand_of(journal.sam);
    let good = good();
    journal.reach_in(|db| {
        db.pragma_update(None, "synchronous", "OFF").expect("faster");
        let (space, key) = sam.ours(db);
        let log: Vec<u8> = db
            .query_row("SELECT id FROM log WHERE author = ?", [&sam.partner.0[..]], |row| {
                row.get(0)
            })
            .expect("Sam has a log");
        let log = duologue_core::Id::from_slice(&log).expect("an id");
        let mut said = Vec::new();
        for line in bytes.split(|byte| *byte == b'\n').take(MOST) {
            let stands_for = |sign: u8| match sign {
                b'a'..=b'f' => Some(good.pages[usize::from(sign - b'a')].to_string()),
                b'g' | b'h' => Some(good.sams[usize::from(sign - b'g')].to_string()),
                b'1'..=b'8' => said.get(usize::from(sign - b'1')).cloned(),
                b'N' => Some(good.noor.to_string()),
                b'S' => Some(good.sam.to_string()),
                b'O' => Some(space.to_string()),
                b'L' => Some(log.to_string()),
                _ => None,
            };
            let json = filled_in(line, stands_for);
            said.push(sam.append(db, space, &key, &json).to_string());
        }
    });
}

fn filled_in(line: &[u8], stands_for: impl Fn(u8) -> Option<String>) -> Vec<u8> {
    let mut json = Vec::new();
    let mut at = line.iter().copied().peekable();
    while let Some(byte) = at.next() {
        match at.peek().filter(|_| byte == b'$').and_then(|sign| stands_for(*sign)) {
            Some(name) => {
                at.next();
                json.extend_from_slice(name.as_bytes());
            }
            None => json.push(byte),
        }
    }
    json
}
