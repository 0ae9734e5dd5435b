//! Recovery kits: what their words open, and what they do not.

#[path = "kit_backup.rs"]
mod backup;

use core_tests::slot_rows::{blob, put_slot, slots, with_fitting_check};
use core_tests::{
    Kept, NOOR, blake3_derive, holds_any_window, journal_of_one, journal_of_two, journal_seeded,
    kept_kit, lock, november, refused, turned_away,
};
use duologue_core::crypto::{Cost, KitKind, KitWords, KitWordsError, SlotKind};
use duologue_core::journal::{Alarm, JournalError, OursSitting};
use duologue_core::vault::{KitOpened, NewKit, OursOpened, Recovered, VaultError};
use duologue_core::{Id, Link};
use rusqlite::types::Value;

const NEW: &str = "words for a new morning";
/// BIP-39's own vector for 16 bytes of 0x7f.
const LEGAL: &str = "legal winner thank year wave sausage worth useful legal winner thank yellow";

/// Somebody makes a kit; its words come back as one line.
fn make_kit(journal: &Kept, who: Id, kind: KitKind) -> String {
    let mut sitting = journal.sit(who);
    let proof = sitting.own_challenge().unwrap().answer(journal.passphrase_of(who), None).unwrap();
    let words = line(kept_kit(&mut sitting, kind, &proof).words());
    lock(sitting);
    words
}

fn line(words: &KitWords) -> String {
    words.words().collect::<Vec<_>>().join(" ")
}

fn answer(journal: &Kept, who: Id, words: &str) -> Result<KitOpened, JournalError> {
    let words = KitWords::read(words).unwrap();
    let challenge = journal.open().kit_challenge(who)?;
    Ok(challenge.answer(&words)?)
}

#[track_caller]
fn all_of_mine(journal: &Kept, who: Id, words: &str) -> Recovered {
    match answer(journal, who, words).unwrap() {
        KitOpened::AllOfMine(recovered) => *recovered,
        KitOpened::OnlyOurs(_) => panic!("this kit is for all of mine"),
    }
}

#[track_caller]
fn only_ours(journal: &Kept, who: Id, words: &str) -> OursOpened {
    match answer(journal, who, words).unwrap() {
        KitOpened::OnlyOurs(opened) => opened,
        KitOpened::AllOfMine(_) => panic!("this kit is for only Ours"),
    }
}

/// Somebody sits down with a kit and the new passphrase [`NEW`].
fn recover(journal: &mut Kept, who: Id, words: &str) -> Result<(), JournalError> {
    let recovered = all_of_mine(journal, who, words);
    let mut surroundings = journal.world.surroundings();
    let slot = recovered.new_slot(NEW, Cost::CHEAP, surroundings.as_mut()).unwrap();
    let sitting =
        journal.open().recover(&recovered, &slot, surroundings).map_err(|(_, error)| error)?;
    lock(sitting);
    journal.now_says(who, NEW);
    Ok(())
}

fn read_ours(journal: &Kept, who: Id, words: &str) -> OursSitting {
    let opened = only_ours(journal, who, words);
    match journal.open().read_ours(&opened, journal.world.surroundings()) {
        Ok(sitting) => sitting,
        Err((_, error)) => panic!("Ours opens: {error}"),
    }
}

/// A page of Noor's in Mine and one in Ours.
fn two_pages(journal: &Kept) -> [Link; 2] {
    let mut noor = journal.sit(journal.noor);
    let ids = [(false, "mine"), (true, "ours")]
        .map(|(ours, text)| noor.write_page(ours, november(2), text, &[]).unwrap());
    lock(noor);
    ids
}

fn wrong() -> JournalError {
    JournalError::Vault(VaultError::WrongKit)
}

fn damaged() -> JournalError {
    JournalError::Vault(VaultError::Damaged("keyslot"))
}

/// The slot row of a kit, by the number of its kind.
fn kit_row(journal: &Kept, kind: i64) -> Vec<Value> {
    let rows = journal.reach_in(slots);
    rows.into_iter().find(|row| row[2] == Value::Integer(kind)).unwrap()
}

fn put_instead(journal: &Kept, row: &[Value]) {
    journal.reach_in(|db| {
        db.execute("DELETE FROM keyslot WHERE slot = ?", [&row[0]]).unwrap();
        put_slot(db, row);
    });
}

