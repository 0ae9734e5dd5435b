//! Whoever holds the key of Ours can encrypt anything: nothing of it shows as somebody else's.

use core_tests::{ChangeRow, Kept, journal_of_two, listed, lock, november};
use duologue_core::Link;
use duologue_core::journal::{Alarm, JournalError};

const OTHER: &[u8] = br#"{"kind":"page","schema":1,"clock":9,"at":"2026-11-02T21:00:00+01:00","on":"2026-11-02","text":"other words","tags":[]}"#;

/// Three pages of Noor's in Ours.
fn three_pages() -> (Kept, [Link; 3]) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let ids =
        ["one", "two", "three"].map(|text| noor.write_page(true, november(2), text, &[]).unwrap());
    lock(noor);
    (journal, ids)
}

fn assert_never_shown(journal: &Kept, forged: Link) {
    for who in [journal.noor, journal.sam] {
        let sitting = journal.sit(who);
        assert_eq!(
            sitting.page(forged).unwrap_err(),
            JournalError::NoSuchPage,
            "forged words are nobody's page"
        );
        assert!(listed(&sitting).iter().all(|head| head.excerpt != "other words"), "nor listed");
        assert!(matches!(sitting.alarms()[..], [Alarm::Damaged(_)]), "and both are told");
        assert!(sitting.problems().iter().any(|p| p.id.seq > 0), "with the place");
        lock(sitting);
    }
}

#[test]
fn other_words_under_a_valid_link_and_signature_are_refused() {
    let (journal, ids) = three_pages();
    let sams = journal.hand_of(journal.sam);
    journal.reach_in(|db| sams.rewrite(db, ids[1], &sams.ours(db).1, OTHER, false));
    assert_never_shown(&journal, ids[1]);
}

#[test]
fn other_words_with_a_content_hash_that_fits_them_are_refused() {
    let (journal, ids) = three_pages();
    let sams = journal.hand_of(journal.sam);
    journal.reach_in(|db| sams.rewrite(db, ids[1], &sams.ours(db).1, OTHER, true));
    assert_never_shown(&journal, ids[1]);
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.page(ids[0]).unwrap().text, "one", "the page before it still stands");
    assert_eq!(noor.page(ids[2]).unwrap().text, "three", "and the page after it");
}

#[test]
fn damaging_the_row_before_does_not_help_a_forger() {
    let damages = [
        "UPDATE change SET link = randomblob(32) WHERE link = ?",
        "UPDATE change SET link = x'00' WHERE link = ?",
        "UPDATE change SET content_hash = randomblob(32) WHERE link = ?",
        "UPDATE change SET content_hash = x'00' WHERE link = ?",
        "UPDATE change SET sig = randomblob(64) WHERE link = ?",
        "UPDATE change SET space = 999 WHERE link = ?",
        "DELETE FROM change WHERE link = ?",
    ];
    for damage in damages {
        for hash_too in [false, true] {
            let (journal, ids) = three_pages();
            let sams = journal.hand_of(journal.sam);
            journal.reach_in(|db| {
                sams.rewrite(db, ids[1], &sams.ours(db).1, OTHER, hash_too);
                db.execute(damage, [&ids[0].0[..]]).unwrap();
            });
            assert_never_shown(&journal, ids[1]);
        }
    }
}

#[test]
fn the_last_change_of_a_log_is_not_forged_either() {
    let (journal, ids) = three_pages();
    let sams = journal.hand_of(journal.sam);
    journal.reach_in(|db| sams.rewrite(db, ids[2], &sams.ours(db).1, OTHER, true));
    assert_never_shown(&journal, ids[2]);
}

#[test]
fn a_change_signed_by_the_partner_in_my_log_is_not_mine() {
    let (journal, _) = three_pages();
    let sams = journal.hand_of(journal.sam);
    let forged = journal.reach_in(|db| {
        let (space, key) = sams.ours(db);
        sams.append_to_log_of(journal.noor, db, space, &key, OTHER)
    });
    assert_never_shown(&journal, forged);
}

