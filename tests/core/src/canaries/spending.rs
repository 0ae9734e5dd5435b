//! Every way that words take through the core.

use crate::canaries::canary;
use chrono::{DateTime, FixedOffset, NaiveDate};
use core_tests::practice::{part, say, words};
use core_tests::{go_on, lock, noors_face, november, sams_face};
use duologue_core::crypto::Cost;
use duologue_core::journal::{
    Depth, DraftBody, Frame, Journal, NewJournal, Noticed, OpenFor, Own, PaperSize, Practice,
    Section, Sitting, Template, TimelineFilter, TogetherSitting,
};
use duologue_core::vault::{BackupFile, Computer, NewMember};
use duologue_core::{Id, Link, Surroundings};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Randomness that follows from a counter, and remembers nothing.
struct Plain(u64);

impl Surroundings for Plain {
    fn now(&self) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-11-02T21:00:00+01:00").unwrap()
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        self.0 += 1;
        blake3::Hasher::new().update(&self.0.to_be_bytes()).finalize_xof().fill(bytes);
    }

    fn free_memory_kib(&self) -> Option<u64> {
        None
    }
}

fn surroundings(from: u64) -> Box<dyn Surroundings> {
    Box::new(Plain(from << 32))
}

/// Where everything lies.
struct Place {
    journal: PathBuf,
    backup: PathBuf,
    computer: Computer,
}

impl Place {
    fn sit(&self, who: Id, passphrase: &str, from: u64) -> Sitting {
        let journal = Journal::open(&self.journal, self.computer.clone()).unwrap();
        let opened = journal.challenge(who).unwrap().answer(passphrase, None).unwrap();
        journal.unlock(&opened, surroundings(from)).map_err(|(_, error)| error).unwrap()
    }
}

/// Writes all of it; both are unlocked, and have read everything.
pub fn write_all(folder: &Path) -> TogetherSitting {
    let place = Place {
        journal: folder.join("ours.duologue"),
        backup: folder.join("kept.duologue-backup"),
        computer: Computer::new(&folder.join("computer")),
    };
    let new = NewJournal::prepare(&noors_face(), &canary(0), Cost::CHEAP, surroundings(1).as_mut());
    let mut noor =
        new.unwrap().write(&place.journal, place.computer.clone(), surroundings(2)).unwrap();
    let noor_id = noor.me();
    pages(&mut noor);
    drafts(&mut noor);
    alone(&mut noor);
    refused(&mut noor);
    let sam_id = joins(&mut noor);
    new_passphrase(&mut noor);
    let question = asks(&mut noor);
    noor.back_up(&place.backup, &mut go_on).unwrap();
    lock(noor);
    looks_at_the_backup(&place.backup, noor_id);
    answers(place.sit(sam_id, &canary(26), 3), question);
    let noor = place.sit(noor_id, &canary(27), 4);
    let opened = noor.partner_challenge().unwrap().answer(&canary(26), None).unwrap();
    let Ok(mut both) = noor.sit_together(&opened) else { panic!("both sit down") };
    together(&mut both, question, [noor_id, sam_id]);
    both
}

fn pages(noor: &mut Sitting) {
    let mut write = |ours: bool, text: String, tags: &[String]| -> Link {
        noor.write_page(ours, november(2), &text, tags).unwrap()
    };
    let page = write(false, canary(1), &[canary(2)]);
    let long = format!("{}{}{}", "long ".repeat(20_000), canary(5), " long".repeat(20_000));
    write(false, long, &[]);
    write(true, canary(6), &[]);
    let (gone, hidden) = (write(false, canary(10), &[]), write(false, canary(11), &[]));
    write(true, format!("{}\n\nand more.", canary(38)), &[]);
    noor.edit_page(page, november(3), &canary(3), &[canary(4)]).unwrap();
    let noticed = Noticed { did: canary(7), says: canary(8), meant: canary(9) };
    noor.write_noticed(false, &noticed).unwrap();
    noor.erase_page(gone).unwrap();
    noor.hide_page(hidden).unwrap();
    let filter = TimelineFilter { tag: Some(canary(4)), ..TimelineFilter::default() };
    assert_eq!(noor.timeline(&filter, None, 9).heads.len(), 1, "the page is listed by its tag");
}

fn page_draft(page: Option<Link>, text: String, tags: Vec<String>) -> DraftBody {
    DraftBody::Page { page, ours: false, on: november(4), text, tags }
}