#[test]
fn words_are_read_as_people_write_them() {
    let upper = LEGAL.to_uppercase();
    let spaced = LEGAL.replace(' ', " \t\r\n ");
    let numbered: String =
        LEGAL.split(' ').enumerate().map(|(n, word)| format!("{}. {word}\n", n + 1)).collect();
    for text in [LEGAL, &upper, &spaced, &numbered] {
        let words = KitWords::read(text).map_err(|why| format!("{text:?}: {why}")).unwrap();
        assert_eq!(line(&words), LEGAL, "the same words as printed");
    }
}

#[test]
fn words_that_are_no_kit_are_told_apart() {
    let eleven = LEGAL.strip_suffix(" yellow").unwrap();
    let cases = [
        ("", KitWordsError::Count(0), "nothing"),
        (eleven, KitWordsError::Count(11), "one is missing"),
        (&format!("{LEGAL} yellow"), KitWordsError::Count(13), "one too many"),
        (&LEGAL.replace("year", "yeer"), KitWordsError::Unknown(4), "a slip of the pen"),
        (&LEGAL.replace("year", "yea"), KitWordsError::Unknown(4), "half a word is none"),
        (&LEGAL.replace("year", "yéar"), KitWordsError::Unknown(4), "not a letter of the list"),
        (&LEGAL.replace("yellow", &"y".repeat(1 << 20)), KitWordsError::Unknown(12), "endless"),
        (&LEGAL.replace("year", "wave"), KitWordsError::Checksum, "another word of the list"),
        (&LEGAL.replace("legal winner", "winner legal"), KitWordsError::Checksum, "exchanged"),
    ];
    for (text, why, case) in cases {
        assert_eq!(refused(KitWords::read(text)), why, "{case}");
    }
}

#[test]
fn a_kit_stands_for_its_entropy_and_not_for_the_seed_of_its_words() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let proof = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let before = journal.world.drawn();
    let words = line(kept_kit(&mut noor, KitKind::AllOfMine, &proof).words());
    let vault = noor.vault();
    lock(noor);
    let entropy = journal.world.value_drawn(before);
    assert_eq!(entropy.len(), 16, "sixteen bytes make twelve words");
    let row = kit_row(&journal, 2);
    let secret: [u8; 32] = blake3_derive("kit", &entropy);
    let material = [&secret[..], &vault.0, blob(&row[1]), blob(&row[0]), &[2]].concat();
    let keys: [u8; 64] = blake3_derive("keyslot", &material);
    assert_eq!(blob(&row[7]), &keys[..32], "S = DK(\"kit\", entropy), as the format says");
    assert_eq!(row[3..6], [0, 0, 0].map(Value::Integer), "nothing slow is asked for");
    assert_eq!(blob(&row[6]), [0; 16], "and there is no salt");
    assert!(!holds_any_window(&journal.bytes(), words.as_bytes()), "no word is in the file");
    assert!(!journal.bytes().windows(16).any(|bytes| bytes == entropy), "nor what they stand for");
}

#[test]
fn a_kit_for_all_of_mine_opens_everything_under_a_new_passphrase() {
    let mut journal = journal_of_two();
    let ids = two_pages(&journal);
    let words = make_kit(&journal, journal.noor, KitKind::AllOfMine);
    let noor = journal.noor;
    recover(&mut journal, noor, &words).unwrap();
    let lost = JournalError::Vault(VaultError::WrongPassphrase);
    assert_eq!(refused(journal.try_sit(noor, NOOR)), lost, "the lost passphrase is no way in");
    let sitting = journal.sit(noor);
    for (id, text) in ids.into_iter().zip(["mine", "ours"]) {
        assert_eq!(sitting.page(id).unwrap().text, text, "{text} opens under the new one");
    }
    assert!(!sitting.alarms().contains(&Alarm::PutBack), "nothing is amiss");
    lock(sitting);
    recover(&mut journal, noor, &words).unwrap();
    assert!(journal.try_sit(journal.sam, core_tests::SAM).is_ok(), "the partner's is as it was");
}

