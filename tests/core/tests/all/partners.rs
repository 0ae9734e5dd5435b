//! A partner joins, as an equal; and neither opens the other's Mine.

use core_tests::{
    ChangeRow, NOOR, Place, SAM, holds_any_window, journal_of_one, journal_of_two, listed, lock,
    noors_face, november, refused, sams_face,
};
use duologue_core::crypto::{Cost, ObjectType, decrypt_object};
use duologue_core::journal::{BadInput, JournalError, NewJournal, OpenFor, Space};
use duologue_core::vault::{Face, NewMember};

#[test]
fn a_partner_who_joins_with_everything_reads_what_was_in_ours() {
    let mut journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let ours = noor.write_page(true, november(1), "since long", &[]).unwrap();
    let mine = noor.write_page(false, november(1), "mine alone", &[]).unwrap();
    lock(noor);
    journal.sam_joins(OpenFor::Everything);
    let mut sam = journal.sit(journal.sam);
    assert_eq!(sam.page(ours).unwrap().text, "since long", "Ours is open to Sam");
    assert_eq!(sam.page(ours).unwrap().head.space, Space::Ours, "as Ours");
    assert_eq!(sam.page(mine).unwrap_err(), JournalError::NoSuchPage, "Mine is not");
    let back = sam.write_page(true, november(2), "from Sam", &[]).unwrap();
    assert_eq!(sam.alarms(), [], "Sam is told of no damage");
    lock(sam);
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.page(back).unwrap().text, "from Sam", "Noor reads what Sam shares");
    assert_eq!(noor.page(back).unwrap().head.authors, [journal.sam], "as Sam's");
    assert_eq!(noor.alarms(), [], "Noor is told of no damage");
}

#[test]
fn a_partner_who_joins_from_today_reads_nothing_from_before() {
    let mut journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let before = noor.write_page(true, november(1), "before", &[]).unwrap();
    lock(noor);
    journal.sam_joins(OpenFor::FromToday);
    let mut sam = journal.sit(journal.sam);
    assert_eq!(sam.page(before).unwrap_err(), JournalError::NoSuchPage, "Sam has no key to it");
    assert_eq!(
        (listed(&sam), sam.alarms()),
        (vec![], vec![]),
        "and that is neither listed nor damage"
    );
    let sams = sam.write_page(true, november(2), "from today", &[]).unwrap();
    lock(sam);
    let mut noor = journal.sit(journal.noor);
    assert_eq!(
        noor.page(before).unwrap().head.space,
        Space::Before,
        "Noor still reads it, as before"
    );
    assert_eq!(noor.page(sams).unwrap().head.space, Space::Ours, "beside the new Ours");
    let id = noor.write_page(true, november(3), "together", &[]).unwrap();
    lock(noor);
    assert_eq!(
        journal.sit(journal.sam).page(id).unwrap().text,
        "together",
        "what Noor shares now, Sam reads"
    );
}

#[test]
fn a_partners_mine_does_not_open_with_the_others_keys() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let id = noor.write_page(false, november(2), "mine", &[]).unwrap();
    lock(noor);
    let (noors, sams) = (journal.hand_of(journal.noor), journal.hand_of(journal.sam));
    journal.reach_in(|db| {
        let row = ChangeRow::of(db, id);
        assert!(!noors.read(db, &row, &noors.mine_key()).is_empty(), "Noor's own key opens it");
        let mut keys: Vec<_> = sams.granted(db).into_iter().map(|(_, key)| key).collect();
        keys.push(sams.mine_key());
        let blob = row.blob.clone().unwrap();
        let header = Place::of(db, noors.vault, &row).header();
        for key in &keys {
            // The row's own place, once as it is and once as if it were under this key.
            for id in [noors.mine_key().id(), key.id()] {
                let place: [&[u8]; 3] = [&header, &row.link, &id.0];
                let opened = decrypt_object(key, ObjectType::Change, &place, &blob);
                assert!(opened.is_err(), "none of Sam's keys opens it");
            }
        }
        let granted: Vec<Vec<u8>> = {
            let mut query = db.prepare("SELECT key FROM \"grant\"").unwrap();
            query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        assert!(
            !granted.iter().any(|key| *key == noors.mine_key().id().0),
            "no key of a Mine is ever granted"
        );
    });
}

