//! Goes on with a journal for as long as it lives, and says of every step that it was begun, and that
//! the core said it was done: `diarist FOLDER SEED [hasty] PAST…`. What happens follows from the
//! seed; the past is the lives before it, each as its seed and how many steps were done. Or it opens
//! the journal, and closes it: `diarist FOLDER opens SEED PASSPHRASE`, the number of one.
//!
//! Where a step fails it says why, and ends with 10.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "its answer is read by a test, and it may stop at the first thing that is amiss"
)]

use core_tests::evening::{COMPUTER, JOURNAL};
use core_tests::life::{self, Dice, KITS, Model, Name, Step};
use core_tests::{SAM, World, go_on, november};
use duologue_core::crypto::Cost;
use duologue_core::journal::{DraftBody, Journal, JournalError, Sitting, Space, restore};
use duologue_core::vault::{BackupFile, Computer, Opened};
use duologue_core::{Id, Link};
use rusqlite::Connection;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::exit;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap());
    let seed = arguments.next().unwrap();
    let mut past: Vec<String> = arguments.collect();
    let ended = if seed == life::ONLY_OPENS {
        look_in(&folder, past[0].parse().unwrap(), past[1].parse().unwrap())
    } else {
        let hasty = past.first().is_some_and(|first| first == life::HASTY);
        past.drain(..usize::from(hasty));
        live(&folder, after(&past), seed.parse().unwrap(), hasty)
    };
    if let Err(error) = ended {
        eprintln!("{error:?}");
        exit(10);
    }
}

/// What is in the journal after these lives.
fn after(past: &[String]) -> Model {
    let mut model = Model::default();
    for life in past {
        let (seed, steps) = life.split_once(':').unwrap();
        let mut dice = Dice::seeded(seed.parse().unwrap());
        for _ in 0..steps.parse().unwrap() {
            let step = model.choose(&mut dice);
            model.take(&step);
        }
    }
    model
}

/// A line, in one piece.
fn say(line: &str) {
    std::io::stdout().write_all(format!("{line}\n").as_bytes()).unwrap();
}

fn look_in(folder: &Path, seed: u64, passphrase: u64) -> Result<(), JournalError> {
    // It may have been killed while it set the next one.
    let words = [passphrase, passphrase + 1].map(life::passphrase);
    let sitting = sit(folder, &words, &World::seeded(seed))?;
    say(life::OPEN);
    sitting.lock()?.close()
}

fn live(folder: &Path, mut model: Model, seed: u64, hasty: bool) -> Result<(), JournalError> {
    let (mut dice, world) = (Dice::seeded(seed), World::seeded(seed));
    let mut sitting = sit(folder, &[life::passphrase(model.passphrase)], &world)?;
    say(life::OPEN);
    loop {
        let step = model.choose(&mut dice);
        say(life::BEGUN);
        if hasty {
            say(life::DONE);
        }
        sitting = Life { folder, model: &model, world: &world }.take(sitting, &step)?;
        if !hasty {
            say(life::DONE);
        }
        model.take(&step);
    }
}

/// Noor sits down with one of these passphrases.
fn sit(folder: &Path, words: &[String], world: &World) -> Result<Sitting, JournalError> {
    let journal = Journal::open(&folder.join(JOURNAL), Computer::new(&folder.join(COMPUTER)))?;
    unlock(journal, words, world)
}

fn unlock(journal: Journal, words: &[String], world: &World) -> Result<Sitting, JournalError> {
    let faces = journal.faces()?;
    let noor = faces.into_iter().find(|(_, face)| face.label == "Noor").unwrap().0;
    let challenge = journal.challenge(noor)?;
    let mut answers = words.iter().map(|words| challenge.answer(words, None));
    let opened = answers.find(Result::is_ok).unwrap_or_else(|| challenge.answer("", None))?;
    let mut sitting = journal.unlock(&opened, world.surroundings()).map_err(|(_, error)| error)?;
    if !sitting.alarms().is_empty() {
        sitting.alarms_were_read()?;
    }
    sitting.bring_up_to_date(&mut go_on)?;
    Ok(sitting)
}

/// A life before a step.
struct Life<'a> {
    folder: &'a Path,
    model: &'a Model,
    world: &'a World,
}