#[test]
fn a_kit_for_only_ours_opens_ours_and_nothing_of_mine() {
    let journal = journal_of_two();
    let [mine, ours] = two_pages(&journal);
    let words = make_kit(&journal, journal.noor, KitKind::OnlyOurs);
    let sitting = read_ours(&journal, journal.noor, &words);
    let texts: Vec<_> = sitting.pages().unwrap().into_iter().map(|page| page.text).collect();
    assert_eq!(texts, ["ours"], "Ours is read");
    assert_eq!(sitting.page(ours).unwrap().text, "ours", "also by its id");
    assert_eq!(refused(sitting.page(mine)), JournalError::NoSuchPage, "Mine is not there");
    assert_eq!(sitting.alarms(), [], "and its rows are no damage");
    sitting.lock().unwrap().close().unwrap();
    let mine = journal.hand_of(journal.noor).mine_key().id();
    let row = kit_row(&journal, 3);
    assert!(!holds_any_window(blob(&row[8]), &mine.0), "nothing of Mine stands in the slot");
    lock(journal.sit(journal.noor));
}

#[test]
fn whoever_let_the_other_in_knows_them_without_mine() {
    let journal = journal_of_two();
    let mut sam = journal.sit(journal.sam);
    sam.write_page(true, november(2), "Sam's", &[]).unwrap();
    lock(sam);
    for (who, knows) in [(journal.noor, true), (journal.sam, false)] {
        let words = make_kit(&journal, who, KitKind::OnlyOurs);
        let sitting = read_ours(&journal, who, &words);
        assert_eq!(sitting.partner_is_confirmed(), knows, "Noor's own grant names Sam's card");
        assert_eq!(sitting.pages().unwrap().len(), 1, "both read Ours");
    }
    let stranger = core_tests::Kept::hand_of(&journal, journal.noor);
    let words = make_kit(&journal, journal.noor, KitKind::OnlyOurs);
    journal.reach_in(|db| stranger.take_the_place_of(db, journal.sam, stranger.vault));
    let sitting = read_ours(&journal, journal.noor, &words);
    assert!(!sitting.partner_is_confirmed(), "another card is not the one Noor granted Ours to");
    assert_eq!(sitting.pages().unwrap().len(), 0, "and what would be Sam's is not read");
}

#[test]
fn words_of_nobody_and_of_the_other_are_called_wrong() {
    let journal = journal_of_two();
    let no_kit = JournalError::Vault(VaultError::NoKit);
    assert_eq!(refused(answer(&journal, journal.noor, LEGAL)), no_kit, "nobody made one");
    let sams = make_kit(&journal, journal.sam, KitKind::AllOfMine);
    assert_eq!(refused(answer(&journal, journal.noor, &sams)), no_kit, "Sam's is not Noor's");
    let noors = make_kit(&journal, journal.noor, KitKind::OnlyOurs);
    for words in [LEGAL, &sams] {
        assert_eq!(refused(answer(&journal, journal.noor, words)), wrong(), "not Noor's words");
    }
    only_ours(&journal, journal.noor, &noors);
}

#[test]
fn a_new_kit_takes_the_place_of_the_old_one_of_its_kind_and_of_no_other() {
    let journal = journal_of_two();
    let old = make_kit(&journal, journal.noor, KitKind::AllOfMine);
    let ours = make_kit(&journal, journal.noor, KitKind::OnlyOurs);
    let row = kit_row(&journal, 2);
    let new = make_kit(&journal, journal.noor, KitKind::AllOfMine);
    assert_eq!(refused(answer(&journal, journal.noor, &old)), wrong(), "the old one opens nothing");
    assert!(!holds_any_window(&journal.bytes(), blob(&row[8])), "it is gone from every byte");
    all_of_mine(&journal, journal.noor, &new);
    only_ours(&journal, journal.noor, &ours);
    assert_eq!(
        journal.reach_in(slots).len(),
        4,
        "Noor's passphrase and two kits, Sam's passphrase"
    );
    lock(journal.sit(journal.noor));
}

#[test]
fn a_changed_passphrase_leaves_the_kits() {
    let mut journal = journal_of_one();
    let words = make_kit(&journal, journal.noor, KitKind::AllOfMine);
    let noor = journal.noor;
    for _ in 0..2 {
        recover(&mut journal, noor, &words).unwrap();
        let sitting = journal.sit(noor);
        assert!(!sitting.alarms().contains(&Alarm::PutBack), "the kit is still its owner's");
        lock(sitting);
    }
}

