//! What is being written: kept encrypted, replaced in place, gone when it becomes a page.

use core_tests::practice::{part, say, words};
use core_tests::{holds_any_window, journal_of_one, journal_of_two, lock, lock_both, november};
use duologue_core::journal::{BadInput, DraftBody, JournalError, Noticed, Practice, Space, Words};
use duologue_core::vault::VaultError;

fn page_draft(text: &str, ours: bool) -> DraftBody {
    DraftBody::Page { page: None, ours, on: november(2), text: text.into(), tags: vec!["t".into()] }
}

#[test]
fn a_draft_is_there_after_locking_and_becomes_a_page() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    let draft = sitting.save_draft(None, page_draft("half a thou", false)).unwrap();
    let again = sitting.save_draft(Some(draft.id), page_draft("half a thought", false)).unwrap();
    assert_eq!(again.id, draft.id, "the draft is replaced in place");
    lock(sitting);
    let mut sitting = journal.sit(journal.noor);
    let kept = sitting.drafts().unwrap();
    assert_eq!(kept.len(), 1, "one row for each page being written");
    assert_eq!(kept[0].body, page_draft("half a thought", false), "as it was last kept");
    let page = sitting.finish_draft(draft.id, false).unwrap();
    assert_eq!(sitting.page(page).unwrap().text, "half a thought", "the draft became the page");
    assert_eq!(sitting.drafts().unwrap(), [], "and is no draft any more");
}

#[test]
fn a_draft_is_never_in_clear_in_the_file() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    let words = "a sentence that must not be read in the file by anybody at all";
    sitting.save_draft(None, page_draft(words, false)).unwrap();
    lock(sitting);
    assert!(
        !holds_any_window(&journal.bytes(), words.as_bytes()),
        "no 32 bytes of it stand in the file"
    );
}

#[test]
fn a_partner_does_not_see_the_others_drafts_nor_write_over_them() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let draft = noor.save_draft(None, page_draft("Noor's", false)).unwrap();
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    assert_eq!(sam.drafts().unwrap(), [], "Sam sees no draft of Noor's");
    assert!(
        sam.save_draft(Some(draft.id), page_draft("Sam's", false)).is_err(),
        "nor writes over it"
    );
    sam.discard_draft(draft.id).unwrap();
    lock(sam);
    let noor = journal.sit(journal.noor);
    assert_eq!(
        noor.draft(draft.id).unwrap().body,
        page_draft("Noor's", false),
        "it stands as it was"
    );
}

#[test]
fn an_edit_is_begun_once_and_keeps_its_page() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    let id = sitting.write_page(false, november(2), "before", &[]).unwrap();
    let begun = sitting.start_edit(id).unwrap();
    assert_eq!(sitting.start_edit(id).unwrap(), begun, "the edit already begun goes on");
    let DraftBody::Page { page, ours, on, tags, .. } = begun.body else {
        panic!("an edit is a page's draft")
    };
    assert_eq!((page, ours), (Some(id), false), "it knows its page and where that is");
    let body = DraftBody::Page { page, ours, on, text: "after".into(), tags };
    sitting.save_draft(Some(begun.id), body).unwrap();
    assert_eq!(sitting.finish_draft(begun.id, true).unwrap(), id, "an edit stays the same page");
    assert_eq!(sitting.page(id).unwrap().text, "after", "and changes its text");
    assert_eq!(sitting.page(id).unwrap().head.space, Space::Mine, "an edit never moves a page");
}

#[test]
fn an_empty_draft_stays_a_draft() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    let draft = sitting.save_draft(None, page_draft(" ", false)).unwrap();
    assert_eq!(
        sitting.finish_draft(draft.id, false),
        Err(JournalError::BadInput(BadInput::Empty)),
        "nothing to keep yet"
    );
    assert_eq!(sitting.drafts().unwrap().len(), 1, "the draft was not deleted by trying");
    let noticed =
        sitting.save_draft(None, DraftBody::Noticed { noticed: Noticed::default() }).unwrap();
    assert_eq!(
        sitting.finish_draft(noticed.id, true),
        Err(JournalError::BadInput(BadInput::Empty)),
        "nor here"
    );
}

#[test]
fn a_draft_moved_to_another_id_does_not_open() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    sitting.save_draft(None, page_draft("here", false)).unwrap();
    lock(sitting);
    journal.reach_in(|db| db.execute("UPDATE draft SET id = randomblob(16)", []).unwrap());
    assert_eq!(
        journal.sit(journal.noor).drafts().unwrap(),
        [],
        "its id is part of what was authenticated"
    );
}

