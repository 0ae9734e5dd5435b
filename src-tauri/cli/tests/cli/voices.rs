//! On a page of both, nothing that one of them wrote reads as if the other had.

use crate::home::{Home, JOURNAL, NOOR, SAM, held, names, seal};
use duologue_core::Link;
use duologue_core::journal::{JournalError, Sitting, TogetherSitting};
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