#[test]
fn an_old_kit_put_back_opens_nothing_and_is_removed() {
    let mut journal = journal_of_one();
    let noor = journal.noor;
    let words = make_kit(&journal, noor, KitKind::AllOfMine);
    let old = kit_row(&journal, 2);
    make_kit(&journal, noor, KitKind::AllOfMine);
    journal.reach_in(|db| put_slot(db, &old));
    let not_known = JournalError::Vault(VaultError::NotAuthentic("keyslot"));
    assert_eq!(refused(recover(&mut journal, noor, &words)), not_known, "its owner gave it up");
    let sitting = journal.sit(noor);
    assert!(sitting.alarms().contains(&Alarm::PutBack), "who is told");
    lock(sitting);
    assert_eq!(refused(answer(&journal, noor, &words)), wrong(), "and it is gone");
}

#[test]
fn a_kit_needs_the_passphrase_once_more_and_its_own() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let sams = noor.partner_challenge().unwrap().answer(core_tests::SAM, None).unwrap();
    assert_eq!(
        refused(noor.draw_kit(KitKind::AllOfMine, &sams)),
        JournalError::NotYours,
        "Sam's passphrase makes no kit of Noor's"
    );
    lock(noor);
    let other = journal_seeded(8);
    let foreign = other.answer(&other.open(), other.noor, NOOR).unwrap();
    let mut noor = journal.sit(journal.noor);
    assert_eq!(
        refused(noor.draw_kit(KitKind::AllOfMine, &foreign)),
        JournalError::NotYours,
        "nor does one of another journal"
    );
    lock(noor);
    assert_eq!(journal.reach_in(slots).len(), 2, "no slot was written");
}

#[test]
fn a_drawn_kit_opens_nothing_and_takes_no_place_until_it_is_kept() {
    let journal = journal_of_one();
    let old = make_kit(&journal, journal.noor, KitKind::AllOfMine);
    let mut noor = journal.sit(journal.noor);
    let proof = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let kit = noor.draw_kit(KitKind::AllOfMine, &proof).unwrap();
    let new = line(kit.words());
    lock(noor);
    assert_eq!(refused(answer(&journal, journal.noor, &new)), wrong(), "it is not in the file");
    assert!(answer(&journal, journal.noor, &old).is_ok(), "and the one before still opens");
    let mut noor = journal.sit(journal.noor);
    noor.keep_kit(&kit).unwrap();
    let kept = noor.keyslots().unwrap().into_iter().find(|one| one.kind == SlotKind::Kit).unwrap();
    assert_eq!(kept.number(), kit.number(), "the paper and the journal give it one number");
    lock(noor);
    assert!(answer(&journal, journal.noor, &new).is_ok(), "now it does");
    assert_eq!(refused(answer(&journal, journal.noor, &old)), wrong(), "and the other does not");
}

#[test]
fn a_kit_drawn_before_new_keys_were_taken_is_not_kept() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let proof = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let kit = noor.draw_kit(KitKind::AllOfMine, &proof).unwrap();
    let mut surroundings = journal.world.surroundings();
    let keys = proof.new_keys(NEW, Cost::CHEAP, surroundings.as_mut()).unwrap();
    noor.take_new_keys(&keys, &proof).unwrap();
    assert_eq!(
        refused(noor.keep_kit(&kit)),
        JournalError::NotYours,
        "it would open what somebody knows"
    );
}

#[test]
fn three_words_are_asked_for_at_different_places_and_read_as_people_type_them() {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let proof = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let kit = noor.draw_kit(KitKind::AllOfMine, &proof).unwrap();
    let words: Vec<_> = kit.words().words().collect();
    let mut surroundings = journal.world.surroundings();
    let mut asked = [false; 12];
    for _ in 0..200 {
        let [first, second, third] = NewKit::three_places(surroundings.as_mut());
        assert!(0 < first && first < second && second < third && third <= 12, "three of twelve");
        for place in [first, second, third] {
            asked[usize::from(place) - 1] = true;
        }
    }
    assert_eq!(asked, [true; 12], "any of them may be asked for");
    for (place, word) in (1..).zip(&words) {
        assert!(kit.is_word(place, &format!(" {} ", word.to_uppercase())), "{word} at {place}");
        let next = words[usize::from(place) % 12];
        assert_eq!(kit.is_word(place, next), next == *word, "another word is not it");
    }
    for nowhere in [0, 13] {
        assert!(!kit.is_word(nowhere, words[0]), "there is no word {nowhere}");
    }
}

