//! Writing, editing, sharing, listing.

use core_tests::{journal_of_one, journal_of_two, listed, lock, november};
use duologue_core::journal::{BadInput, JournalError, Noticed, PageKind, Space, TimelineFilter};
use std::time::Duration;

fn tags(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn a_page_kept_in_mine_is_read_again_after_locking() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    let id = sitting
        .write_page(false, november(2), "# Canal\n\nWe *walked*.", &tags(&["walks", "us"]))
        .unwrap();
    lock(sitting);
    let page = journal.sit(journal.noor).page(id).unwrap();
    assert_eq!(page.text, "# Canal\n\nWe *walked*.", "the text comes back as it was written");
    assert_eq!(page.head.tags, tags(&["walks", "us"]), "tags keep their order");
    assert_eq!(page.head.on, november(2), "the day it is about is kept");
    assert_eq!(page.head.space, Space::Mine, "it was kept, not shared");
    assert_eq!(page.head.excerpt, "Canal · We walked.", "the excerpt has no markup");
    assert_eq!(page.head.authors, [journal.noor], "it says who wrote it");
    assert_eq!(page.head.edited, None, "nobody edited it");
}

#[test]
fn the_newest_day_is_listed_first_and_the_list_goes_on_where_it_stopped() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    for day in [3, 1, 5, 2, 4] {
        sitting.write_page(false, november(day), &format!("day {day}"), &[]).unwrap();
    }
    let first = sitting.timeline(&TimelineFilter::default(), None, 2);
    assert_eq!(
        first.heads.iter().map(|h| h.on).collect::<Vec<_>>(),
        [november(5), november(4)],
        "newest day first"
    );
    let second = sitting.timeline(&TimelineFilter::default(), first.next, 3);
    let days: Vec<_> = second.heads.iter().map(|h| h.on).collect();
    assert_eq!(
        days,
        [november(3), november(2), november(1)],
        "the next part follows without gap or overlap"
    );
    assert_eq!(second.next, None, "nothing comes after the last page");
}

#[test]
fn pages_of_one_day_are_listed_by_when_they_were_written() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    let early = sitting.write_page(false, november(2), "early", &[]).unwrap();
    journal.world.pass(Duration::from_secs(60));
    let late = sitting.write_page(false, november(2), "late", &[]).unwrap();
    let ids: Vec<_> = listed(&sitting).into_iter().map(|head| head.id).collect();
    assert_eq!(ids, [late, early], "on one day the later page is newer");
}

#[test]
fn a_list_is_narrowed_by_space_tag_and_day() {
    let journal = journal_of_two();
    let mut sitting = journal.sit(journal.noor);
    let mine = sitting.write_page(false, november(1), "mine", &tags(&["a"])).unwrap();
    let ours = sitting.write_page(true, november(3), "ours", &tags(&["a", "b"])).unwrap();
    let ids = |filter: TimelineFilter| -> Vec<_> {
        sitting.timeline(&filter, None, 9).heads.into_iter().map(|head| head.id).collect()
    };
    assert_eq!(
        ids(TimelineFilter { space: Some(Space::Mine), ..Default::default() }),
        [mine],
        "Mine alone"
    );
    assert_eq!(
        ids(TimelineFilter { space: Some(Space::Ours), ..Default::default() }),
        [ours],
        "Ours alone"
    );
    assert_eq!(
        ids(TimelineFilter { tag: Some("b".into()), ..Default::default() }),
        [ours],
        "one tag"
    );
    assert_eq!(
        ids(TimelineFilter { until: Some(november(2)), ..Default::default() }),
        [mine],
        "up to a day"
    );
    assert_eq!(sitting.tags(), tags(&["a", "b"]), "every tag once, in order");
    let days = sitting.written_days(november(1), november(30));
    assert_eq!(
        days,
        [(november(1), vec![journal.noor]), (november(3), vec![journal.noor])],
        "days with writing"
    );
}

#[test]
fn an_edit_in_ours_leaves_the_earlier_version_readable_by_both() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let id = noor.write_page(true, november(2), "as it was", &tags(&["old"])).unwrap();
    journal.world.set_now("2026-11-03T09:00:00+01:00");
    noor.edit_page(id, november(1), "as it is", &tags(&["new"])).unwrap();
    lock(noor);
    let sam = journal.sit(journal.sam);
    let page = sam.page(id).unwrap();
    assert_eq!(page.text, "as it is", "the later version stands");
    assert_eq!(page.head.on, november(1), "the day it is about was changed too");
    assert_eq!(page.head.tags, tags(&["new"]), "and its tags");
    assert_eq!(
        page.head.edited.unwrap().to_rfc3339(),
        "2026-11-03T09:00:00+01:00",
        "both see when it was changed"
    );
    assert_eq!(page.versions.len(), 1, "the earlier version is there");
    assert_eq!(page.versions[0].text, "as it was", "with its text");
    assert_eq!(listed(&sam).len(), 1, "an edit is not a page of its own");
}

#[test]
fn only_its_author_edits_or_erases_a_page() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let id = noor.write_page(true, november(2), "Noor's words", &[]).unwrap();
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    assert_eq!(
        sam.edit_page(id, november(2), "Sam's", &[]),
        Err(JournalError::NotYours),
        "not Sam's to edit"
    );
    assert_eq!(sam.erase_page(id), Err(JournalError::NotYours), "not Sam's to take back");
    assert_eq!(sam.hide_page(id), Err(JournalError::NotYours), "not Sam's to hide");
    assert_eq!(sam.start_edit(id), Err(JournalError::NotYours), "not Sam's to begin to edit");
    assert_eq!(sam.share_page(id), Err(JournalError::NotYours), "not Sam's to share");
    assert_eq!(sam.page(id).unwrap().text, "Noor's words", "it stands as it was");
}