#[test]
fn deleting_and_replacing_drafts_leaves_no_byte_of_them() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    let kept = sitting.save_draft(None, page_draft(&"one ".repeat(900), false)).unwrap();
    let gone = sitting.save_draft(None, page_draft("two", false)).unwrap();
    lock(sitting);
    let blobs: Vec<Vec<u8>> = journal.reach_in(|db| {
        let mut query = db.prepare("SELECT blob FROM draft").unwrap();
        query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    });
    assert!(
        blobs.iter().all(|blob| holds_any_window(&journal.bytes(), blob)),
        "the search finds what is there"
    );
    let mut sitting = journal.sit(journal.noor);
    sitting.save_draft(Some(kept.id), page_draft("shorter", false)).unwrap();
    sitting.discard_draft(gone.id).unwrap();
    lock(sitting);
    for blob in &blobs {
        assert!(
            !holds_any_window(&journal.bytes(), blob),
            "what a draft held before is overwritten"
        );
    }
}

#[test]
fn words_the_file_could_not_take_wait_encrypted_and_are_kept_by_the_locked_journal() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let begun = noor.save_draft(None, page_draft("half", false)).unwrap();
    let waits = noor.encrypt_draft(Some(begun.id), page_draft("half, and more", false)).unwrap();
    assert_eq!(waits.id(), begun.id, "it is the same draft, not a second one");
    assert_eq!(noor.draft(begun.id).unwrap().body, begun.body, "and it is not in the file yet");
    let read = noor.read_draft(&waits).unwrap();
    assert_eq!(read.body, page_draft("half, and more", false), "its writer reads it meanwhile");
    let locked = noor.lock().unwrap();
    locked.keep_draft(&waits).unwrap();
    locked.close().unwrap();

    let sam = journal.sit(journal.sam);
    assert_eq!(sam.read_draft(&waits), None, "nobody else reads what waits");
    assert_eq!(sam.drafts().unwrap(), [], "nor what was kept of it");
    lock(sam);
    let noor = journal.sit(journal.noor);
    assert_eq!(
        noor.draft(begun.id).unwrap().body,
        page_draft("half, and more", false),
        "kept without a key, read with it"
    );
}

#[test]
fn a_draft_of_another_journal_is_not_kept_in_this_one() {
    let (one, other) = (journal_of_one(), core_tests::journal_seeded(99));
    let mut writer = other.sit(other.noor);
    let stray = writer.encrypt_draft(None, page_draft("elsewhere", false)).unwrap();
    let sitting = one.sit(one.noor);
    assert_eq!(
        sitting.keep_draft(&stray).unwrap_err(),
        JournalError::Vault(VaultError::NotAuthentic("draft")),
        "it would be a row nobody here can open"
    );
}

#[test]
fn words_whose_practice_was_finished_meanwhile_become_a_draft_of_ones_own() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let of = noor.begin_practice(Practice::Openly, "Sundays").unwrap();
    let felt = Words { feelings: vec!["tender".into()], ..Words::default() };
    let notes: Vec<_> = [part(of, "camera", 0, words("The door.")), part(of, "felt", 0, felt)]
        .into_iter()
        .map(|note| noor.save_draft(None, note).unwrap().id)
        .collect();
    assert_eq!(
        noor.free_drafts(&notes, "The door. Tender.").unwrap_err(),
        JournalError::BadInput(BadInput::NotThisKind),
        "while the practice goes on they have their place"
    );
    lock(noor);
    let mut both = journal.together();
    say(&mut both, of, journal.sam, ("said", 1), words("A walk a week.")).unwrap();
    both.finish_practice(of).unwrap();
    lock_both(both);
    let mut noor = journal.sit(journal.noor);
    assert_eq!(noor.free_drafts(&[], "x").unwrap_err(), JournalError::NoSuchPage, "of nothing");
    let freed = noor.free_drafts(&notes, "The door. Tender.").unwrap();
    assert_eq!(
        noor.drafts().unwrap(),
        std::slice::from_ref(&freed),
        "one draft, and nothing stands twice"
    );
    let page = noor.finish_draft(freed.id, false).unwrap();
    let page = noor.page(page).unwrap();
    assert_eq!(
        (page.head.space, page.text.as_str()),
        (Space::Mine, "The door. Tender."),
        "a feeling that was only chosen is said as well, in Mine"
    );
}