#[test]
fn a_kit_is_no_passphrase_and_takes_the_place_of_none() {
    let journal = journal_of_one();
    let words = make_kit(&journal, journal.noor, KitKind::AllOfMine);
    let tried = journal.try_sit(journal.noor, &words);
    let wrong = JournalError::Vault(VaultError::WrongPassphrase);
    assert_eq!(refused(tried), wrong, "its words are not asked for at the unlock screen");
    lock(journal.sit(journal.noor));
}

#[test]
fn a_flipped_bit_in_a_kits_slot_is_damage_and_not_wrong_words() {
    let journal = journal_of_one();
    let words = make_kit(&journal, journal.noor, KitKind::AllOfMine);
    let sound = kit_row(&journal, 2);
    for column in [6, 7, 8, 9] {
        let mut row = sound.clone();
        let mut bytes = blob(&row[column]).to_vec();
        bytes[0] ^= 1;
        row[column] = Value::Blob(bytes);
        put_instead(&journal, &row);
        let error = refused(answer(&journal, journal.noor, &words));
        assert_eq!(error, damaged(), "column {column} is checked");
    }
}

#[test]
fn a_kits_slot_with_numbers_or_a_salt_is_damage() {
    let journal = journal_of_one();
    let words = make_kit(&journal, journal.noor, KitKind::AllOfMine);
    let sound = kit_row(&journal, 2);
    let others = [
        (3, Value::Integer(64)),
        (4, Value::Integer(1)),
        (5, Value::Integer(1)),
        (6, Value::Blob(vec![1; 16])),
    ];
    for (column, value) in others {
        let mut row = sound.clone();
        row[column] = value;
        put_instead(&journal, &with_fitting_check(&journal, row));
        let error = refused(answer(&journal, journal.noor, &words));
        assert_eq!(error, damaged(), "column {column}: a kit has none, whatever the check says");
    }
    assert_eq!(with_fitting_check(&journal, sound.clone()), sound, "the check is the format's");
}

#[test]
fn a_kit_called_another_kind_does_not_open() {
    let journal = journal_of_one();
    let words = make_kit(&journal, journal.noor, KitKind::OnlyOurs);
    let mut row = kit_row(&journal, 3);
    row[2] = Value::Integer(2);
    put_instead(&journal, &with_fitting_check(&journal, row.clone()));
    let error = refused(answer(&journal, journal.noor, &words));
    assert_eq!(error, wrong(), "the kind is part of what the words are bound to");
    row[2] = Value::Integer(1);
    put_instead(&journal, &row);
    lock(journal.sit(journal.noor));
}

#[test]
fn a_kit_given_to_the_other_partner_is_damage() {
    let journal = journal_of_two();
    let words = make_kit(&journal, journal.noor, KitKind::AllOfMine);
    let mut row = kit_row(&journal, 2);
    row[1] = Value::Blob(journal.sam.0.to_vec());
    put_instead(&journal, &row);
    assert_eq!(refused(answer(&journal, journal.sam, &words)), damaged(), "it names its owner");
}

#[test]
fn kits_without_end_keep_nobody_from_their_passphrase() {
    let journal = journal_of_one();
    let words = make_kit(&journal, journal.noor, KitKind::AllOfMine);
    let row = kit_row(&journal, 2);
    journal.reach_in(|db| {
        for n in 1..=50 {
            let mut more = row.clone();
            more[0] = Value::Blob(vec![n; 16]);
            put_slot(db, &more);
        }
    });
    assert_eq!(refused(answer(&journal, journal.noor, &words)), damaged(), "51 are too many");
    let noor = journal.sit(journal.noor);
    assert!(noor.alarms().contains(&Alarm::PutBack), "the passphrase opens, and they go");
    lock(noor);
    all_of_mine(&journal, journal.noor, &words);
}

#[test]
fn somebody_elses_new_passphrase_is_not_taken() {
    let journal = journal_of_two();
    let words = make_kit(&journal, journal.noor, KitKind::AllOfMine);
    let recovered = all_of_mine(&journal, journal.noor, &words);
    let sams = journal.answer(&journal.open(), journal.sam, core_tests::SAM).unwrap();
    let mut surroundings = journal.world.surroundings();
    let slot = sams.new_slot(NEW, Cost::CHEAP, surroundings.as_mut()).unwrap();
    let error = turned_away(journal.open().recover(&recovered, &slot, surroundings));
    assert_eq!(error, JournalError::NotYours, "and the journal comes back locked");
    lock(journal.sit(journal.noor));
}
