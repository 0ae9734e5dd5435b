//! A partner who is honest in nothing names what is not theirs: words of the other stay where they
//! were put, and nobody is taken to have said what they did not.

use super::agreeing::of_november;
use super::questions::seal;
use super::rotation::{NEW, NOORS, rotate};
use core_tests::{
    ChangeRow, Hand, Kept, NOOR, Place, journal_of_two, journal_seeded, kept_kit, listed, lock,
    lock_both, november,
};
use duologue_core::crypto::{Cost, KitKind};
use duologue_core::journal::{Alarm, DraftBody, JournalError, Noticed, OpenFor, Words};
use duologue_core::vault::{KitOpened, VaultError};
use duologue_core::{Id, Link};
use rusqlite::Connection;

/// A space that Sam began, and gave Noor the key of.
fn another_space(db: &Connection, journal: &Kept, sam: &Hand) -> Id {
    let (space, key) = (Id::from_slice(&[0x52; 16]).unwrap(), Hand::own_key(5));
    sam.grant(db, journal.noor, space, &key);
    sam.grant(db, journal.sam, space, &key);
    space
}

/// Sam says something in Ours past the app.
fn says(journal: &Kept, json: &str) -> Link {
    let sam = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let (space, key) = sam.ours(db);
        sam.append(db, space, &key, json.as_bytes())
    })
}

/// Sam takes a page back, and gives what is left of it the link of something else.
fn take_back_as(journal: &Kept, other: Link) {
    let mut sam = journal.sit(journal.sam);
    let page = sam.write_page(true, november(1), "Sam's", &[]).unwrap();
    sam.erase_page(page).unwrap();
    lock(sam);
    journal.reach_in(|db| {
        let rename = "UPDATE change SET link = ? WHERE link = ?";
        assert_eq!(db.execute(rename, (&other.0[..], &page.0[..])).unwrap(), 1, "the bare row");
    });
}

#[test]
fn what_a_partner_takes_back_is_no_page_of_the_others() {
    for ours in [false, true] {
        let journal = journal_of_two();
        let mut noor = journal.sit(journal.noor);
        let page = noor.write_page(ours, november(2), "Noor's", &[]).unwrap();
        lock(noor);
        take_back_as(&journal, page);
        let noor = journal.sit(journal.noor);
        let read = noor.page(page).unwrap();
        assert_eq!(
            (read.text.as_str(), read.head.taken_back, read.head.authors),
            ("Noor's", false, vec![journal.noor]),
            "Noor wrote it, and never took it back; in Ours: {ours}"
        );
        assert_eq!(listed(&noor).len(), 1, "and nothing stands beside it");
        assert_eq!(noor.alarms(), [Alarm::Damaged(1)], "what Sam's log has instead is told");
        lock(noor);
    }
}

#[test]
fn what_a_partner_takes_back_takes_no_question_off_the_table() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let question = noor.put_question("Why?", None).unwrap();
    lock(noor);
    take_back_as(&journal, question);
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.questions().unwrap().len(), 1, "Noor asked it, and it is not opened");
    lock(noor);
}

#[test]
fn readers_that_are_nobody_keep_no_partner_from_new_keys() {
    let mut journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(true, november(2), "Noor's", &[]).unwrap();
    lock(noor);
    let sam = journal.hand_of(journal.sam);
    let space = journal.reach_in(|db| sam.ours(db).0);
    let stranger = "7".repeat(32);
    says(
        &journal,
        &format!(
            r#"{{"kind":"space","schema":1,"clock":60,"space":"{space}","readers":["{}","{stranger}"]}}"#,
            journal.sam
        ),
    );
    rotate(&mut journal, NOORS, NEW);
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.page(page).unwrap().text, "Noor's", "and what was written is under new keys");
    lock(noor);
}

#[test]
fn readers_that_are_nobody_keep_no_partner_from_going_on_without_mine() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let proof = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let kit = kept_kit(&mut noor, KitKind::OnlyOurs, &proof);
    lock(noor);
    let sam = journal.hand_of(journal.sam);
    let (space, stranger) = (journal.reach_in(|db| sam.ours(db).0), "7".repeat(32));
    says(
        &journal,
        &format!(
            r#"{{"kind":"space","schema":1,"clock":60,"space":"{space}","readers":["{stranger}"]}}"#
        ),
    );
    let opened = journal.open().kit_challenge(journal.noor).unwrap().answer(kit.words()).unwrap();
    let KitOpened::OnlyOurs(opened) = opened else { panic!("this kit is for only Ours") };
    let mut surroundings = journal.world.surroundings();
    let new = opened.new_keys(NEW, Cost::CHEAP, surroundings.as_mut()).unwrap();
    let Ok(reading) = journal.open().read_ours(&opened, surroundings) else { panic!("it opens") };
    assert_eq!(reading.needs_partner(), Ok(false), "Noor let Sam in, and nobody else");
    match reading.go_on(&opened, &new, None) {
        Ok(noor) => lock(noor),
        Err((_, error)) => panic!("Noor goes on: {error}"),
    }
}

