//! A journal of two, made with the core, so that a test of the app begins where it is about something.

use std::path::Path;

use chrono::Local;
use duologue_core::crypto::Cost;
use duologue_core::journal::{DraftBody, NewJournal, OpenFor, Sitting};
use duologue_core::system::System;
use duologue_core::vault::{Computer, Face, NewMember};
use duologue_core::{Link, Surroundings};

pub const NOOR: &str = "lantern orbit velvet harbour nine";
pub const SAM: &str = "thunder meadow quilt seven copper";
/// The question that was opened.
pub const QUESTION: &str = "What made you laugh this week?";

/// The least cost a file may name.
const LEAST: Cost = Cost { m: 19 * 1024, t: 1, p: 1 };

/// Makes a journal of Noor and Sam with a question they have opened and, in Ours, `long` pages of
/// a few hundred words.
pub fn of_two(path: &Path, records: &Path, long: usize) {
    let mut system = System::default();
    let face = |label: &str, colour: &str, shape: &str| Face {
        label: label.into(),
        colour: colour.into(),
        shape: shape.into(),
    };
    let noors = face("Noor", "ochre", "arch");
    let new = NewJournal::prepare(&noors, NOOR, LEAST, &mut system).expect("a journal");
    let computer = Computer::new(records);
    let mut noor = new.write(path, computer, Box::new(System::default())).expect("written");
    let sams = face("Sam", "indigo", "leaf");
    let surroundings: &mut dyn Surroundings = &mut system;
    let sam = NewMember::make(noor.vault(), &sams, SAM, LEAST, surroundings).expect("a member");
    noor.add_partner(&sam, &sams, OpenFor::Everything).expect("a partner");
    let today = Local::now().date_naive();
    for page in 1..=long {
        let text = format!("Page {page}. {}", "We walked to the lake and talked. ".repeat(60));
        noor.write_page(true, today, &text, &[]).expect("a page");
    }
    let question = noor.put_question(QUESTION, None).expect("a question");
    seal(&mut noor, question, "The goat on the roof.");
    let noor_id = noor.me();
    let opened = noor.partner_challenge().and_then(|it| Ok(it.answer(SAM, None)?)).expect("Sam's");
    let both = noor.sit_together(&opened).map_err(|(_, error)| error).expect("both here");
    let mut sam = both.leave(noor_id).map_err(|(_, error)| error).expect("Sam alone");
    let sam_id = sam.me();
    seal(&mut sam, question, "Your hat.");
    let opened = sam.partner_challenge().and_then(|it| Ok(it.answer(NOOR, None)?)).expect("Noor's");
    let mut both = sam.sit_together(&opened).map_err(|(_, error)| error).expect("both here");
    both.open_answers(question, &[noor_id, sam_id]).expect("opened");
    both.lock().and_then(|journal| journal.close()).expect("closed");
}

fn seal(sitting: &mut Sitting, question: Link, text: &str) {
    let body = DraftBody::Answer { question, text: text.into(), in_person: false };
    let draft = sitting.save_draft(None, body).expect("a draft");
    sitting.seal_answer(draft.id).expect("sealed");
}
