//! What a partner may put into a change: strict JSON of a known shape, or it is named and nothing else suffers.

use core_tests::{Kept, journal_of_two, listed, lock, november};
use duologue_core::Link;
use duologue_core::journal::{Alarm, PageKind};
use duologue_core::vault::ProblemKind;

/// A journal with a page of Noor's, into whose Ours Sam put `json`, signed as Sam.
fn with(json: &[u8]) -> (Kept, Link) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    noor.write_page(true, november(2), "Noor's", &[]).unwrap();
    lock(noor);
    let sams = journal.hand_of(journal.sam);
    let link = journal.reach_in(|db| {
        let (space, key) = sams.ours(db);
        sams.append(db, space, &key, json)
    });
    (journal, link)
}

fn page(text: &str) -> String {
    format!(
        r#"{{"kind":"page","schema":1,"clock":9,"at":"2026-11-02T21:00:00+01:00","on":"2026-11-02","text":{text},"tags":[]}}"#
    )
}

fn assert_named_and_nothing_else_suffers(json: &[u8], why: &str) {
    let (journal, link) = with(json);
    let mut noor = journal.sit(journal.noor);
    assert_eq!(noor.alarms(), [Alarm::Damaged(1)], "{why}: it is named");
    assert_eq!(noor.problems()[0].kind, ProblemKind::Damaged, "{why}: as damage");
    assert!(noor.page(link).is_err(), "{why}: it is not shown");
    assert_eq!(listed(&noor).len(), 1, "{why}: Noor's page is");
    assert!(noor.pages().is_ok(), "{why}: and can be taken out");
    noor.write_page(true, november(3), "goes on", &[]).unwrap();
    lock(noor);
    assert_eq!(listed(&journal.sit(journal.noor)).len(), 2, "{why}: Noor goes on writing");
}

#[test]
fn what_is_not_strict_json_is_damage() {
    let deep = |levels: usize| {
        format!(
            "{{\"x\":{}{},{}",
            "[".repeat(levels),
            "]".repeat(levels),
            page("\"t\"").trim_start_matches('{')
        )
    };
    let cases: [(Vec<u8>, &str); 13] = [
        (page("\"a\",\"text\":\"b\"").into(), "a name twice"),
        (page("\"a\",\"\\u0074ext\":\"b\"").into(), "a name twice, once escaped"),
        (page("\"a\",\"x\":{\"y\":1,\"y\":2}").into(), "a name twice further in"),
        (page("\"a\",\"x\":0.5").into(), "a fraction"),
        (page("\"a\",\"x\":1e3").into(), "an exponent"),
        (page("\"a\",\"x\":9007199254740993").into(), "an integer over 2^53"),
        (page("\"a\",\"x\":-9007199254740993").into(), "an integer under -2^53"),
        (page("\"\\ud800\"").into(), "half a surrogate"),
        (deep(32).into(), "33 levels"),
        ([&b"\xef\xbb\xbf"[..], page("\"t\"").as_bytes()].concat(), "a byte order mark"),
        (format!("{} x", page("\"t\"")).into(), "something after the end"),
        (format!("[{}]", page("\"t\"")).into(), "an array"),
        (page("\"\u{0}\"").replace('\u{0}', "\u{1}").into(), "a control character"),
    ];
    for (json, why) in cases {
        assert_named_and_nothing_else_suffers(&json, why);
    }
    let (journal, link) = with(deep(31).as_bytes());
    assert_eq!(journal.sit(journal.noor).page(link).unwrap().text, "t", "32 levels are allowed");
    let (journal, link) =
        with(page("\"t\",\"x\":[-1,-9007199254740992,9007199254740992]").as_bytes());
    assert_eq!(journal.sit(journal.noor).page(link).unwrap().text, "t", "up to 2^53 either way");
}

