//! What a killed life left, opened by each way in, read, checked, and held against what must be there.

use super::model::kit_line;
use super::{Model, Step, backup, other_computer, passphrase, read, restored, shows};
use crate::files::rows;
use crate::{Kept, go_on, lock, older};
use duologue_core::crypto::{KitKind, KitWords};
use duologue_core::journal::{Alarm, Journal, JournalError, Sitting};
use duologue_core::vault::{BackupFile, Computer, KitOpened, Opened, VaultError};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A journal that somebody lived with.
pub struct Held {
    kept: Kept,
    folder: PathBuf,
    /// The words of every kit that was drawn.
    pub words: BTreeMap<u64, String>,
    /// Backups and restored journals that were looked into already.
    seen: BTreeSet<PathBuf>,
}

/// What went wrong, in words.
fn told(what: &str) -> impl Fn(JournalError) -> String + '_ {
    move |error| format!("{what}: {error:?}")
}

/// That nothing is amiss in a journal.
fn whole(sitting: &Sitting) -> Result<(), String> {
    let mut alarms = sitting.alarms();
    // A kit or passphrase that was made just now is told of at the next unlock.
    alarms.retain(|alarm| !matches!(alarm, Alarm::NewKeyslot(_)));
    let checked = sitting.check(&mut go_on).map_err(told("it cannot be checked"))?;
    let amiss = (alarms, sitting.problems(), checked.problems, checked.damaged_drafts);
    if amiss == Default::default() { Ok(()) } else { Err(format!("it is not whole: {amiss:?}")) }
}

impl Held {
    /// The journal in `folder`.
    pub fn new(kept: Kept, folder: &Path) -> Self {
        Self { kept, folder: folder.to_owned(), words: BTreeMap::new(), seen: BTreeSet::new() }
    }

    /// Everything that is there, as lines; where something does not open or is not whole, what.
    ///
    /// # Errors
    /// A sentence.
    pub fn look(&mut self, before: &Model, after: &Model) -> Result<BTreeSet<String>, String> {
        let journal = self.kept.try_open().map_err(told("it does not open"))?;
        let mut found = self.kits(&journal);
        let opened = self.passphrases(&journal, before.passphrase, &mut found)?;
        let sitting = journal.unlock(&opened, self.kept.world.surroundings());
        let sitting = sitting.map_err(|(_, error)| told("nobody is let in")(error))?;
        whole(&sitting)?;
        found.extend(read(&sitting).map_err(told("it is not read"))?);
        sitting.lock().and_then(Journal::close).map_err(told("it does not lock"))?;
        self.earlier_ones(before)?;
        self.backups([before, after], &mut found)?;
        self.restored([before, after], &mut found)?;
        Ok(found)
    }

    /// Of the passphrase before, that of now, and the next: those that open it.
    fn passphrases(
        &self,
        journal: &Journal,
        now: u64,
        found: &mut BTreeSet<String>,
    ) -> Result<Opened, String> {
        let challenge = journal.challenge(self.kept.noor).map_err(told("no way in"))?;
        let mut opened = Err(format!("no passphrase of {now} and its neighbours opens it"));
        for n in now.saturating_sub(1)..=now + 1 {
            if let Ok(one) = challenge.answer(&passphrase(n), None) {
                found.insert(format!("passphrase {n}"));
                opened = Ok(one);
            }
        }
        opened
    }

    /// The kits that open it, of all that were ever drawn.
    fn kits(&self, journal: &Journal) -> BTreeSet<String> {
        let Ok(challenge) = journal.kit_challenge(self.kept.noor) else {
            return BTreeSet::new();
        };
        let opens = self.words.iter().filter_map(|(n, words)| {
            let kind = match challenge.answer(&KitWords::read(words).unwrap()).ok()? {
                KitOpened::AllOfMine(_) => KitKind::AllOfMine,
                KitOpened::OnlyOurs(_) => KitKind::OnlyOurs,
            };
            Some(kit_line(kind, *n))
        });
        opens.collect()
    }

    /// The backups that have the name of one, each verified once.
    fn backups(&mut self, models: [&Model; 2], found: &mut BTreeSet<String>) -> Result<(), String> {
        for n in named(&self.folder, "", ".duologue-backup") {
            let made = models.iter().find_map(|model| model.backups.get(&n));
            let made = made.ok_or(format!("a backup {n} that nobody made"))?;
            let path = backup(&self.folder, n);
            if !self.seen.contains(&path) {
                self.verify(&path, made.passphrase).map_err(told("a backup is not whole"))?;
                self.seen.insert(path);
            }
            found.insert(format!("backup {n}"));
        }
        Ok(())
    }