/// A question that both have answered, and what Sam says before it is opened.
fn opened_after(sam_says: impl FnOnce(&Connection, &Kept, &Hand, Link)) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let question = noor.put_question("Why?", None).unwrap();
    seal(&mut noor, question, "Noor's answer");
    lock(noor);
    let mut sitting = journal.sit(journal.sam);
    seal(&mut sitting, question, "Sam's answer");
    lock(sitting);
    let sam = journal.hand_of(journal.sam);
    journal.reach_in(|db| sam_says(db, &journal, &sam, question));
    let mut both = journal.together();
    let opened = both.open_answers(question, &[journal.noor, journal.sam]);
    lock_both(both);
    let noor = journal.sit(journal.noor);
    let page = noor.page(question).expect("both opened it: it is a page");
    let mut said: Vec<_> = page.answers.into_iter().map(|answer| answer.text).collect();
    said.sort();
    assert_eq!(said, ["Noor's answer", "Sam's answer"], "what both sealed and opened stands");
    assert_eq!(noor.questions().unwrap(), [], "and it is not asked again");
    assert!(opened.is_ok(), "also at once");
    lock(noor);
}

#[test]
fn an_answer_in_another_space_takes_the_place_of_none() {
    opened_after(|db, journal, sam, question| {
        let space = another_space(db, journal, sam);
        let json = format!(
            r#"{{"kind":"answer","schema":1,"question":"{question}","text":"x","in_person":false}}"#
        );
        sam.append(db, space, &Hand::own_key(5), json.as_bytes());
    });
}

#[test]
fn what_is_called_opened_in_another_space_closes_nothing_again() {
    let with_noor_first = |seed| {
        let mut journal = journal_seeded(seed);
        journal.sam_joins(OpenFor::Everything);
        (journal.noor < journal.sam).then_some(journal)
    };
    // Then it is Noor who writes `opened`, and Sam's log is read after it.
    let journal = (1..).find_map(with_noor_first).unwrap();
    let mut noor = journal.sit(journal.noor);
    let question = noor.put_question("Why?", None).unwrap();
    seal(&mut noor, question, "Noor's answer");
    lock(noor);
    let sam = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let space = another_space(db, &journal, &sam);
        let json = format!(r#"{{"kind":"opened","schema":1,"clock":90,"question":"{question}"}}"#);
        sam.append(db, space, &Hand::own_key(5), json.as_bytes());
    });
    let mut sitting = journal.sit(journal.sam);
    seal(&mut sitting, question, "Sam's answer");
    lock(sitting);
    let mut both = journal.together();
    both.open_answers(question, &[journal.noor, journal.sam]).unwrap();
    lock_both(both);
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.page(question).map(|page| page.answers.len()), Ok(2), "opened is opened");
    lock(noor);
}

#[test]
fn nobody_says_for_the_other_that_they_gave_what_they_saved() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let noticed = Noticed { did: "You called first.".into(), ..Noticed::default() };
    let draft = noor.save_draft(None, DraftBody::Noticed { noticed }).unwrap();
    let saved = noor.save_for_sit_down(draft.id).unwrap();
    let page = noor.write_page(true, november(2), "Noor's", &[]).unwrap();
    lock(noor);
    let sam = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let json = format!(
            r#"{{"kind":"shared","schema":1,"clock":60,"page":"{saved}","copy":"{page}"}}"#
        );
        sam.append(db, sam.partner, &sam.mine_key(), json.as_bytes());
    });
    let mut both = journal.together();
    journal.uncover(&mut both, journal.noor);
    assert_eq!(both.saved_noticed(journal.noor).unwrap().len(), 1, "it waits to be given");
    assert!(both.give_noticed(journal.noor, saved).is_ok(), "and can be");
    lock_both(both);
}