#[test]
fn strict_json_of_the_wrong_shape_is_damage_and_the_journal_opens() {
    let head = r#""schema":1,"clock":9,"at":"2026-11-02T21:00:00+01:00""#;
    let cases = [
        ("{}".to_owned(), "nothing in it"),
        (format!("{{{head}}}"), "no kind"),
        (r#"{"kind":"page"}"#.to_owned(), "no schema"),
        (format!(r#"{{"kind":7,{head}}}"#), "a kind that is a number"),
        (
            r#"{"kind":"page","schema":-1,"on":"2026-11-02","text":"","tags":[]}"#.to_owned(),
            "a schema below zero",
        ),
        (
            r#"{"kind":"page","schema":1,"clock":-1,"on":"2026-11-02","text":"","tags":[]}"#
                .to_owned(),
            "a clock below zero",
        ),
        (
            format!(
                r#"{{"kind":"page",{head},"seen":{{"zz":[1,2]}},"on":"2026-11-02","text":"","tags":[]}}"#
            ),
            "seen nonsense",
        ),
        (format!(r#"{{"kind":"page",{head},"on":"2026-11-02","tags":[]}}"#), "a page without text"),
        (
            format!(r#"{{"kind":"page",{head},"on":"2026-11-02","text":{{}},"tags":[]}}"#),
            "a text that is an object",
        ),
        (
            format!(r#"{{"kind":"page",{head},"on":"2026-02-30","text":"","tags":[]}}"#),
            "a day that never was",
        ),
        (
            format!(r#"{{"kind":"page",{head},"on":"2026-11-02","text":"","tags":"a"}}"#),
            "tags that are none",
        ),
        (format!(r#"{{"kind":"page",{head},"on":"2026-11-02","text":""}}"#), "a page without tags"),
        (
            format!(r#"{{"kind":"noticed",{head},"on":"2026-11-02","did":"x"}}"#),
            "half a thing noticed",
        ),
        (
            format!(
                r#"{{"kind":"edit",{head},"page":"xy","on":"2026-11-02","text":"","tags":[]}}"#
            ),
            "an edit of nothing",
        ),
        (
            format!(
                r#"{{"kind":"edit",{head},"page":"{}","on":"2026-11-02","tags":[]}}"#,
                "ab".repeat(32)
            ),
            "an edit without text",
        ),
        (format!(r#"{{"kind":"erase",{head},"what":[["ab",1]]}}"#), "an erase of nothing"),
        (format!(r#"{{"kind":"space",{head},"space":"ab","readers":[]}}"#), "a space that is none"),
        (format!(r#"{{"kind":"key",{head},"key":1,"retires":[]}}"#), "a key that is none"),
        (
            format!(r#"{{"kind":"question",{head},"text":null,"library":null}}"#),
            "a question without words",
        ),
        (
            format!(r#"{{"kind":"answer",{head},"question":"ab","text":"","in_person":false}}"#),
            "an answer to nothing",
        ),
        (format!(r#"{{"kind":"opened",{head}}}"#), "an opening of nothing"),
        (format!(r#"{{"kind":"reply",{head},"question":"ab","text":""}}"#), "a reply to nothing"),
        (format!(r#"{{"kind":"shared",{head},"page":1,"copy":2}}"#), "a share of nothing"),
    ];
    for (json, why) in cases {
        assert_named_and_nothing_else_suffers(json.as_bytes(), why);
    }
}

#[test]
fn what_a_newer_version_made_is_kept_and_shown_as_such() {
    for json in [
        r#"{"kind":"page","schema":2,"clock":9,"at":"2026-11-05T21:00:00+01:00","on":{"from":1}}"#,
        r#"{"kind":"hologram","schema":1,"clock":9,"at":"2026-11-05T21:00:00+01:00"}"#,
        r#"{"kind":"erase","schema":2,"clock":9,"at":"2026-11-05T21:00:00+01:00","what":"everything"}"#,
    ] {
        let (journal, link) = with(json.as_bytes());
        let mut noor = journal.sit(journal.noor);
        let page = noor.page(link).unwrap();
        assert_eq!(
            (page.head.kind, page.text.as_str()),
            (PageKind::Newer, ""),
            "{json}: shown as newer"
        );
        assert_eq!(noor.alarms(), [], "{json}: it is no damage");
        assert!(noor.erase_page(link).is_err(), "{json}: it is Sam's");
        assert!(noor.pages().is_ok(), "{json}: and stops no export");
    }
}

/// Noor can still write in Ours, Sam reads it, and both still see each other.
fn assert_ours_still_works(journal: &Kept, why: &str) {
    let mut noor = journal.sit(journal.noor);
    let id = noor
        .write_page(true, november(3), "still ours", &[])
        .unwrap_or_else(|error| panic!("{why}: {error}"));
    let mine = noor.write_page(false, november(3), "still mine", &[]).unwrap();
    assert_eq!(noor.page(mine).unwrap().text, "still mine", "{why}: Mine is untouched");
    lock(noor);
    let both = journal.together();
    assert_eq!(both.page(id).unwrap().text, "still ours", "{why}: both read what is shared");
    assert!(both.page(mine).is_err(), "{why}: and not what is not");
    core_tests::lock_both(both);
}

#[test]
fn a_partner_cannot_shut_the_other_out_of_ours_by_what_they_say_of_it() {
    let probe = journal_of_two();
    let sams = probe.hand_of(probe.sam);
    let (space, key) = probe.reach_in(|db| sams.ours(db));
    let (noor, sam, key, other) = (probe.noor, probe.sam, key.id(), "00".repeat(16));
    let mines = probe.hand_of(noor).mine_key().id();
    let head = r#""schema":1,"clock":99"#;
    let cases = [
        (
            format!(r#"{{"kind":"space",{head},"space":"{space}","readers":["{sam}"]}}"#),
            "Sam alone reads it",
        ),
        (format!(r#"{{"kind":"space",{head},"space":"{space}","readers":[]}}"#), "nobody reads it"),
        (
            format!(r#"{{"kind":"space",{head},"space":"{noor}","readers":["{noor}","{sam}"]}}"#),
            "Sam reads Noor's Mine",
        ),
        (
            format!(r#"{{"kind":"space",{head},"space":"{other}","readers":["{noor}","{sam}"]}}"#),
            "another space is Ours",
        ),
        (
            format!(r#"{{"kind":"key",{head},"key":"{other}","retires":[]}}"#),
            "a key nobody was given",
        ),
        (
            format!(r#"{{"kind":"key",{head},"key":"{mines}","retires":[]}}"#),
            "the key of Noor's Mine",
        ),
        (
            format!(r#"{{"kind":"key",{head},"key":"{key}","retires":["{key}"]}}"#),
            "the key itself out of use",
        ),
        (
            format!(r#"{{"kind":"key",{head},"key":"{key}","retires":["{mines}"]}}"#),
            "the key of Noor's Mine out of use",
        ),
        (
            format!(r#"{{"kind":"pin",{head},"partner":"{sam}","card":"{}"}}"#, "ab".repeat(32)),
            "another card",
        ),
        (format!(r#"{{"kind":"slots",{head},"slots":[]}}"#), "no keyslots"),
    ];
    for (json, why) in cases {
        let (journal, _) = with(json.as_bytes());
        assert_ours_still_works(&journal, why);
    }
}

#[test]
fn more_than_two_readers_are_damage() {
    let probe = journal_of_two();
    let sams = probe.hand_of(probe.sam);
    let (space, _) = probe.reach_in(|db| sams.ours(db));
    let third = "ab".repeat(16);
    let json = format!(
        r#"{{"kind":"space","schema":1,"clock":99,"space":"{space}","readers":["{}","{}","{third}"]}}"#,
        probe.noor, probe.sam
    );
    assert_named_and_nothing_else_suffers(json.as_bytes(), "three readers");
}

#[test]
fn an_edit_by_the_partner_or_in_another_space_does_not_count() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let ours = noor.write_page(true, november(2), "as Noor wrote it", &[]).unwrap();
    let mine = noor.write_page(false, november(2), "kept", &[]).unwrap();
    lock(noor);
    let (noors, sams) = (journal.hand_of(journal.noor), journal.hand_of(journal.sam));
    let edit = |of: Link| {
        format!(
            r#"{{"kind":"edit","schema":1,"clock":99,"at":"2026-11-02T21:00:00+01:00","page":"{of}","on":"2026-11-02","text":"changed","tags":[]}}"#
        )
    };
    journal.reach_in(|db| {
        let (space, key) = sams.ours(db);
        sams.append(db, space, &key, edit(ours).as_bytes());
        noors.append(db, space, &key, edit(mine).as_bytes());
        noors.append(db, journal.noor, &noors.mine_key(), edit(ours).as_bytes());
    });
    let noor = journal.sit(journal.noor);
    assert_eq!(
        noor.page(ours).unwrap().text,
        "as Noor wrote it",
        "only the same author in the same space edits"
    );
    assert_eq!(noor.page(mine).unwrap().text, "kept", "also what is in Mine");
}

#[test]
fn a_partner_cannot_say_that_my_page_is_shared() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let mine = noor.write_page(false, november(2), "mine", &[]).unwrap();
    let copy = noor.write_page(true, november(2), "another", &[]).unwrap();
    lock(noor);
    let sams = journal.hand_of(journal.sam);
    let json =
        format!(r#"{{"kind":"shared","schema":1,"clock":99,"page":"{mine}","copy":"{copy}"}}"#);
    journal.reach_in(|db| {
        let (space, key) = sams.ours(db);
        sams.append(db, space, &key, json.as_bytes());
    });
    let mut noor = journal.sit(journal.noor);
    assert_eq!(noor.page(mine).unwrap().shared_as, None, "only its author shares a page");
    assert!(noor.share_page(mine).is_ok(), "and still can");
}

#[test]
fn a_turn_that_no_talk_has_is_damage_and_the_practice_goes_on() {
    for (turn, damage) in [(u32::MAX, 1), (1 << 31, 1), ((1 << 31) - 1, 0)] {
        let journal = journal_of_two();
        let sams = journal.hand_of(journal.sam);
        journal.reach_in(|db| {
            let (space, key) = sams.ours(db);
            let head = r#""schema":1,"clock":90,"at":"2026-11-02T21:00:00+01:00""#;
            let begun = format!(
                r#"{{"kind":"practice",{head},"practice":"time","on":"2026-11-02","about":""}}"#
            );
            let of = sams.append(db, space, &key, begun.as_bytes());
            let plan = format!(
                r#"{{"kind":"part",{head},"of":"{of}","step":"plan","turn":{turn},"text":"t"}}"#
            );
            sams.append(db, space, &key, plan.as_bytes());
        });
        let noor = journal.sit(journal.noor);
        assert_eq!(noor.problems().len(), damage, "turn {turn}");
        let begun = noor.begun_practices().unwrap();
        assert_eq!(begun.len(), 1, "turn {turn}: the practice is there");
        assert!(noor.begun_practice(begun[0].id).is_ok(), "turn {turn}: and can be gone on with");
        lock(noor);
    }
}
