//! Makes golden files, once: two people, and a little of everything that the format has.

use super::{BACKUP, JOURNAL, WORDS, dump};
use crate::questions::seal;
use core_tests::files::{attach, some_bytes};
use core_tests::practice::{part, say, words, yes};
use core_tests::{Kept, NOOR, SAM, go_on, journal_of_two, kept_kit, lock, lock_both, november};
use duologue_core::Link;
use duologue_core::crypto::{Cost, KitKind, KitWords, pages_hash};
use duologue_core::journal::{
    Depth, DraftBody, Frame, Mark, Noticed, Own, PaperSize, Practice, Section, Sitting, Template,
    Words, restore,
};
use duologue_core::vault::{BackupFile, Computer, KitOpened};
use image::{DynamicImage, ImageFormat};
use serde_json::{Value, json};
use std::fs;
use std::io::{self, Cursor};
use std::path::Path;
use std::time::Duration;

const NOORS_NEW: &str = "the heron stands in the reeds";
const SAMS_NEW: &str = "a valve glows before it sings";

/// Makes `folder`, which must not be there, with the files in it.
pub(super) fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)?;
    let mut journal = journal_of_two();
    noor_writes(&journal);
    sam_writes(&mut journal);
    both_answer(&journal);
    both_talk(&journal);
    let mut journal = restored(&journal);
    noor_takes_new_keys(&mut journal);
    both_approve(&journal);
    let kits = noor_makes_kits(&journal);
    last_pages(&journal);
    for (label, who) in [("Noor", journal.noor), ("Sam", journal.sam)] {
        let mut sitting = journal.sit(who);
        sitting.alarms_were_read().unwrap();
        put(folder, &format!("{label}.json"), &dump::of_sitting(&sitting));
        lock(sitting);
    }
    put(folder, "only ours.json", &read_with(&journal, &kits[1]));
    let mut noor = journal.sit(journal.noor);
    noor.back_up(&folder.join(BACKUP), &mut go_on).unwrap();
    lock(noor);
    let words = json!({
        "Noor": { "passphrase": NOORS_NEW, "all of mine": kits[0], "only ours": kits[1] },
        "Sam": { "passphrase": SAMS_NEW },
    });
    put(folder, WORDS, &words);
    fs::copy(&journal.path, folder.join(JOURNAL)).map(drop)
}

/// What a kit for only Ours opens.
fn read_with(journal: &Kept, words: &str) -> Value {
    let challenge = journal.open().kit_challenge(journal.noor).unwrap();
    let kit = KitWords::read(words).unwrap();
    let KitOpened::OnlyOurs(opened) = challenge.answer(&kit).unwrap() else {
        panic!("a kit for only Ours")
    };
    let Ok(ours) = journal.open().read_ours(&opened, journal.world.surroundings()) else {
        panic!("it opens Ours")
    };
    dump::of_ours(&ours)
}

fn put(folder: &Path, name: &str, value: &Value) {
    fs::write(folder.join(name), format!("{value:#}\n")).unwrap();
}

fn photo() -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(24, 16).write_to(&mut out, ImageFormat::Png).unwrap();
    out.into_inner()
}

fn later(journal: &Kept) {
    journal.world.pass(Duration::from_secs(3_661));
}