#[test]
fn sharing_copies_a_page_and_the_one_in_mine_stays() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let mine = noor.write_page(false, november(2), "for you", &tags(&["t"])).unwrap();
    let copy = noor.share_page(mine).unwrap();
    assert_eq!(noor.page(mine).unwrap().shared_as, Some(copy), "the page knows its copy");
    assert_eq!(
        noor.share_page(mine),
        Err(JournalError::BadInput(BadInput::SharedAlready)),
        "one copy is enough"
    );
    lock(noor);
    let sam = journal.sit(journal.sam);
    let page = sam.page(copy).unwrap();
    assert_eq!(
        (page.text.as_str(), page.head.tags),
        ("for you", tags(&["t"])),
        "Sam reads the copy"
    );
    assert_eq!(sam.page(mine).unwrap_err(), JournalError::NoSuchPage, "and not the page of Mine");
}

#[test]
fn a_shared_page_can_be_shared_again_once_its_copy_was_taken_back() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let mine = noor.write_page(false, november(2), "for you", &[]).unwrap();
    let copy = noor.share_page(mine).unwrap();
    noor.erase_page(copy).unwrap();
    assert_eq!(noor.page(mine).unwrap().shared_as, None, "the copy is gone");
    lock(noor);
    let mut noor = journal.sit(journal.noor);
    assert_eq!(noor.page(mine).unwrap().shared_as, None, "also after unlocking again");
    assert!(noor.share_page(mine).is_ok(), "so it can be shared anew");
}

#[test]
fn a_thing_noticed_is_kept_or_given() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let noticed =
        Noticed { did: "You made tea.".into(), says: "You care.".into(), meant: String::new() };
    let kept = noor.write_noticed(false, &noticed).unwrap();
    let given = noor.write_noticed(true, &noticed).unwrap();
    lock(noor);
    let sam = journal.sit(journal.sam);
    assert_eq!(
        sam.page(kept).unwrap_err(),
        JournalError::NoSuchPage,
        "what was kept is Noor's alone"
    );
    let page = sam.page(given).unwrap();
    assert_eq!(page.head.kind, PageKind::Noticed, "it is a thing noticed");
    assert_eq!(page.noticed, Some(noticed), "with all its parts");
    assert_eq!(page.head.excerpt, "You made tea.", "the list shows what was done");
}

#[test]
fn an_empty_page_and_strange_tags_are_refused() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    let mut write =
        |text: &str, words: &[&str]| sitting.write_page(false, november(2), text, &tags(words));
    assert_eq!(
        write(" \n", &[]),
        Err(JournalError::BadInput(BadInput::Empty)),
        "nothing but space is nothing"
    );
    assert_eq!(
        write("x", &[" "]),
        Err(JournalError::BadInput(BadInput::Tag)),
        "a tag says something"
    );
    assert_eq!(
        write("x", &["a\nb"]),
        Err(JournalError::BadInput(BadInput::Tag)),
        "a tag is one line"
    );
    let long = "l".repeat(61);
    assert_eq!(write("x", &[&long]), Err(JournalError::BadInput(BadInput::Tag)), "a tag is short");
    assert!(write("x", &["a", "a "]).is_ok(), "a doubled tag counts once");
    assert_eq!(listed(&sitting).len(), 1, "only one page was written");
}

#[test]
fn a_page_too_large_for_a_change_is_refused_and_nothing_is_lost() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    let before = sitting.write_page(false, november(1), "before", &[]).unwrap();
    let much = "w".repeat(14 * 1024 * 1024);
    let error = sitting.write_page(false, november(2), &much, &[]).unwrap_err();
    assert_eq!(
        error,
        JournalError::Vault(duologue_core::vault::VaultError::TooLarge),
        "a typed reason"
    );
    assert_eq!(sitting.page(before).unwrap().text, "before", "what was there is there");
    assert_eq!(listed(&sitting).len(), 1, "and nothing was half written");
}

#[test]
fn the_newest_page_of_this_day_in_an_earlier_year_is_found() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    let day = |year| chrono::NaiveDate::from_ymd_opt(year, 11, 2).unwrap();
    sitting.write_page(false, day(2020), "long ago", &[]).unwrap();
    let last = sitting.write_page(false, day(2025), "a year ago", &[]).unwrap();
    sitting.write_page(false, day(2026), "today", &[]).unwrap();
    assert_eq!(
        sitting.on_this_day().unwrap().id,
        last,
        "the latest earlier year, and never today itself"
    );
}

#[test]
fn fold_order_does_not_follow_the_wall_clock() {
    let journal = journal_of_one();
    let mut sitting = journal.sit(journal.noor);
    let id = sitting.write_page(false, november(2), "first", &[]).unwrap();
    sitting.edit_page(id, november(2), "second", &[]).unwrap();
    journal.world.set_now("1990-01-01T00:00:00Z");
    sitting.edit_page(id, november(2), "third, with a clock set back", &[]).unwrap();
    lock(sitting);
    let page = journal.sit(journal.noor).page(id).unwrap();
    assert_eq!(page.text, "third, with a clock set back", "what was written last stands");
    let earlier: Vec<_> = page.versions.iter().map(|version| version.text.as_str()).collect();
    assert_eq!(earlier, ["first", "second"], "in the order of writing");
}
