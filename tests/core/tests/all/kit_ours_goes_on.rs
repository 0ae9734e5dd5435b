//! Going on with a kit for only Ours: a new passphrase, new keys, and a Mine that begins anew.

use core_tests::{
    Kept, NOOR, SAM, go_on, journal_of_one, journal_of_two, kept_kit, listed, lock, lock_both,
    november, refused,
};
use duologue_core::crypto::{Cost, KitKind, KitWords};
use duologue_core::journal::{Alarm, BadInput, JournalError, OursSitting, Page, Sitting};
use duologue_core::vault::{KitOpened, OursOpened, Resealed, VaultError};
use duologue_core::{Id, Link};

const NEW: &str = "words for a new morning";

/// Somebody makes a kit for only Ours; its words come back as one line.
fn ours_kit(journal: &Kept, who: Id) -> String {
    let mut sitting = journal.sit(who);
    let proof = sitting.own_challenge().unwrap().answer(journal.passphrase_of(who), None).unwrap();
    let kit = kept_kit(&mut sitting, KitKind::OnlyOurs, &proof);
    let words = kit.words().words().collect::<Vec<_>>().join(" ");
    lock(sitting);
    words
}

fn try_words(journal: &Kept, who: Id, words: &str) -> Result<OursOpened, JournalError> {
    let words = KitWords::read(words).unwrap();
    match journal.open().kit_challenge(who)?.answer(&words)? {
        KitOpened::OnlyOurs(opened) => Ok(opened),
        KitOpened::AllOfMine(_) => panic!("this kit is for only Ours"),
    }
}

#[track_caller]
fn read_ours(journal: &Kept, opened: &OursOpened) -> OursSitting {
    match journal.open().read_ours(opened, journal.world.surroundings()) {
        Ok(sitting) => sitting,
        Err((_, error)) => panic!("Ours opens: {error}"),
    }
}

/// Somebody goes on with their kit; old writings in Ours are under old keys still.
fn try_begin(
    journal: &mut Kept,
    who: Id,
    words: &str,
    beside: Option<Id>,
) -> Result<Sitting, JournalError> {
    let beside = beside
        .map(|other| journal.answer(&journal.open(), other, journal.passphrase_of(other)).unwrap());
    let opened = try_words(journal, who, words)?;
    let mut surroundings = journal.world.surroundings();
    let new = opened.new_keys(NEW, Cost::CHEAP, surroundings.as_mut())?;
    let reading = read_ours(journal, &opened);
    let sitting = reading.go_on(&opened, &new, beside.as_ref()).map_err(|(_, error)| error)?;
    journal.now_says(who, NEW);
    Ok(sitting)
}

#[track_caller]
fn begin(journal: &mut Kept, who: Id, words: &str) -> Sitting {
    try_begin(journal, who, words, None).unwrap()
}

/// As [`begin`], to the end.
#[track_caller]
fn goes_on(journal: &mut Kept, who: Id, words: &str) -> Resealed {
    let mut sitting = begin(journal, who, words);
    let done = sitting.encrypt_anew(&mut go_on).unwrap();
    lock(sitting);
    done
}

/// A page of each in their Mine and in Ours, each having seen the other's: Noor's, then Sam's.
fn lived_in() -> (Kept, [Link; 4]) {
    let journal = journal_of_two();
    let mut pages = Vec::new();
    for (who, name) in [(journal.noor, "Noor"), (journal.sam, "Sam")] {
        let mut sitting = journal.sit(who);
        for (ours, place) in [(true, "Ours"), (false, "Mine")] {
            let text = format!("{name} in {place}");
            pages.push(sitting.write_page(ours, november(2), &text, &[]).unwrap());
        }
        lock(sitting);
    }
    (journal, pages.try_into().unwrap())
}

fn texts(pages: Vec<Page>) -> Vec<String> {
    let mut texts: Vec<String> = pages.into_iter().map(|page| page.text).collect();
    texts.sort();
    texts
}

