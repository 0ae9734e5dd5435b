//! Going on with a kit for only Ours: a new passphrase, new keys, and a Mine that begins anew.

#[path = "kit_ours_beside.rs"]
mod beside;
#[path = "kit_ours_cards.rs"]
mod cards;
#[path = "kit_ours_hostile.rs"]
mod hostile;
#[path = "kit_ours_interrupted.rs"]
mod interrupted;
#[path = "kit_ours_new_keys.rs"]
mod new_keys;

use core_tests::files::{attach, rows, some_bytes};
use core_tests::{
    ChangeRow, Kept, NOOR, go_on, journal_of_one, journal_of_two, kept_kit, lock, lock_both,
    november, refused,
};
use duologue_core::crypto::{Cost, KitKind, KitWords};
use duologue_core::journal::{
    Alarm, BadInput, DraftBody, JournalError, OpenFor, OursSitting, Page, Sitting, restore,
};
use duologue_core::vault::{BackupFile, Computer, KitOpened, OursOpened, Resealed, VaultError};
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

/// Noor's old Mine with something of everything: a page with a file, an edit, one that was erased,
/// a draft. Their kit for only Ours comes back.
fn full_mine(journal: &Kept) -> String {
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(false, november(1), "old Mine", &[]).unwrap();
    attach(&mut noor, page, &some_bytes(70_000, 1));
    noor.edit_page(page, november(1), "old Mine, longer", &[]).unwrap();
    let gone = noor.write_page(false, november(1), "not for long", &[]).unwrap();
    noor.erase_page(gone).unwrap();
    noor.save_draft(None, begun("an old draft")).unwrap();
    let ours = noor.write_page(true, november(2), "with a file", &[]).unwrap();
    attach(&mut noor, ours, &some_bytes(100, 2));
    lock(noor);
    ours_kit(journal, journal.noor)
}

fn begun(text: &str) -> DraftBody {
    let (page, tags) = (None, Vec::new());
    DraftBody::Page { page, ours: false, on: november(4), text: text.into(), tags }
}

/// What stands in the file in Noor's Mine, under keys that nobody has any more.
fn old_mine(journal: &Kept) -> Vec<ChangeRow> {
    let hand = journal.hand_of(journal.noor);
    let mine = hand.mine_key();
    journal.reach_in(|db| {
        let rows = ChangeRow::all(db).into_iter().filter(|row| row.blob.is_some());
        rows.filter(|row| hand.opens(db, row, &mine)).collect()
    })
}

#[test]
fn what_stood_in_the_old_mine_stays_as_it_is_and_is_no_damage() {
    let (mut journal, _) = lived_in();
    let noor = journal.noor;
    let words = full_mine(&journal);
    let (before, files) = (old_mine(&journal), rows(&journal));
    goes_on(&mut journal, noor, &words);
    for _ in 0..2 {
        let mut sitting = journal.sit(noor);
        is_well(&sitting);
        assert_eq!(sitting.drafts().unwrap(), [], "an old draft opens no more");
        let checked = sitting.check(&mut go_on).unwrap();
        assert_eq!(checked.problems, [], "the check finds no damage");
        assert_eq!(checked.damaged_drafts, 0, "nor of a draft");
        assert_eq!(checked.lost, before.len() as u64, "and says how much does not open");
        assert!(sitting.has_lost_mine(), "so nobody is told to delete the backups that open it");
        sitting.save_draft(None, begun("a new draft")).unwrap();
        let draft = sitting.drafts().unwrap().remove(0);
        sitting.discard_draft(draft.id).unwrap();
        lock(sitting);
    }
    assert_eq!(old_mine(&journal).len(), before.len(), "every row is there");
    let blobs = |rows: Vec<ChangeRow>| rows.into_iter().map(|row| row.blob).collect::<Vec<_>>();
    assert_eq!(blobs(old_mine(&journal)), blobs(before), "to the letter");
    assert_eq!(rows(&journal), files, "and the files: whoever finds the passphrase may look");
    let drafts = "SELECT count(*) FROM draft";
    let drafts: i64 = journal.reach_in(|db| db.query_row(drafts, [], |row| row.get(0)).unwrap());
    assert_eq!(drafts, 1, "and the old draft");
}