#[test]
fn the_same_words_encrypted_anew_still_stand() {
    let (journal, ids) = three_pages();
    let sams = journal.hand_of(journal.sam);
    journal.reach_in(|db| {
        let (_, key) = sams.ours(db);
        let row = ChangeRow::of(db, ids[1]);
        let json = sams.read_salted(db, &row, &key);
        sams.rewrite_salted(db, ids[1], &key, &json, false);
        assert_ne!(ChangeRow::of(db, ids[1]).blob, row.blob, "it is another encryption");
    });
    let noor = journal.sit(journal.noor);
    assert_eq!(
        noor.page(ids[1]).unwrap().text,
        "two",
        "what the author signed is the text, not its encryption"
    );
    assert_eq!(noor.alarms(), [], "and nothing is amiss");
}

#[test]
fn a_partner_cannot_write_into_the_others_mine() {
    let (journal, _) = three_pages();
    let sams = journal.hand_of(journal.sam);
    let page = journal.reach_in(|db| {
        let key = core_tests::Hand::own_key(3);
        sams.grant(db, journal.noor, journal.noor, &key);
        sams.append(db, journal.noor, &key, OTHER)
    });
    let noor = journal.sit(journal.noor);
    assert!(noor.page(page).is_err(), "nobody but Noor writes in Noor's Mine");
    assert_ne!(noor.alarms(), [], "and Noor is told");
}

#[test]
fn a_partner_cannot_write_into_what_was_before_them() {
    let mut journal = core_tests::journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let before = noor.write_page(true, november(1), "before", &[]).unwrap();
    lock(noor);
    journal.sam_joins(duologue_core::journal::OpenFor::FromToday);
    let (noors, sams) = (journal.hand_of(journal.noor), journal.hand_of(journal.sam));
    journal.reach_in(|db| {
        let shared = sams.ours(db).0;
        let (space, _) = noors.granted(db).into_iter().find(|(space, _)| *space != shared).unwrap();
        let key = core_tests::Hand::own_key(4);
        sams.grant(db, journal.noor, space, &key);
        let readers = format!(
            r#"{{"kind":"space","schema":1,"clock":80,"space":"{space}","readers":["{}","{}"]}}"#,
            journal.noor, journal.sam
        );
        sams.append(db, space, &key, readers.as_bytes());
    });
    let both = journal.together();
    assert!(
        both.page(before).is_err(),
        "claiming to be a reader shows Sam nothing of what was before"
    );
    core_tests::lock_both(both);
    let noor = journal.sit(journal.noor);
    let space = noor.page(before).unwrap().head.space;
    assert_eq!(
        space,
        duologue_core::journal::Space::Before,
        "and Noor is not told that it is shared"
    );
}

#[test]
fn a_grant_nobody_trusted_signed_is_refused_and_the_rest_opens() {
    let (journal, ids) = three_pages();
    journal.reach_in(|db| {
        let flip = "INSERT INTO \"grant\" SELECT randomblob(16), recipient, space, recipient_card, sender, sender_card, enc, ct, randomblob(64) FROM \"grant\" WHERE recipient = ?";
        db.execute(flip, [&journal.noor.0[..]]).unwrap();
    });
    let noor = journal.sit(journal.noor);
    assert_eq!(noor.alarms(), [Alarm::Damaged(1)], "the forged grant is named");
    assert_eq!(noor.page(ids[0]).unwrap().text, "one", "and keeps nothing from opening");
}

#[test]
fn a_partners_card_that_was_exchanged_is_not_trusted() {
    let (journal, _) = three_pages();
    let mut sam = journal.sit(journal.sam);
    let page = sam.write_page(true, november(3), "Sam's", &[]).unwrap();
    lock(sam);
    let other = core_tests::journal_seeded(8);
    let stranger = other.hand_of(other.noor);
    let vault = journal.open().id();
    journal.reach_in(|db| stranger.take_the_place_of(db, journal.sam, vault));
    let noor = journal.sit(journal.noor);
    assert!(
        noor.page(page).is_err(),
        "what Sam wrote cannot be checked against a card that is not Sam's"
    );
    assert_ne!(noor.alarms(), [], "and Noor is told");
    lock(noor);
    assert_eq!(
        core_tests::refused(journal.try_sit(journal.sam, core_tests::SAM)),
        JournalError::Vault(duologue_core::vault::VaultError::NotAuthentic("card")),
        "one's own public keys come from one's own root"
    );
}
