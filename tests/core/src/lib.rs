//! What the tests of the core stand on: a world whose clock and randomness are
//! decided, a journal of two people, and a hand that reaches into its file.
//!
//! Nothing here opens a file that the core has open: POSIX locks belong to the
//! process, and a second descriptor would let them go.

#![allow(
    clippy::unwrap_used,
    reason = "a fixture may stop at the first thing that is not as it should be"
)]

pub mod calls;
mod change_row;
pub mod disk;
pub mod effort;
pub mod evening;
pub mod files;
mod hand;
pub mod life;
mod mortal;
pub mod older;
pub mod practice;
pub mod short;
pub mod slot_rows;
mod world;

pub use change_row::ChangeRow;
pub use hand::{Hand, Place, blake3_derive, drawing, root};
pub use mortal::Mortal;
pub use world::World;

use chrono::NaiveDate;
use duologue_core::Id;
use duologue_core::crypto::{Cost, KitKind};
use duologue_core::journal::{
    Journal, JournalError, NewJournal, OpenFor, Page, PageHead, Sitting, TimelineFilter,
    TogetherSitting,
};
use duologue_core::vault::{Computer, Face, NewKit, NewMember, Opened};
use rusqlite::Connection;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The passphrase of the first partner.
pub const NOOR: &str = "noor walks by the canal";
/// The passphrase of the second.
pub const SAM: &str = "sam repairs old radios";

/// A journal on a computer of its own, in a folder that goes away.
pub struct Kept {
    /// Everything lies in here.
    pub folder: TempDir,
    /// The journal.
    pub path: PathBuf,
    /// Clock and randomness.
    pub world: World,
    /// The record of this computer.
    pub computer: Computer,
    /// The first partner.
    pub noor: Id,
    /// The second; the same as the first in a journal of one.
    pub sam: Id,
    passphrases: HashMap<Id, String>,
    roots: HashMap<Id, [u8; 32]>,
}

/// Makes a kit: drawn, and kept at once.
pub fn kept_kit(sitting: &mut Sitting, kind: KitKind, proof: &Opened) -> NewKit {
    let kit = sitting.draw_kit(kind, proof).unwrap();
    sitting.keep_kit(&kit).unwrap();
    kit
}

/// Noor's face.
pub fn noors_face() -> Face {
    Face { label: "Noor".into(), colour: "plum".into(), shape: "circle".into() }
}

/// Sam's face.
pub fn sams_face() -> Face {
    Face { label: "Sam".into(), colour: "moss".into(), shape: "square".into() }
}

/// A journal that Noor has alone.
pub fn journal_of_one() -> Kept {
    journal_seeded(7)
}

/// As [`journal_of_one`], with randomness of its own: another journal.
pub fn journal_seeded(seed: u64) -> Kept {
    let folder = tempfile::tempdir().unwrap();
    let world = World::seeded(seed);
    let path = folder.path().join("ours.duologue");
    let computer = Computer::new(&folder.path().join("computer"));
    let mut surroundings = world.surroundings();
    let new = NewJournal::prepare(&noors_face(), NOOR, Cost::CHEAP, surroundings.as_mut()).unwrap();
    let root = world.first_drawn_secret(0);
    let sitting = new.write(&path, computer.clone(), surroundings).unwrap();
    let noor = sitting.me();
    lock(sitting);
    let passphrases = HashMap::from([(noor, NOOR.to_owned())]);
    Kept {
        folder,
        path,
        world,
        computer,
        noor,
        sam: noor,
        passphrases,
        roots: HashMap::from([(noor, root)]),
    }
}