#[test]
fn both_back_it_up_verify_and_restore_it() {
    let (mut journal, _) = lived_in();
    let words = full_mine(&journal);
    let noor = journal.noor;
    goes_on(&mut journal, noor, &words);
    let mut sitting = journal.sit(noor);
    sitting.write_page(false, november(5), "a new Mine", &[]).unwrap();
    lock(sitting);
    for who in [journal.sam, journal.noor] {
        let target = journal.place(&format!("{who}.duologue-backup"));
        let mut sitting = journal.sit(who);
        let before = texts(sitting.pages().unwrap());
        let waits = if who == journal.sam { 2 } else { 0 };
        let made = sitting.back_up(&target, &mut go_on).unwrap();
        assert_eq!(
            made.damaged, waits,
            "but for a card and a log that wait to be confirmed, all holds"
        );
        lock(sitting);
        let mut file = BackupFile::open(&target).unwrap();
        let opened = file.challenge(who).unwrap().answer(journal.passphrase_of(who), None).unwrap();
        let problems = file.verify_opened(&opened, &mut go_on).unwrap();
        assert_eq!(problems.len() as u64, waits, "and so it is verified");
        let path = journal.place(&format!("{who}.duologue"));
        let computer = Computer::new(&journal.place(&format!("computer of {who}")));
        let surroundings = journal.world.surroundings();
        restore(&mut file, &opened, &path, computer.clone(), surroundings, &mut go_on).unwrap();
        let again = journal.elsewhere(&path, computer);
        assert_eq!(read_by(&again, who), before, "what was read before is read");
        if who == noor {
            let sitting = again.sit(noor);
            is_well(&sitting);
            let checked = sitting.check(&mut go_on).unwrap();
            assert!(checked.lost > 0 && checked.problems.is_empty(), "lost there too, no damage");
            lock(sitting);
        }
    }
}

#[test]
fn damage_is_still_mended_and_the_old_mine_is_left_alone() {
    let (mut journal, _) = lived_in();
    let words = full_mine(&journal);
    let noor = journal.noor;
    goes_on(&mut journal, noor, &words);
    let mut sitting = journal.sit(noor);
    let page = sitting.write_page(false, november(5), "a new Mine", &[]).unwrap();
    let target = journal.place("kept.duologue-backup");
    sitting.back_up(&target, &mut go_on).unwrap();
    lock(sitting);
    journal.reach_in(|db| {
        let rot = "UPDATE change SET blob = zeroblob(length(blob)) WHERE id = ?";
        db.execute(rot, [ChangeRow::of(db, page).id]).unwrap();
        let rot = "UPDATE change SET blob = NULL WHERE id = ?";
        db.execute(rot, [ChangeRow::all(db)[1].id]).unwrap();
    });
    let mut sitting = journal.sit(noor);
    assert_eq!(sitting.alarms(), [Alarm::Damaged(1)], "the new page is damaged, of the old none");
    let mended = sitting.mend(&mut BackupFile::open(&target).unwrap(), &mut go_on).unwrap();
    assert_eq!((mended.brought, mended.left), (1, 0), "the new page comes back");
    assert_eq!(sitting.page(page).unwrap().text, "a new Mine", "and is read");
    lock(sitting);
}

#[test]
fn the_kit_and_every_other_way_in_of_theirs_open_nothing_afterwards() {
    let (mut journal, _) = lived_in();
    let noor = journal.noor;
    let words = ours_kit(&journal, noor);
    let mut sitting = journal.sit(noor);
    let proof = sitting.own_challenge().unwrap().answer(NOOR, None).unwrap();
    kept_kit(&mut sitting, KitKind::AllOfMine, &proof);
    lock(sitting);
    goes_on(&mut journal, noor, &words);
    let none = JournalError::Vault(VaultError::NoKit);
    assert_eq!(refused(try_words(&journal, noor, &words)), none, "no kit is left, of either kind");
    let wrong = JournalError::Vault(VaultError::WrongPassphrase);
    assert_eq!(refused(journal.try_sit(noor, NOOR)), wrong, "nor the old passphrase");
    let sitting = journal.sit(noor);
    assert_eq!(sitting.keyslots().unwrap().len(), 1, "one way in");
    is_well(&sitting);
    lock(sitting);
    let sitting = journal.sit(journal.sam);
    assert!(!sitting.has_lost_mine(), "the partner's is as it was");
    lock(sitting);
}