#[test]
fn a_page_from_before_is_written_anew_and_stays_as_it_was() {
    let mut journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let old = noor.write_page(true, november(1), "before", &["tag".into()]).unwrap();
    lock(noor);
    journal.sam_joins(OpenFor::FromToday);
    let mut noor = journal.sit(journal.noor);
    assert_eq!(noor.page(old).unwrap().head.space, Space::Before, "only Noor reads it");
    assert_eq!(
        noor.edit_page(old, november(1), "changed", &[]),
        Err(JournalError::BadInput(BadInput::Before)),
        "nothing is written where Sam cannot read"
    );
    let draft = noor.start_edit(old).unwrap();
    let new = noor.finish_draft(draft.id, false).unwrap();
    assert_ne!(new, old, "a new page");
    assert_eq!(noor.page(old).unwrap().versions, [], "the old one is not changed");
    lock(noor);
    let sam = journal.sit(journal.sam);
    assert_eq!(sam.page(new).unwrap().text, "before", "Sam reads the new one");
    assert_eq!(sam.page(new).unwrap().head.tags, ["tag"], "with its tags");
    assert_eq!(sam.page(old).unwrap_err(), JournalError::NoSuchPage, "and not the old one");
}

#[test]
fn both_are_equals_once_they_are_two() {
    let journal = journal_of_two();
    let mut sam = journal.sit(journal.sam);
    assert_eq!(sam.partner(), Some(journal.noor), "each is the other's partner");
    let vault = sam.vault();
    let third = Face { label: "Third".into(), colour: "ink".into(), shape: "star".into() };
    let new = NewMember::make(vault, &third, "a third passphrase", Cost::CHEAP, sam.surroundings())
        .unwrap();
    let refused = sam.add_partner(&new, &third, OpenFor::Everything);
    assert_eq!(refused, Err(JournalError::NeedsBoth), "a journal is of two");
    let labels: Vec<String> =
        sam.faces().unwrap().into_iter().map(|(_, face)| face.label).collect();
    assert_eq!(labels, ["Noor", "Sam"], "both are shown in alphabetical order, whoever began");
}

#[test]
fn name_ink_and_mark_are_each_taken_once() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let vault = noor.vault();
    let taken = [
        Face { label: "NOOR".into(), ..sams_face() },
        Face { colour: noors_face().colour, ..sams_face() },
        Face { shape: noors_face().shape, ..sams_face() },
    ];
    for face in taken {
        let new = NewMember::make(vault, &face, SAM, Cost::CHEAP, noor.surroundings()).unwrap();
        assert_eq!(
            noor.add_partner(&new, &face, OpenFor::Everything),
            Err(JournalError::FaceTaken),
            "told apart"
        );
    }
    assert_eq!(noor.faces().unwrap().len(), 1, "nobody was added by trying");
}

#[test]
fn the_face_that_was_checked_is_the_face_that_is_added() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let vault = noor.vault();
    let new = NewMember::make(vault, &noors_face(), SAM, Cost::CHEAP, noor.surroundings()).unwrap();
    let refused = noor.add_partner(&new, &sams_face(), OpenFor::Everything);
    assert!(refused.is_err(), "another face than the one made cannot slip past the check");
}

#[test]
fn somebody_made_for_another_journal_does_not_join_this_one() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let other = duologue_core::Id::parse(&"cd".repeat(16)).unwrap();
    let new = NewMember::make(other, &sams_face(), SAM, Cost::CHEAP, noor.surroundings()).unwrap();
    let refused = noor.add_partner(&new, &sams_face(), OpenFor::Everything);
    assert_eq!(refused, Err(JournalError::NeedsBoth), "their card would not fit");
}

#[test]
fn a_label_is_one_short_line() {
    let journal = journal_of_one();
    for label in ["", " ", " Noor", "a\nb", &"n".repeat(25)] {
        let face = Face { label: label.into(), ..noors_face() };
        let made =
            NewJournal::prepare(&face, NOOR, Cost::CHEAP, journal.world.surroundings().as_mut());
        assert_eq!(refused(made), JournalError::BadInput(BadInput::Label), "{label:?} is no name");
    }
}

#[test]
fn nothing_that_people_wrote_stands_in_the_file_in_clear() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let canary = "canary-canary-canary-canary-canary-canary";
    noor.write_page(true, november(2), canary, &[canary.into()]).unwrap();
    noor.put_question(canary, Some(canary.into())).unwrap();
    lock(noor);
    let bytes = journal.bytes();
    assert!(!holds_any_window(&bytes, canary.as_bytes()), "no text, tag or question");
    let passphrase = |bytes: &[u8]| bytes.windows(NOOR.len()).any(|part| part == NOOR.as_bytes());
    assert!(passphrase(&[b"x", NOOR.as_bytes()].concat()), "the search finds what is there");
    assert!(!passphrase(&bytes), "no passphrase");
}