/// A journal of both, in which Ours opened with everything.
///
/// It is made once and copied for every test: the same bytes, the same world.
pub fn journal_of_two() -> Kept {
    static MADE: OnceLock<Kept> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let mut kept = journal_of_one();
        kept.sam_joins(OpenFor::Everything);
        kept
    });
    let folder = tempfile::tempdir().unwrap();
    let (path, computer) = (folder.path().join("ours.duologue"), folder.path().join("computer"));
    std::fs::copy(&made.path, &path).unwrap();
    made.copy_records(&computer);
    let world = made.world.copy();
    Kept { folder, world, ..made.elsewhere(&path, Computer::new(&computer)) }
}

/// Locks and closes: afterwards the file may be touched.
pub fn lock(sitting: Sitting) {
    sitting.lock().unwrap().close().unwrap();
}

/// As [`lock`], for both.
pub fn lock_both(sitting: TogetherSitting) {
    sitting.lock().unwrap().close().unwrap();
}

/// The reason of a refusal.
#[track_caller]
pub fn refused<T, E>(result: Result<T, E>) -> E {
    match result {
        Ok(_) => panic!("this must be refused"),
        Err(error) => error,
    }
}

/// The reason of a refusal that gives the journal or sitting back; that is dropped.
#[track_caller]
pub fn turned_away<T, J>(result: Result<T, (J, JournalError)>) -> JournalError {
    refused(result).1
}