#[test]
fn whoever_is_alone_goes_on() {
    let mut journal = journal_of_one();
    let noor = journal.noor;
    let mut sitting = journal.sit(noor);
    sitting.write_page(true, november(2), "Ours to be", &[]).unwrap();
    lock(sitting);
    let words = ours_kit(&journal, noor);
    goes_on(&mut journal, noor, &words);
    assert_eq!(read_by(&journal, noor), ["Ours to be"], "all of Ours");
    journal.sam_joins(OpenFor::Everything);
    assert_eq!(read_by(&journal, journal.sam), ["Ours to be"], "and lets the other in later");
    lock_both(journal.together());
    let sitting = journal.sit(noor);
    is_well(&sitting);
    lock(sitting);
}

#[test]
fn whoever_joined_from_today_and_whoever_was_there_before_go_on() {
    for begins in ["Noor", "Sam"] {
        let mut journal = journal_of_one();
        let mut sitting = journal.sit(journal.noor);
        sitting.write_page(true, november(1), "before", &[]).unwrap();
        lock(sitting);
        journal.sam_joins(OpenFor::FromToday);
        for who in [journal.noor, journal.sam] {
            let mut sitting = journal.sit(who);
            sitting.write_page(true, november(2), &format!("of {who}"), &[]).unwrap();
            lock(sitting);
        }
        let who = if begins == "Noor" { journal.noor } else { journal.sam };
        let words = ours_kit(&journal, who);
        let before = [journal.noor, journal.sam].map(|who| read_by(&journal, who));
        goes_on(&mut journal, who, &words);
        lock_both(journal.together());
        let after = [journal.noor, journal.sam].map(|who| read_by(&journal, who));
        assert_eq!(after, before, "{begins}: each reads what they read before, and no more");
        for who in [journal.noor, journal.sam] {
            let sitting = journal.sit(who);
            is_well(&sitting);
            lock(sitting);
        }
    }
}

#[test]
fn another_computer_tells_nothing_and_goes_on_in_a_new_log() {
    let (mut journal, _) = lived_in();
    let noor = journal.noor;
    let mut other = journal.elsewhere(&journal.path, Computer::new(&journal.place("elsewhere")));
    let mut sitting = other.sit(noor);
    sitting.write_page(true, november(3), "from the other one", &[]).unwrap();
    lock(sitting);
    let words = ours_kit(&journal, noor);
    goes_on(&mut journal, noor, &words);
    other.now_says(noor, NEW);
    for _ in 0..2 {
        let mut sitting = other.sit(noor);
        is_well(&sitting);
        sitting.write_page(true, november(4), "and on", &[]).unwrap();
        lock(sitting);
    }
    let sitting = journal.sit(noor);
    is_well(&sitting);
    lock(sitting);
}

#[test]
fn an_older_file_is_told_by_what_stands_in_plain_beside_it() {
    let (mut journal, _) = lived_in();
    let noor = journal.noor;
    let words = ours_kit(&journal, noor);
    let older = journal.bytes();
    let mut sitting = journal.sit(noor);
    sitting.write_page(true, november(5), "since then", &[]).unwrap();
    lock(sitting);
    std::fs::write(&journal.path, older).unwrap();
    let sitting = begin(&mut journal, noor, &words);
    let told = [Alarm::OlderFile { changes: 1 }];
    assert_eq!(sitting.alarms(), told, "this computer wrote more than stands in the file");
    lock(sitting);
    assert_eq!(look(&journal, noor), told, "and it is told until it is accepted");
    let mut sitting = journal.sit(noor);
    sitting.accept_loss().unwrap();
    lock(sitting);
    assert_eq!(look(&journal, noor), [], "then no more");
}

#[test]
fn a_computer_that_was_not_seen_since_older_keys_tells_nothing_either() {
    let (mut journal, _) = lived_in();
    let noor = journal.noor;
    let mut other = journal.elsewhere(&journal.path, Computer::new(&journal.place("elsewhere")));
    let mut sitting = other.sit(noor);
    sitting.write_page(true, november(3), "from the other one", &[]).unwrap();
    lock(sitting);
    new_keys::rotate(&mut journal, noor, "once before");
    lock_both(journal.together());
    let words = ours_kit(&journal, noor);
    goes_on(&mut journal, noor, &words);
    other.now_says(noor, NEW);
    assert_eq!(look(&other, noor), [], "what it saw is under a key that is lost, and no alarm");
}
