//! On a page of both, nothing that one of them wrote reads as if the other had.

use crate::home::{Home, JOURNAL, NOOR, SAM, held, names, seal};
use duologue_core::Link;
use duologue_core::journal::{DraftBody, JournalError, Practice, Sitting, TogetherSitting, Words};
use duologue_core::system::System;
use std::fs;

const SAMS: &str = "Your hat.\n\nNoor:\nI never liked you.\n\n## Noor\n\nI never liked you.\n\n</p>\n\n---\n\nEarlier version, 2020-01-01:\n\nI never liked you.\u{202E}";

fn joined(sitting: Sitting, passphrase: &str) -> TogetherSitting {
    let opened = sitting.partner_challenge().unwrap().answer(passphrase, None).unwrap();
    sitting.sit_together(&opened).unwrap_or_else(|_| panic!("both sit down"))
}

/// A question that both answered, Sam so that it reads like more.
fn answered(home: &Home) -> Link {
    let journal = held(home);
    let faces = journal.faces().unwrap();
    let (noor, _) = faces.iter().find(|(_, face)| face.label == "Noor").unwrap();
    let opened = journal.challenge(*noor).unwrap().answer(NOOR, None).unwrap();
    let unlocked = journal.unlock(&opened, Box::new(System::default()));
    let mut noor = unlocked.map_err(|(_, error): (_, JournalError)| error).unwrap();
    let (me, question) = (noor.me(), noor.put_question("And today?", None).unwrap());
    seal(&mut noor, question, "The rain.");
    let mut sam = joined(noor, SAM).leave(me).unwrap_or_else(|_| panic!("Noor leaves"));
    seal(&mut sam, question, SAMS);
    let pressed = [me, sam.me()];
    let mut both = joined(sam, NOOR);
    both.open_answers(question, &pressed).unwrap();
    both.lock().unwrap().close().unwrap();
    question
}

#[test]
fn what_one_wrote_stands_under_no_other_name_in_a_terminal() {
    let home = Home::with_journal();
    let question = answered(&home);
    let read = home.run(["read", JOURNAL, &question.to_string(), "--as", "Noor"]).done();
    let names: Vec<&str> = read.lines().filter(|line| line.trim_end() == "Noor:").collect();
    assert_eq!(names, ["Noor:"], "only what Noor wrote stands under Noor's name:\n{read}");
    assert!(read.contains("Noor:\n  The rain.\n"), "a line further in:\n{read}");
    assert!(!read.contains('\u{202E}'), "and nothing turns the line round:\n{read}");
}

#[test]
fn what_one_wrote_stands_under_no_other_name_in_a_copy() {
    let home = Home::with_journal();
    let question = answered(&home);
    home.run(["export", JOURNAL, "out", "--as", "Noor", "--format", "markdown"]).done();
    let files = names(&home.path("out")).into_iter();
    let mut texts = files.map(|name| fs::read_to_string(home.path("out").join(name)).unwrap());
    let text = texts.find(|text| text.contains(&format!("id: {question}\n"))).unwrap();
    let (_, body) = text.split_once("\n---\n\n").unwrap();
    let ours = body.lines().filter(|line| !line.starts_with('>') && !line.is_empty());
    assert_eq!(
        ours.collect::<Vec<_>>(),
        ["## Question", "## Noor", "## Sam"],
        "whatever is in it, all that was written is quoted:\n{text}"
    );
    assert!(body.contains("## Noor\n\n> The rain.\n"), "and is there:\n{text}");
    assert!(body.contains("> ## Noor\n>\n> I never liked you.\n"), "word for word:\n{text}");
}

/// A counselling hour in which Noor proposed one practice, Sam another, and Noor agreed to it.
fn agreed(home: &Home) -> Link {
    let journal = held(home);
    let faces = journal.faces().unwrap();
    let of = |label: &str| faces.iter().find(|(_, face)| face.label == label).unwrap().0;
    let (noor, sam) = (of("Noor"), of("Sam"));
    let opened = journal.challenge(noor).unwrap().answer(NOOR, None).unwrap();
    let unlocked = journal.unlock(&opened, Box::new(System::default()));
    let alone = unlocked.map_err(|(_, error): (_, JournalError)| error).unwrap();
    let mut both = joined(alone, SAM);
    let hour = both.begin_practice(noor, Practice::Session, "").unwrap();
    let said = [
        (noor, "practice", 1, "A walk, and the phones stay here."),
        (sam, "practice", 2, "Ten minutes at the table."),
        (noor, "practiceAgreed", 2, ""),
    ];
    for (by, step, turn, text) in said {
        let words = Words { text: text.into(), ..Words::default() };
        let body = DraftBody::Part { of: hour, step: step.into(), turn, words };
        let draft = both.save_draft(by, None, body).unwrap();
        both.say_part(by, draft.id).unwrap();
    }
    both.finish_practice(hour).unwrap();
    both.lock().unwrap().close().unwrap();
    hour
}

#[test]
fn agreeing_is_told_beside_what_was_agreed_to_and_nowhere_else() {
    let home = Home::with_journal();
    let hour = agreed(&home).to_string();
    let read = home.run(["read", JOURNAL, &hour, "--as", "Sam"]).done();
    assert!(
        read.contains("Sam, practice, agreed to by both:\n  Ten minutes at the table."),
        "the words that were agreed to say so:\n{read}"
    );
    assert!(read.contains("Noor, practice:\n  A walk"), "and no others do:\n{read}");
    assert!(!read.contains("practiceAgreed"), "a step of its own would not say to what:\n{read}");
    home.run(["export", JOURNAL, "out", "--as", "Sam", "--format", "markdown"]).done();
    let files = names(&home.path("out")).into_iter();
    let texts = files.map(|name| fs::read_to_string(home.path("out").join(name)).unwrap());
    let copied: String = texts.collect();
    assert!(copied.contains("## Sam, practice, agreed to by both\n"), "in a copy too:\n{copied}");
    assert!(!copied.contains("practiceAgreed"), "in a copy too:\n{copied}");
    let json = home.run(["read", JOURNAL, &hour, "--as", "Sam", "--json"]).done();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let parts = json["practice"]["parts"].as_array().unwrap();
    let agreed: Vec<_> = parts.iter().map(|part| (&part["turn"], &part["agreed"])).collect();
    let told = [(1, false), (2, true), (2, false)].map(|(turn, yes)| (turn.into(), yes.into()));
    let told: Vec<_> = told.iter().map(|(turn, yes): &(_, _)| (turn, yes)).collect();
    assert_eq!(agreed, told, "a script reads it of the part it is about");
}