#[test]
fn an_edit_of_what_is_no_page_of_words_keeps_nobody_from_reading_all() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(true, november(2), "Noor's", &[]).unwrap();
    lock(noor);
    let noticed = says(
        &journal,
        r#"{"kind":"noticed","schema":1,"clock":60,"on":"2026-11-02","did":"x","says":"","meant":""}"#,
    );
    says(
        &journal,
        &format!(
            r#"{{"kind":"edit","schema":1,"clock":61,"page":"{noticed}","on":"2026-11-02","text":"y","tags":[]}}"#
        ),
    );
    let noor = journal.sit(journal.noor);
    let pages: Vec<Link> = noor.pages().unwrap().iter().map(|page| page.head.id).collect();
    assert!(pages.contains(&page) && pages.contains(&noticed), "Noor takes a copy of everything");
    lock(noor);
}

#[test]
fn the_largest_turn_there_can_be_leaves_room_for_what_the_other_says() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let of = noor.begin_summary(&of_november()).unwrap();
    lock(noor);
    says(
        &journal,
        &format!(
            r#"{{"kind":"part","schema":1,"clock":60,"of":"{of}","step":"topic","turn":2147483647,"text":"x"}}"#
        ),
    );
    let mut noor = journal.sit(journal.noor);
    let next = noor.summary(of).unwrap().next;
    let turn = next.iter().find(|next| next.step == "topic").unwrap().turn;
    let words = Words { text: "Noor's words".into(), ..Words::default() };
    let draft = noor.save_draft(None, DraftBody::Part { of, step: "topic".into(), turn, words });
    assert!(noor.say_part(draft.unwrap().id).is_ok(), "what may be said next can be said");
    lock(noor);
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.alarms(), [], "and is no damage");
    assert_eq!(noor.summary(of).unwrap().agreements[0].text, "Noor's words", "it stands there");
    lock(noor);
}

#[test]
fn what_a_partner_says_they_saw_is_no_loss_of_the_others() {
    let journal = journal_of_two();
    let find = "SELECT lower(hex(id)) FROM log WHERE author = ?";
    let log: String =
        journal.reach_in(|db| db.query_row(find, [&journal.noor.0[..]], |row| row.get(0)).unwrap());
    let link = "5".repeat(64);
    says(
        &journal,
        &format!(
            r#"{{"kind":"page","schema":1,"clock":60,"seen":{{"{log}":[9000,"{link}"]}},"on":"2026-11-02","text":"x","tags":[]}}"#
        ),
    );
    let both = journal.joined_by(journal.sit(journal.sam), journal.noor);
    let Ok(noor) = both.leave(journal.sam) else { panic!("Sam leaves") };
    assert_eq!(noor.alarms(), [], "Noor has seen all that Noor wrote, and it is there");
    lock(noor);
}

/// Sam appends these to Sam's newest log in Ours, one after the other.
pub(super) fn append_all(journal: &Kept, jsons: &[String]) {
    let sam = journal.hand_of(journal.sam);
    let Some((first, rest)) = jsons.split_first() else { return };
    journal.reach_in(|db| {
        let (space, key) = sam.ours(db);
        let mut before = sam.append(db, space, &key, first.as_bytes());
        let mut row = ChangeRow::of(db, before);
        db.execute_batch("BEGIN").unwrap();
        for json in rest {
            let id = row.id + 1;
            let place = Place::of(db, sam.vault, &ChangeRow { id, ..row });
            let salted = [&[9; 32], json.as_bytes()].concat();
            row = sam.row(db, id, &place, before, &key, &salted);
            row.put(db);
            before = Link::from_slice(&row.link).unwrap();
        }
        db.execute_batch("COMMIT").unwrap();
    });
}

#[test]
fn a_key_given_up_for_one_that_was_not_given_is_told_and_new_keys_help() {
    let mut journal = journal_of_two();
    let in_use = journal.reach_in(|db| journal.hand_of(journal.sam).ours(db).1.id());
    let (key, old) = (hex::encode([3; 16]), hex::encode(in_use.0));
    says(
        &journal,
        &format!(r#"{{"kind":"key","schema":1,"clock":60,"key":"{key}","retires":["{old}"]}}"#),
    );
    let mut noor = journal.sit(journal.noor);
    assert_eq!(
        noor.write_page(true, november(2), "To both", &[]),
        Err(JournalError::Vault(VaultError::NoKey)),
        "it says what is in the way"
    );
    assert!(noor.write_page(false, november(2), "Noor's", &[]).is_ok(), "Mine is as it was");
    lock(noor);
    rotate(&mut journal, NOORS, NEW);
    let mut noor = journal.sit(journal.noor);
    assert!(noor.write_page(true, november(3), "To both", &[]).is_ok(), "there is a key again");
    lock(noor);
}
