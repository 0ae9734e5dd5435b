//! `verify-summary`: two signatures, held against what stands in the journal now.

use crate::home::{Home, JOURNAL, NOOR, SAM, names};
use chrono::NaiveDate;
use duologue_core::crypto::pages_hash;
use duologue_core::journal::{
    DraftBody, Frame, Journal, PaperSize, Section, Sitting, Template, Words,
};
use duologue_core::system::System;
use duologue_core::vault::Computer;
use duologue_core::{Link, Surroundings};

/// Sits down as `label` in the journal of `home`, through the core.
fn sit<T>(home: &Home, label: &str, work: impl FnOnce(&mut Sitting) -> T) -> T {
    let journal = Journal::open(&home.journal(), Computer::new(&home.records())).unwrap();
    let faces = journal.faces().unwrap();
    let (id, _) = faces.into_iter().find(|(_, face)| face.label == label).unwrap();
    let opened = journal.challenge(id).unwrap().answer(passphrase(label), None).unwrap();
    let unlocked = journal.unlock(&opened, Box::new(System::default()));
    let mut sitting = unlocked.map_err(|(_, error)| error).unwrap();
    let done = work(&mut sitting);
    sitting.lock().unwrap().close().unwrap();
    done
}

fn passphrase(label: &str) -> &'static str {
    if label == "Noor" { NOOR } else { SAM }
}

fn begun(home: &Home) -> Link {
    let day = |n| NaiveDate::from_ymd_opt(2020, 3, n).unwrap();
    let frame = Frame {
        template: Template::Running,
        paper: PaperSize::A4,
        language: "en".into(),
        from: day(1),
        to: day(28),
    };
    sit(home, "Noor", |noor| noor.begin_summary(&frame).unwrap())
}

fn write(home: &Home, label: &str, of: Link, turn: u32, text: &str) {
    let step = Section::WentWell.step().to_owned();
    let words = Words { text: text.into(), ..Words::default() };
    sit(home, label, |me| {
        let body = DraftBody::Part { of, step, turn, words };
        let draft = me.save_draft(None, body).unwrap();
        me.say_part(draft.id).unwrap();
    });
}

fn approve(home: &Home, label: &str, of: Link) {
    sit(home, label, |me| {
        let free = System::default().free_memory_kib();
        let proof = me.own_challenge().unwrap().answer(passphrase(label), free).unwrap();
        let content = me.summary(of).unwrap().hash;
        me.approve_summary(of, content, pages_hash(&["the page"]), &proof).unwrap();
    });
}

#[test]
fn a_summary_that_both_signed_is_good_and_after_one_more_word_it_is_not() {
    let home = Home::with_journal();
    let verify = ["verify-summary", JOURNAL, "--as", "Sam"];
    home.run(verify).refused(8);

    let of = begun(&home);
    write(&home, "Noor", of, 1, "The walks.");
    approve(&home, "Noor", of);
    let said = home.run(verify).refused(1);
    assert!(said.contains("Noor approved it"), "one has signed: {said}");
    assert!(said.contains("Sam has not approved it"), "and one has not: {said}");
    approve(&home, "Sam", of);
    let good = home.run(verify).done();
    assert!(good.starts_with(&of.to_string()), "it names what it looked at: {good}");
    for name in ["Noor approved it", "Sam approved it"] {
        assert!(good.contains(name), "both are told: {good}");
    }
    assert!(!good.contains("walks"), "no word of it reaches the terminal: {good}");

    write(&home, "Sam", of, 1, "That we talked.");
    let said = home.run(verify).refused(1);
    for name in ["changed since Noor", "changed since Sam"] {
        assert!(said.contains(name), "a word clears both: {said}");
    }
}

#[test]
fn a_summary_is_named_by_the_beginning_of_its_id() {
    let home = Home::with_journal();
    let (first, second) = (begun(&home), begun(&home));
    write(&home, "Noor", first, 1, "The walks.");
    approve(&home, "Noor", first);
    approve(&home, "Sam", first);
    let id = first.to_string();
    let beginning: String = id.chars().take(12).collect();
    home.run(["verify-summary", JOURNAL, &beginning, "--as", "Noor"]).done();
    home.run(["verify-summary", JOURNAL, "--as", "Noor"]).refused(1);
    home.run(["verify-summary", JOURNAL, &second.to_string(), "--as", "Noor"]).refused(1);
    home.run(["verify-summary", JOURNAL, "00000000", "--as", "Noor"]).refused(8);
    home.run(["verify-summary", JOURNAL, "0000", "--as", "Noor"]).refused(2);
}

#[test]
fn an_approval_whose_signature_is_gone_approves_nothing() {
    let home = Home::with_journal();
    let of = begun(&home);
    write(&home, "Noor", of, 1, "The walks.");
    approve(&home, "Noor", of);
    approve(&home, "Sam", of);
    home.meddle(|db| {
        let newest = "UPDATE change SET sig = zeroblob(64) WHERE id = (SELECT max(id) FROM change)";
        db.execute(newest, []).unwrap();
    });
    let ran = home.run(["verify-summary", JOURNAL, "--as", "Noor"]);
    assert_ne!(ran.code, 0, "a change whose signature is gone approves nothing: {}", ran.err);
}

#[test]
fn a_readable_copy_says_whether_both_stand_behind_a_summary() {
    let home = Home::with_journal();
    let of = begun(&home);
    write(&home, "Noor", of, 1, "The walks.");
    approve(&home, "Noor", of);
    sit(&home, "Noor", |noor| noor.finish_practice(of).unwrap());
    let id = of.to_string();
    let read = |more: &[&str]| {
        home.run([&["read", JOURNAL, id.as_str(), "--as", "Sam"][..], more].concat()).done()
    };
    let copy = |folder: &str| {
        home.run(["export", JOURNAL, folder, "--as", "Sam", "--format", "markdown"]).done();
        let files = names(&home.path(folder)).into_iter();
        let mut texts =
            files.map(|name| std::fs::read_to_string(home.path(folder).join(name)).unwrap());
        texts.find(|text| text.contains(&id)).unwrap()
    };
    let standing = |json: &str| {
        let json: serde_json::Value = serde_json::from_str(json).unwrap();
        json["practice"]["standing"].as_str().map(str::to_owned)
    };
    let unapproved = "(not yet approved by both)";
    assert!(read(&[]).contains(unapproved), "one is not both: {}", read(&[]));
    assert!(copy("before").contains(unapproved), "nor in a copy");
    assert_eq!(standing(&read(&["--json"])).as_deref(), Some("not-approved"));

    approve(&home, "Sam", of);
    assert!(read(&[]).contains("(approved by both)"), "now it is: {}", read(&[]));
    assert!(copy("after").contains("(approved by both)"), "and so is the copy");
    assert_eq!(standing(&read(&["--json"])).as_deref(), Some("approved"));
    let talk = crate::home::Template::get().talk.to_string();
    let talk = home.run(["read", JOURNAL, &talk, "--as", "Sam", "--json"]).done();
    assert_eq!(standing(&talk), None, "no other practice is approved");
}