impl Life<'_> {
    fn take(&self, mut noor: Sitting, step: &Step) -> Result<Sitting, JournalError> {
        let n = self.model.next;
        match *step {
            Step::Write { ours, length } => {
                noor.write_page(ours, november(2), &life::text("page", n, n, length), &[])?;
            }
            Step::Edit { page, length } => {
                let text = life::text("page", page.1, n, length);
                noor.edit_page(find(&noor, page)?, november(3), &text, &[])?;
            }
            Step::Draft { draft, length } => save_draft(&mut noor, draft, (n, length))?,
            Step::DiscardDraft { draft } => {
                let id = find_draft(&noor, draft)?;
                noor.discard_draft(id)?;
            }
            Step::Attach { page, length } => {
                let bytes = life::bytes_of(n, length);
                noor.attach(find(&noor, page)?, &life::file_name(n), &mut &bytes[..])?;
            }
            Step::TakeOff { page, file } => take_off(&mut noor, page, file)?,
            Step::Share { page } => drop(noor.share_page(find(&noor, page)?)?),
            Step::Erase { page } => noor.erase_page(find(&noor, page)?)?,
            Step::EncryptAnew => drop(noor.encrypt_anew(&mut go_on)?),
            Step::BackUp => {
                let made = noor.back_up(&life::backup(self.folder, n), &mut go_on)?;
                assert_eq!(made.damaged, 0, "nothing is amiss in it");
            }
            Step::Restore { backup } => self.restore(backup)?,
            Step::ChangePassphrase | Step::TakeNewKeys | Step::MakeKit { .. } => {
                self.other_ways_in(&mut noor, step)?;
            }
            Step::SitTogether => return sit_together(noor),
            Step::LockAndUnlock => return self.lock_and_unlock(noor),
            Step::UpToDate => return self.up_to_date(noor),
        }
        Ok(noor)
    }

    fn other_ways_in(&self, noor: &mut Sitting, step: &Step) -> Result<(), JournalError> {
        let proof = self.proof(noor)?;
        let next = life::passphrase(self.model.passphrase + 1);
        match step {
            Step::ChangePassphrase => {
                let slot = proof.new_slot(&next, Cost::CHEAP, noor.surroundings())?;
                noor.change_passphrase(&slot)
            }
            Step::TakeNewKeys => {
                let keys = proof.new_keys(&next, Cost::CHEAP, noor.surroundings())?;
                noor.take_new_keys(&keys, &proof)
            }
            Step::MakeKit { kit } => {
                let kit = noor.draw_kit(KITS[*kit], &proof)?;
                let words: Vec<_> = kit.words().words().collect();
                say(&format!("{}{} {}", life::WORDS, self.model.next, words.join(" ")));
                noor.keep_kit(&kit)
            }
            _ => Ok(()),
        }
    }

    fn proof(&self, noor: &Sitting) -> Result<Opened, JournalError> {
        Ok(noor.own_challenge()?.answer(&life::passphrase(self.model.passphrase), None)?)
    }

    fn restore(&self, backup: u64) -> Result<(), JournalError> {
        let mut file = BackupFile::open(&life::backup(self.folder, backup))?;
        let faces = file.faces();
        let noor = faces.into_iter().find(|(_, face)| face.label == "Noor").unwrap().0;
        let words = life::passphrase(self.model.backups[&backup].passphrase);
        let opened = file.challenge(noor)?.answer(&words, None)?;
        let n = self.model.next;
        let computer = Computer::new(&life::other_computer(self.folder, n));
        let target = life::restored(self.folder, n);
        restore(&mut file, &opened, &target, computer, self.world.surroundings(), &mut go_on)
    }

    /// Unlocking brings an older journal up to date.
    fn up_to_date(&self, noor: Sitting) -> Result<Sitting, JournalError> {
        noor.lock()?.close()?;
        set_back(&self.folder.join(JOURNAL));
        let noor = sit(self.folder, &[life::passphrase(self.model.passphrase)], self.world)?;
        assert!(!noor.is_older()?, "it is of this version");
        Ok(noor)
    }

    fn lock_and_unlock(&self, noor: Sitting) -> Result<Sitting, JournalError> {
        noor.lock()?.close()?;
        sit(self.folder, &[life::passphrase(self.model.passphrase)], self.world)
    }
}

/// Makes it the journal that program 1 would have left: nobody agrees to anything in these lives, so
/// what else is in it is the same.
fn set_back(journal: &Path) {
    let db = Connection::open(journal).unwrap();
    db.execute_batch("UPDATE vault SET format = 1").unwrap();
    db.close().unwrap();
}

/// The id of a page.
fn find(noor: &Sitting, (ours, name): Name) -> Result<Link, JournalError> {
    let beginning = life::beginning("page", name);
    let pages = noor.pages()?.into_iter();
    let mut of = pages.filter(|page| (page.head.space == Space::Ours) == ours);
    let page = of.find(|page| page.text.starts_with(&beginning));
    page.map(|page| page.head.id).ok_or(JournalError::NoSuchPage)
}

fn find_draft(noor: &Sitting, name: u64) -> Result<Id, JournalError> {
    let beginning = life::beginning("draft", name);
    let is_it = |body: &DraftBody| match body {
        DraftBody::Page { text, .. } => text.starts_with(&beginning),
        _ => false,
    };
    let draft = noor.drafts()?.into_iter().find(|draft| is_it(&draft.body));
    draft.map(|draft| draft.id).ok_or(JournalError::NoSuchPage)
}

fn save_draft(
    noor: &mut Sitting,
    draft: Option<u64>,
    (n, length): (u64, usize),
) -> Result<(), JournalError> {
    let id = draft.map(|name| find_draft(noor, name)).transpose()?;
    let text = life::text("draft", draft.unwrap_or(n), n, length);
    let (page, ours, on, tags) = (None, false, november(2), Vec::new());
    noor.save_draft(id, DraftBody::Page { page, ours, on, text, tags }).map(drop)
}

fn take_off(noor: &mut Sitting, page: Name, file: u64) -> Result<(), JournalError> {
    let (id, name) = (find(noor, page)?, life::file_name(file));
    let files = noor.attachments(id)?;
    let file = files.iter().find(|file| file.name == name).ok_or(JournalError::NoSuchAttachment)?;
    noor.detach(id, file.id)
}

/// Sam comes, confirms Noor's new keys, and goes.
fn sit_together(noor: Sitting) -> Result<Sitting, JournalError> {
    let sams = noor.partner_challenge()?.answer(SAM, None)?;
    let sam = noor.partner().unwrap();
    let both = noor.sit_together(&sams).map_err(|(_, error)| error)?;
    both.leave(sam).map_err(|(_, error)| error)
}