    /// The backups that were made before it was brought up to date: no fewer than it was, and each
    /// whole.
    fn earlier_ones(&mut self, model: &Model) -> Result<(), String> {
        let all: Vec<PathBuf> =
            older::backups(&self.folder).into_iter().filter(|path| is_from_before(path)).collect();
        if all.len() < model.up_to_date {
            return Err(format!("{} backups of {} are there", all.len(), model.up_to_date));
        }
        for path in all {
            if self.seen.insert(path.clone()) {
                self.verify_with_any(&path, model).map_err(told("one from before is not whole"))?;
            }
        }
        Ok(())
    }

    /// It was made under a passphrase of some step before.
    fn verify_with_any(&self, path: &Path, model: &Model) -> Result<(), JournalError> {
        let wrong = |done: &Result<(), JournalError>| {
            *done == Err(JournalError::Vault(VaultError::WrongPassphrase))
        };
        let mut tried = (0..=model.passphrase).rev().map(|n| self.verify(path, n));
        tried.find(|done| !wrong(done)).unwrap_or(Err(VaultError::WrongPassphrase.into()))
    }

    fn verify(&self, path: &Path, n: u64) -> Result<(), JournalError> {
        let mut file = BackupFile::open(path)?;
        let opened = file.challenge(self.kept.noor)?.answer(&passphrase(n), None)?;
        assert_eq!(file.verify_opened(&opened, &mut go_on)?, [], "nothing is damaged in it");
        Ok(())
    }

    /// The restored journals that have the name of one, each read once.
    fn restored(
        &mut self,
        models: [&Model; 2],
        found: &mut BTreeSet<String>,
    ) -> Result<(), String> {
        for n in named(&self.folder, "restored ", ".duologue") {
            let of = |model: &&Model| Some(model.backups[model.restored.get(&n)?].clone());
            let of = models.iter().find_map(of).ok_or(format!("a restored {n} of no backup"))?;
            let path = restored(&self.folder, n);
            if !self.seen.contains(&path) {
                let computer = Computer::new(&other_computer(&self.folder, n));
                let mut journal = self.kept.elsewhere(&path, computer);
                journal.now_says(journal.noor, &passphrase(of.passphrase));
                holds(&journal, &of.writing).map_err(|fault| format!("restored {n}: {fault}"))?;
                self.seen.insert(path);
            }
            found.insert(format!("restored {n}"));
        }
        Ok(())
    }

    /// Finishes what is unfinished, lets Sam confirm what is new, and reads it as Sam too.
    ///
    /// # Errors
    /// A sentence.
    pub fn finish(&mut self, model: &mut Model) -> Result<(), String> {
        self.kept.now_says(self.kept.noor, &passphrase(model.passphrase));
        let mut noor = self.kept.sit(self.kept.noor);
        if model.unfinished {
            noor.encrypt_anew(&mut go_on).map_err(told("new keys are not finished"))?;
            model.take(&Step::EncryptAnew);
        }
        let both = self.kept.joined_by(noor, self.kept.sam);
        both.lock().and_then(Journal::close).map_err(told("both do not lock"))?;
        holds(&self.kept, &model.writing())?;
        let sam = self.kept.sit(self.kept.sam);
        whole(&sam).map_err(|fault| format!("for Sam {fault}"))?;
        let found = read(&sam).map_err(told("Sam does not read it"))?;
        lock(sam);
        if found != model.ours() {
            return Err(format!("Sam reads something else:\n{}", shows(&model.ours(), &found)));
        }
        self.nothing_left_over(model)
    }

    /// That the file has no more rows than there are files on pages, and no chunk of any other.
    fn nothing_left_over(&self, model: &Model) -> Result<(), String> {
        let loose =
            "SELECT count(*) FROM chunk WHERE attachment NOT IN (SELECT id FROM attachment)";
        let loose: i64 =
            self.kept.reach_in(|db| db.query_row(loose, [], |row| row.get(0)).unwrap());
        match (rows(&self.kept).0, loose) {
            (files, 0) if files == model.files() as i64 => Ok(()),
            left => Err(format!("{left:?} of {} files are left", model.files())),
        }
    }
}

/// Whether a backup was made because the journal was an older one.
fn is_from_before(backup: &Path) -> bool {
    backup.file_name().is_some_and(|name| name.to_string_lossy().starts_with(older::BACKUP))
}

/// The numbers of the files in `folder` with such names.
fn named(folder: &Path, beginning: &str, end: &str) -> Vec<u64> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let number = |name: String| name.strip_prefix(beginning)?.strip_suffix(end)?.parse().ok();
    names.filter_map(|name| number(name.into_string().unwrap())).collect()
}

/// That it opens, is whole, and Noor reads this in it.
fn holds(journal: &Kept, writing: &BTreeSet<String>) -> Result<(), String> {
    let noor = journal.try_sit(journal.noor, journal.passphrase_of(journal.noor));
    let noor = noor.map_err(told("it does not open"))?;
    whole(&noor)?;
    let found = read(&noor).map_err(told("it is not read"))?;
    lock(noor);
    if found == *writing {
        Ok(())
    } else {
        Err(format!("it holds something else:\n{}", shows(writing, &found)))
    }
}