/// A day of November 2026.
pub fn november(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

/// Lets a slow step go on to its end.
pub fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Everything that a person can list.
pub fn listed(sitting: &Sitting) -> Vec<PageHead> {
    sitting.timeline(&TimelineFilter::default(), None, usize::MAX).heads
}

/// Everything that both can list.
pub fn listed_together(sitting: &TogetherSitting) -> Vec<PageHead> {
    sitting.timeline(&TimelineFilter::default(), None, usize::MAX).heads
}

/// Everything one person can read.
pub fn exported(sitting: &Sitting) -> Vec<Page> {
    sitting.pages().unwrap()
}

/// Whether any window of 32 bytes of `of` stands anywhere in `bytes`.
pub fn holds_any_window(bytes: &[u8], of: &[u8]) -> bool {
    let windows: std::collections::HashSet<&[u8]> = of.windows(32).collect();
    bytes.windows(32).any(|window| windows.contains(window))
}

impl Kept {
    /// Sam joins, Noor being here.
    pub fn sam_joins(&mut self, open: OpenFor) {
        let mut sitting = self.sit(self.noor);
        let before = self.world.drawn();
        let vault = sitting.vault();
        let new =
            NewMember::make(vault, &sams_face(), SAM, Cost::CHEAP, sitting.surroundings()).unwrap();
        self.sam = new.partner();
        self.roots.insert(self.sam, self.world.first_drawn_secret(before));
        self.passphrases.insert(self.sam, SAM.to_owned());
        sitting.add_partner(&new, &sams_face(), open).unwrap();
        lock(sitting);
    }

    /// From now on this is a person's passphrase in this fixture.
    pub fn now_says(&mut self, who: Id, passphrase: &str) {
        self.passphrases.insert(who, passphrase.to_owned());
    }

    /// A person's passphrase in this fixture.
    pub fn passphrase_of(&self, who: Id) -> &str {
        &self.passphrases[&who]
    }

    /// Opens the file; nobody is unlocked.
    pub fn open(&self) -> Journal {
        Journal::open(&self.path, self.computer.clone()).unwrap()
    }

    /// The locked journal, or why there is none.
    pub fn try_open(&self) -> Result<Journal, JournalError> {
        Journal::open(&self.path, self.computer.clone())
    }

    /// What a passphrase opens.
    pub fn answer(
        &self,
        journal: &Journal,
        who: Id,
        passphrase: &str,
    ) -> Result<Opened, JournalError> {
        Ok(journal.challenge(who)?.answer(passphrase, None)?)
    }

    /// Somebody tries to sit down.
    pub fn try_sit(&self, who: Id, passphrase: &str) -> Result<Sitting, JournalError> {
        let journal = self.try_open()?;
        let opened = self.answer(&journal, who, passphrase)?;
        journal.unlock(&opened, self.world.surroundings()).map_err(|(_, error)| error)
    }

    /// Somebody sits down.
    #[track_caller]
    pub fn sit(&self, who: Id) -> Sitting {
        self.try_sit(who, &self.passphrases[&who]).unwrap()
    }

    /// Both sit down, Noor first.
    #[track_caller]
    pub fn together(&self) -> TogetherSitting {
        self.joined_by(self.sit(self.noor), self.sam)
    }

    /// The other sits down too.
    #[track_caller]
    pub fn joined_by(&self, sitting: Sitting, other: Id) -> TogetherSitting {
        let opened =
            sitting.partner_challenge().unwrap().answer(&self.passphrases[&other], None).unwrap();
        match sitting.sit_together(&opened) {
            Ok(together) => together,
            Err((_, error)) => panic!("both sit down: {error}"),
        }
    }

    /// At the table somebody's own passphrase is asked for, and what they wrote alone uncovered.
    #[track_caller]
    pub fn uncover(&self, both: &mut TogetherSitting, who: Id) {
        let challenge = both.own_challenge(who).unwrap();
        let proof = challenge.answer(&self.passphrases[&who], None).unwrap();
        both.uncover(who, &proof).unwrap();
    }

    /// Reaches into the closed file.
    pub fn reach_in<T>(&self, surgery: impl FnOnce(&Connection) -> T) -> T {
        let db = Connection::open(&self.path).unwrap();
        db.pragma_update(None, "foreign_keys", false).unwrap();
        let done = surgery(&db);
        db.close().map_err(|(_, error)| error).unwrap();
        done
    }

    /// Every byte of the closed file.
    pub fn bytes(&self) -> Vec<u8> {
        std::fs::read(&self.path).unwrap()
    }

    /// A file beside the journal: its name with `suffix`.
    pub fn beside(&self, suffix: &str) -> PathBuf {
        let mut name = self.path.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    }

    /// Another name in the same folder.
    pub fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A journal of these bytes, where the computer's records are, in memory if that can be.
    pub fn in_memory(&self, bytes: &[u8]) -> Kept {
        let folder = evening::folder();
        let path = folder.path().join("ours.duologue");
        std::fs::write(&path, bytes).unwrap();
        let computer = folder.path().join("computer");
        self.copy_records(&computer);
        Kept { folder, ..self.elsewhere(&path, Computer::new(&computer)) }
    }

    /// Makes `folder`, in which the computer's records lie too.
    pub fn copy_records(&self, folder: &Path) {
        std::fs::create_dir(folder).unwrap();
        for record in std::fs::read_dir(self.place("computer")).unwrap() {
            let record = record.unwrap();
            std::fs::copy(record.path(), folder.join(record.file_name())).unwrap();
        }
    }

    /// The same people and secrets, with the journal at another path and computer.
    pub fn elsewhere(&self, path: &Path, computer: Computer) -> Kept {
        Kept {
            folder: tempfile::tempdir().unwrap(),
            path: path.to_owned(),
            world: self.world.clone(),
            computer,
            noor: self.noor,
            sam: self.sam,
            passphrases: self.passphrases.clone(),
            roots: self.roots.clone(),
        }
    }

    /// Somebody's root.
    pub fn root_of(&self, who: Id) -> [u8; 32] {
        self.roots[&who]
    }

    /// Somebody's own keys, to write what the app would not.
    pub fn hand_of(&self, who: Id) -> Hand {
        Hand::new(self.roots[&who], who, self.reach_in(hand::vault_id))
    }
}

/// How long `work` takes, undisturbed: what else runs here may hold one of three up.
pub fn quickest_of_three(mut work: impl FnMut()) -> Duration {
    let took = |()| {
        let begun = Instant::now();
        work();
        begun.elapsed()
    };
    [(); 3].map(took).into_iter().min().unwrap_or_default()
}