fn noor_writes(journal: &Kept) {
    let mut noor = journal.sit(journal.noor);
    let mine = "# The heron\n\nIt stood *still*, é, 🪶.";
    let mine = noor.write_page(false, november(2), mine, &["canal".into()]).unwrap();
    noor.attach(mine, "heron.png", &mut &photo()[..]).unwrap();
    noor.share_page(mine).unwrap();
    later(journal);
    let ours = noor.write_page(true, november(2), "We walked.", &[]).unwrap();
    noor.edit_page(ours, november(3), "We walked to the mill.", &["walks".into()]).unwrap();
    attach(&mut noor, ours, &some_bytes(70_000, 1));
    let off = attach(&mut noor, ours, &some_bytes(3_000, 2));
    noor.detach(ours, off).unwrap();
    for in_ours in [false, true] {
        let gone = noor.write_page(in_ours, november(2), "Taken back.", &[]).unwrap();
        noor.erase_page(gone).unwrap();
    }
    later(journal);
    let noticed =
        Noticed { did: "You called first.".into(), says: "Kind.".into(), meant: "Much.".into() };
    noor.write_noticed(true, &noticed).unwrap();
    let kept = noor.save_draft(None, DraftBody::Noticed { noticed }).unwrap();
    noor.save_for_sit_down(kept.id).unwrap();
    let (page, text, tags) = (None, "Not finished".into(), vec!["later".into()]);
    noor.save_draft(None, DraftBody::Page { page, ours: true, on: november(4), text, tags })
        .unwrap();
    noor.mark_idea("row-to-the-island", Mark::Yes).unwrap();
    noor.choose_depth(Depth::Meaningful).unwrap();
    noor.add_own(Own::Question { text: "What do you miss?".into(), depth: Depth::Tender }).unwrap();
    lock(noor);
}

fn sam_writes(journal: &mut Kept) {
    let mut sam = journal.sit(journal.sam);
    let proof = sam.own_challenge().unwrap().answer(SAM, None).unwrap();
    let slot = proof.new_slot(SAMS_NEW, Cost::CHEAP, sam.surroundings()).unwrap();
    sam.change_passphrase(&slot).unwrap();
    sam.write_page(false, november(5), "To myself.", &[]).unwrap();
    sam.write_page(true, november(5), "To us.", &["radio".into()]).unwrap();
    sam.add_own(Own::Idea { text: "Mend the kitchen radio".into() }).unwrap();
    let alone = DraftBody::Alone {
        practice: Practice::Witness,
        about: "The keys".into(),
        parts: vec![("outside".into(), words("Two tired people."))],
    };
    let draft = sam.save_draft(None, alone).unwrap();
    sam.keep_alone(draft.id).unwrap();
    lock(sam);
    journal.now_says(journal.sam, SAMS_NEW);
    later(journal);
}

fn both_answer(journal: &Kept) {
    let mut sam = journal.sit(journal.sam);
    let opened = sam.put_question("What would you like more of?", Some("more-of".into())).unwrap();
    seal(&mut sam, opened, "More walks.");
    let waits = sam.put_question("What scared you?", None).unwrap();
    seal(&mut sam, waits, "The ice.");
    lock(sam);
    let mut noor = journal.sit(journal.noor);
    seal(&mut noor, opened, "More silence.");
    lock(noor);
    let mut both = journal.together();
    both.open_answers(opened, &[journal.noor, journal.sam]).unwrap();
    lock_both(both);
    for (who, text) in [(journal.noor, "I hear you."), (journal.sam, "Thank you.")] {
        let mut sitting = journal.sit(who);
        let body = DraftBody::Reply { question: opened, text: text.into() };
        let draft = sitting.save_draft(None, body).unwrap();
        sitting.reply(draft.id).unwrap();
        lock(sitting);
    }
    later(journal);
}

fn both_talk(journal: &Kept) {
    let (noor, sam) = (journal.noor, journal.sam);
    let mut both = journal.together();
    let talk = both.begin_practice(noor, Practice::Openly, "The Sundays").unwrap();
    say(&mut both, talk, sam, ("said", 1), words("You went out.")).unwrap();
    both.finish_practice(talk).unwrap();
    let plan = both.begin_practice(noor, Practice::Time, "Row to the island").unwrap();
    let when = november(28).and_hms_opt(17, 30, 0);
    say(&mut both, plan, noor, ("plan", 1), Words { when, ..words("At the jetty.") }).unwrap();
    let seen = both.begin_practice(sam, Practice::Understand, "The evening with the keys").unwrap();
    lock_both(both);
    let mut alone = journal.sit(noor);
    alone.save_draft(None, part(seen, "happened", 0, words("I waited."))).unwrap();
    lock(alone);
    let mut alone = journal.sit(sam);
    for step in ["happened", "surface", "softer", "story", "myPart"] {
        alone.save_draft(None, part(seen, step, 0, words("The key was in my coat."))).unwrap();
    }
    alone.seal_parts(seen).unwrap();
    lock(alone);
    later(journal);
}