fn drafts(noor: &mut Sitting) {
    noor.save_draft(None, page_draft(None, canary(13), vec![canary(14)])).unwrap();
    let first = noor.save_draft(None, page_draft(None, canary(15), vec![])).unwrap().id;
    noor.save_draft(Some(first), page_draft(None, canary(16), vec![])).unwrap();
    let discarded = noor.save_draft(None, page_draft(None, canary(17), vec![])).unwrap().id;
    noor.discard_draft(discarded).unwrap();
    let page = noor.write_page(false, november(5), &canary(12), &[]).unwrap();
    let edit = noor.start_edit(page).unwrap().id;
    noor.save_draft(Some(edit), page_draft(Some(page), canary(18), vec![])).unwrap();
    noor.finish_draft(edit, false).unwrap();
    let noticed = Noticed { did: canary(39), ..Noticed::default() };
    let saved = noor.save_draft(None, DraftBody::Noticed { noticed }).unwrap().id;
    noor.save_for_sit_down(saved).unwrap();
    assert!(noor.drafts().unwrap().len() >= 2, "drafts are read");
}

fn alone(noor: &mut Sitting) {
    noor.add_own(Own::Question { text: canary(19), depth: Depth::Tender }).unwrap();
    noor.add_own(Own::Idea { text: canary(20) }).unwrap();
    let parts = vec![("outside".into(), words(&canary(22)))];
    let body = DraftBody::Alone { practice: Practice::Witness, about: canary(21), parts };
    let draft = noor.save_draft(None, body).unwrap().id;
    noor.keep_alone(draft).unwrap();
}

fn refused(noor: &mut Sitting) {
    let too_long = canary(23).repeat(3);
    assert!(noor.write_page(false, november(2), "text", &[too_long]).is_err(), "no tag is so long");
    let too_long = canary(24).repeat(30);
    assert!(noor.put_question(&too_long, None).is_err(), "no question is so long");
    let wrong = noor.own_challenge().unwrap().answer(&canary(25), None);
    assert!(wrong.is_err(), "it is not the passphrase");
}

fn joins(noor: &mut Sitting) -> Id {
    let (vault, face) = (noor.vault(), sams_face());
    let sam = NewMember::make(vault, &face, &canary(26), Cost::CHEAP, noor.surroundings()).unwrap();
    noor.add_partner(&sam, &face, OpenFor::Everything).unwrap();
    sam.partner()
}

fn new_passphrase(noor: &mut Sitting) {
    let opened = noor.own_challenge().unwrap().answer(&canary(0), None).unwrap();
    let slot = opened.new_slot(&canary(27), Cost::CHEAP, noor.surroundings()).unwrap();
    noor.change_passphrase(&slot).unwrap();
}

fn seal(sitting: &mut Sitting, question: Link, text: String) {
    let body = DraftBody::Answer { question, text, in_person: false };
    let draft = sitting.save_draft(None, body).unwrap().id;
    sitting.seal_answer(draft).unwrap();
}

fn asks(noor: &mut Sitting) -> Link {
    let question = noor.put_question(&canary(28), None).unwrap();
    seal(noor, question, canary(29));
    let other = noor.put_question("And what else?", None).unwrap();
    seal(noor, other, canary(31));
    noor.unseal_answer(other).unwrap();
    question
}

fn looks_at_the_backup(path: &Path, noor: Id) {
    let mut backup = BackupFile::open(path).unwrap();
    let opened = backup.challenge(noor).unwrap().answer(&canary(27), None).unwrap();
    assert_eq!(backup.verify_opened(&opened, &mut go_on), Ok(vec![]), "the backup is whole");
}

fn answers(mut sam: Sitting, question: Link) {
    seal(&mut sam, question, canary(30));
    let of = sam.begin_practice(Practice::Understand, "what happened").unwrap();
    sam.save_draft(None, part(of, "happened", 0, words(&canary(36)))).unwrap();
    sam.seal_parts(of).unwrap();
    lock(sam);
}

fn together(both: &mut TogetherSitting, question: Link, [noor, sam]: [Id; 2]) {
    both.open_answers(question, &[noor, sam]).unwrap();
    let body = DraftBody::Reply { question, text: canary(32) };
    let draft = both.save_draft(sam, None, body).unwrap().id;
    both.reply(draft).unwrap();
    let of = both.begin_practice(noor, Practice::Openly, &canary(33)).unwrap();
    say(both, of, sam, ("said", 1), words(&canary(34))).unwrap();
    say(both, of, noor, ("heard", 1), words(&canary(35))).unwrap();
    both.finish_practice(of).unwrap();
    let of = both.begin_summary(noor, &frame()).unwrap();
    let line = part(of, Section::WentWell.step(), 1, words(&canary(37)));
    let draft = both.save_draft(noor, None, line).unwrap().id;
    both.say_part(noor, draft).unwrap();
    let heads = both.timeline(&TimelineFilter::default(), None, usize::MAX).heads;
    assert!(heads.iter().all(|head| both.page(head.id).is_ok()), "every page is read");
}

fn frame() -> Frame {
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    Frame {
        template: Template::Running,
        paper: PaperSize::A4,
        language: "en".into(),
        from: day(1),
        to: day(2),
    }
}