fn read_by(journal: &Kept, who: Id) -> Vec<String> {
    let sitting = journal.sit(who);
    let read = texts(sitting.pages().unwrap());
    lock(sitting);
    read
}

fn look(journal: &Kept, who: Id) -> Vec<Alarm> {
    let sitting = journal.sit(who);
    let alarms = sitting.alarms();
    lock(sitting);
    alarms
}

#[track_caller]
fn is_well(sitting: &Sitting) {
    assert_eq!((sitting.alarms(), sitting.problems()), (vec![], vec![]), "nothing is amiss");
}

#[test]
fn whoever_goes_on_reads_all_of_ours_and_writes_again() {
    for both in ["Noor", "Sam"] {
        let (mut journal, _) = lived_in();
        let who = if both == "Noor" { journal.noor } else { journal.sam };
        let other = if both == "Noor" { journal.sam } else { journal.noor };
        let words = ours_kit(&journal, who);
        let others_before = read_by(&journal, other);
        let mut sitting = begin(&mut journal, who, &words);
        is_well(&sitting);
        assert_eq!(
            texts(sitting.pages().unwrap()),
            ["Noor in Ours", "Sam in Ours"],
            "Ours is read"
        );
        sitting.write_page(false, november(3), "a new Mine", &[]).unwrap();
        sitting.write_page(true, november(3), "and on", &[]).unwrap();
        lock(sitting);
        let mut sitting = journal.sit(who);
        is_well(&sitting);
        let all = ["Noor in Ours", "Sam in Ours", "a new Mine", "and on"];
        assert_eq!(texts(sitting.pages().unwrap()), all, "{both}: the new passphrase opens it all");
        assert!(sitting.keys_unfinished().is_some(), "Ours is under old keys still");
        let done = sitting.encrypt_anew(&mut go_on).unwrap();
        assert_eq!(done.left, 0, "everything of Ours went along");
        is_well(&sitting);
        lock(sitting);
        let sitting = journal.sit(who);
        is_well(&sitting);
        assert_eq!(sitting.keys_unfinished(), None, "and it is finished");
        assert_eq!(texts(sitting.pages().unwrap()), all, "{both}: nothing is lost on the way");
        lock(sitting);
        assert_eq!(look(&journal, other), [Alarm::NewCard], "the partner is told of the new card");
        assert_eq!(read_by(&journal, other), others_before, "and goes on reading");
        lock_both(journal.together());
        assert_eq!(look(&journal, other), [], "once both sat down there is nothing to tell");
        assert!(read_by(&journal, other).contains(&"and on".to_owned()), "and the rest is read");
        assert_eq!(look(&journal, who), [], "nor for who went on");
    }
}

#[test]
fn nothing_is_given_to_a_card_that_nothing_but_the_file_vouches_for() {
    let mut journal = journal_of_two();
    let (noor, sam) = (journal.noor, journal.sam);
    let mut sitting = journal.sit(sam);
    // What Sam saw of Noor's log is said in Mine, and not again in Ours.
    sitting.write_page(false, november(2), "Sam in Mine", &[]).unwrap();
    sitting.write_page(true, november(2), "Sam in Ours", &[]).unwrap();
    lock(sitting);
    let words = ours_kit(&journal, sam);
    let before = journal.bytes();
    let unconfirmed = JournalError::BadInput(BadInput::Unconfirmed);
    let refusal = refused(try_begin(&mut journal, sam, &words, None));
    assert_eq!(refusal, unconfirmed, "no change of Sam's says which card is Noor's");
    assert_eq!(journal.bytes(), before, "and nothing was written");
    let refusal = refused(try_begin(&mut journal, sam, &words, Some(sam)));
    assert_eq!(refusal, JournalError::NotYours, "nobody vouches for themselves");
    let sitting = try_begin(&mut journal, sam, &words, Some(noor)).unwrap();
    is_well(&sitting);
    lock(sitting);
    assert_eq!(look(&journal, noor), [Alarm::NewCard], "Noor beside, their own root does");
}