/// A line of a summary, or a yes to one.
fn line(sitting: &mut Sitting, of: Link, step: &str, words: Words) {
    let draft = sitting.save_draft(None, part(of, step, 1, words)).unwrap();
    sitting.say_part(draft.id).unwrap();
}

fn approve(journal: &Kept, sitting: &mut Sitting, of: Link) {
    let passphrase = journal.passphrase_of(sitting.me()).to_owned();
    let proof = sitting.own_challenge().unwrap().answer(&passphrase, None).unwrap();
    let content = sitting.summary(of).unwrap().hash;
    sitting.approve_summary(of, content, pages_hash(&["<svg>the page</svg>"]), &proof).unwrap();
}

/// What both agreed to say to a counsellor.
fn both_approve(journal: &Kept) {
    let frame = Frame {
        template: Template::Running,
        paper: PaperSize::A4,
        language: "en".into(),
        from: november(1),
        to: november(30),
    };
    let mut noor = journal.sit(journal.noor);
    let of = noor.begin_summary(&frame).unwrap();
    noor.change_frame(of, &Frame { to: november(28), ..frame }).unwrap();
    let page = noor.write_page(true, november(5), "We fed the ducks.", &[]).unwrap();
    noor.propose_page(of, page, true).unwrap();
    line(&mut noor, of, Section::WentWell.step(), words("The walks."));
    line(&mut noor, of, Section::Topic.step(), words("The evenings."));
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    line(&mut sam, of, Section::Topic.agreed_step().unwrap(), yes());
    approve(journal, &mut sam, of);
    lock(sam);
    let mut noor = journal.sit(journal.noor);
    approve(journal, &mut noor, of);
    assert!(noor.summary(of).unwrap().both_approve(), "both stand behind it");
    lock(noor);
    later(journal);
}

/// The same journal, out of a backup, on another computer.
fn restored(journal: &Kept) -> Kept {
    let backup = journal.place("before.duologue-backup");
    let mut noor = journal.sit(journal.noor);
    noor.back_up(&backup, &mut go_on).unwrap();
    lock(noor);
    let mut file = BackupFile::open(&backup).unwrap();
    let opened = file.challenge(journal.noor).unwrap().answer(NOOR, None).unwrap();
    let mut to = journal_of_two();
    to.path = to.place("restored.duologue");
    to.computer = Computer::new(&to.place("other computer"));
    let (computer, surroundings) = (to.computer.clone(), journal.world.surroundings());
    restore(&mut file, &opened, &to.path, computer, surroundings, &mut go_on).unwrap();
    to.world = journal.world.clone();
    to.now_says(to.sam, SAMS_NEW);
    to
}

/// As slow as a passphrase is at least.
fn noor_takes_new_keys(journal: &mut Kept) {
    let mut noor = journal.sit(journal.noor);
    let proof = noor.own_challenge().unwrap().answer(NOOR, None).unwrap();
    let keys = proof.new_keys(NOORS_NEW, Cost::FLOOR, noor.surroundings()).unwrap();
    noor.take_new_keys(&keys, &proof).unwrap();
    noor.encrypt_anew(&mut go_on).unwrap();
    lock(noor);
    journal.now_says(journal.noor, NOORS_NEW);
    lock_both(journal.together());
    later(journal);
}

/// Words for all of mine, and for only Ours.
fn noor_makes_kits(journal: &Kept) -> [String; 2] {
    let mut noor = journal.sit(journal.noor);
    let proof = noor.own_challenge().unwrap().answer(NOORS_NEW, None).unwrap();
    let made = [KitKind::AllOfMine, KitKind::OnlyOurs].map(|kind| {
        let words: Vec<_> = kept_kit(&mut noor, kind, &proof).words().words().collect();
        words.join(" ")
    });
    lock(noor);
    made
}

/// Under the new keys.
fn last_pages(journal: &Kept) {
    for who in [journal.noor, journal.sam] {
        let mut sitting = journal.sit(who);
        for in_ours in [false, true] {
            sitting.write_page(in_ours, november(6), "With new keys.", &[]).unwrap();
        }
        lock(sitting);
    }
}
