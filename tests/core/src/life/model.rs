//! What must be in the journal after the steps that were done, and which comes next.

use super::reading::{draft_line, file_line, page_line};
use super::{Dice, KITS, text};
use duologue_core::crypto::KitKind;
use std::collections::{BTreeMap, BTreeSet};

const LONGEST_TEXT: u64 = 6_000;
const LARGEST_FILE: u64 = 100_000;
/// More than these are not there at once, so that a life stays quick.
const MOST_PAGES: usize = 8;
const MOST_DRAFTS: usize = 4;

/// Whether it is in Ours, and its number.
pub type Name = (bool, u64);

/// One step. Everything new has the number of the step that made it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "a page or draft, how long its words are, and which file or backup")]
pub enum Step {
    Write { ours: bool, length: usize },
    Edit { page: Name, length: usize },
    Draft { draft: Option<u64>, length: usize },
    DiscardDraft { draft: u64 },
    Attach { page: Name, length: usize },
    TakeOff { page: Name, file: u64 },
    Share { page: Name },
    Erase { page: Name },
    ChangePassphrase,
    TakeNewKeys,
    EncryptAnew,
    SitTogether,
    MakeKit { kit: usize },
    BackUp,
    Restore { backup: u64 },
    LockAndUnlock,
    UpToDate,
}

impl Step {
    /// What is none: unlocking at the beginning,
    pub const OPENING: &str = "unlock";
    /// and the moment from what was done to what comes next.
    pub const BETWEEN: &str = "between steps";

    /// All of them, with unlocking.
    pub const NAMES: [&str; 18] = [
        Self::OPENING,
        "write",
        "edit",
        "draft",
        "discard a draft",
        "attach",
        "take a file off",
        "share",
        "erase",
        "passphrase",
        "new keys",
        "encrypt anew",
        "sit together",
        "kit",
        "backup",
        "restore",
        "lock and unlock",
        "up to date",
    ];

    /// What it is called where steps are counted.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Write { .. } => "write",
            Self::Edit { .. } => "edit",
            Self::Draft { .. } => "draft",
            Self::DiscardDraft { .. } => "discard a draft",
            Self::Attach { .. } => "attach",
            Self::TakeOff { .. } => "take a file off",
            Self::Share { .. } => "share",
            Self::Erase { .. } => "erase",
            Self::ChangePassphrase => "passphrase",
            Self::TakeNewKeys => "new keys",
            Self::EncryptAnew => "encrypt anew",
            Self::SitTogether => "sit together",
            Self::MakeKit { .. } => "kit",
            Self::BackUp => "backup",
            Self::Restore { .. } => "restore",
            Self::LockAndUnlock => "lock and unlock",
            Self::UpToDate => "up to date",
        }
    }
}

#[derive(Clone)]
struct Page {
    name: Name,
    /// Which versions there are, and how long: oldest first.
    versions: Vec<(u64, usize)>,
    files: BTreeMap<u64, usize>,
    shared: bool,
}

impl Page {
    fn line(&self) -> String {
        let (ours, name) = self.name;
        let texts =
            self.versions.iter().map(|(version, length)| text("page", name, *version, *length));
        page_line(ours, texts, self.files.iter().map(|(n, length)| file_line(*n, *length)))
    }
}

/// A backup that was made: what it opens with, and what is in it.
#[derive(Clone)]
pub struct Backup {
    /// The passphrase's number.
    pub passphrase: u64,
    /// What is read once it is restored.
    pub writing: BTreeSet<String>,
}

/// What is in the journal, and what lies beside it.
#[derive(Clone, Default)]
pub struct Model {
    /// The number of the next step.
    pub next: u64,
    /// The passphrase that is set.
    pub passphrase: u64,
    /// The kits of both kinds that open something.
    pub kits: [Option<u64>; 2],
    /// Every backup that was made.
    pub backups: BTreeMap<u64, Backup>,
    /// Every journal that was restored, and its backup.
    pub restored: BTreeMap<u64, u64>,
    /// How often the journal was brought up to date.
    pub up_to_date: usize,
    /// Whether something is to be encrypted anew.
    pub unfinished: bool,
    /// Whether the partner does not know of new keys.
    unconfirmed: bool,
    pages: Vec<Page>,
    drafts: BTreeMap<u64, (u64, usize)>,
    marks: usize,
}

/// How one kind of step comes about, where it can.
type Way = fn(&Model, &mut Dice) -> Option<Step>;

/// How often each kind is tried, so that some are killed in every one: what needs something that is
/// rarely there is tried the more often.
const WAYS: &[(u64, Way)] = &[
    (8, |model, dice| {
        let (ours, length) = (dice.is_even(), dice.below(LONGEST_TEXT) as usize);
        (model.pages.len() < MOST_PAGES).then_some(Step::Write { ours, length })
    }),
    (6, |model, dice| {
        let length = dice.below(LONGEST_TEXT) as usize;
        Some(Step::Edit { page: model.any_page(dice, |_| true)?, length })
    }),
    (6, |model, dice| {
        let (draft, length) = (model.any_draft(dice), dice.below(LONGEST_TEXT) as usize);
        let new = model.drafts.len() < MOST_DRAFTS && dice.is_even();
        Some(Step::Draft { draft: draft.filter(|_| !new), length })
    }),
    (10, |model, dice| Some(Step::DiscardDraft { draft: model.any_draft(dice)? })),
    (5, |model, dice| {
        let length = dice.below(LARGEST_FILE) as usize;
        Some(Step::Attach { page: model.any_page(dice, |page| page.files.len() < 2)?, length })
    }),
    (9, |model, dice| {
        let page = model.any_page(dice, |page| !page.files.is_empty())?;
        let files: Vec<u64> = model.page(page).files.keys().copied().collect();
        Some(Step::TakeOff { page, file: dice.one(&files)? })
    }),
    (6, |model, dice| {
        let page = model.any_page(dice, |page| !page.name.0 && !page.shared)?;
        (model.pages.len() < MOST_PAGES).then_some(Step::Share { page })
    }),
    (5, |model, dice| Some(Step::Erase { page: model.any_page(dice, |_| true)? })),
    (4, |_, _| Some(Step::ChangePassphrase)),
    (4, |model, _| (!model.unfinished && !model.unconfirmed).then_some(Step::TakeNewKeys)),
    (18, |model, _| model.unfinished.then_some(Step::EncryptAnew)),
    (8, |model, _| model.unconfirmed.then_some(Step::SitTogether)),
    (4, |_, dice| Some(Step::MakeKit { kit: dice.below(2) as usize })),
    (5, |_, _| Some(Step::BackUp)),
    (5, |model, _| Some(Step::Restore { backup: *model.backups.last_key_value()?.0 })),
    (4, |_, _| Some(Step::LockAndUnlock)),
    (2, |_, _| Some(Step::UpToDate)),
];

impl Model {
    /// The next step of a life.
    pub fn choose(&self, dice: &mut Dice) -> Step {
        let all = WAYS.iter().map(|(weight, _)| weight).sum();
        loop {
            let mut at = dice.below(all);
            let way = WAYS.iter().find(|(weight, _)| {
                let is_it = at < *weight;
                at = at.saturating_sub(*weight);
                is_it
            });
            if let Some(step) = way.and_then(|(_, way)| way(self, dice)) {
                return step;
            }
        }
    }

    fn any_page(&self, dice: &mut Dice, fits: fn(&Page) -> bool) -> Option<Name> {
        let names: Vec<Name> =
            self.pages.iter().filter(|page| fits(page)).map(|page| page.name).collect();
        dice.one(&names)
    }

    fn any_draft(&self, dice: &mut Dice) -> Option<u64> {
        dice.one(&self.drafts.keys().copied().collect::<Vec<_>>())
    }

    fn page(&self, name: Name) -> &Page {
        self.pages.iter().find(|page| page.name == name).unwrap()
    }

    fn page_mut(&mut self, name: Name) -> &mut Page {
        self.pages.iter_mut().find(|page| page.name == name).unwrap()
    }

    /// What is there once a step is done.
    pub fn take(&mut self, step: &Step) {
        let n = self.next;
        self.next += 1;
        match *step {
            Step::Write { ours, length } => self.pages.push(Page {
                name: (ours, n),
                versions: vec![(n, length)],
                files: BTreeMap::new(),
                shared: false,
            }),
            Step::Edit { page, length } => self.page_mut(page).versions.push((n, length)),
            Step::Draft { draft, length } => {
                self.drafts.insert(draft.unwrap_or(n), (n, length));
            }
            Step::DiscardDraft { draft } => drop(self.drafts.remove(&draft)),
            Step::Attach { page, length } => drop(self.page_mut(page).files.insert(n, length)),
            Step::TakeOff { page, file } => drop(self.page_mut(page).files.remove(&file)),
            Step::Share { page } => self.share(page),
            Step::Erase { page } => {
                self.pages.retain(|kept| kept.name != page);
                self.marks += usize::from(page.0);
            }
            Step::ChangePassphrase => self.passphrase += 1,
            Step::TakeNewKeys => {
                self.passphrase += 1;
                self.kits = [None; 2];
                (self.unfinished, self.unconfirmed) = (true, true);
            }
            Step::EncryptAnew => self.unfinished = false,
            Step::SitTogether => self.unconfirmed = false,
            Step::MakeKit { kit } => self.kits[kit] = Some(n),
            Step::BackUp => {
                let backup = Backup { passphrase: self.passphrase, writing: self.writing() };
                self.backups.insert(n, backup);
            }
            Step::Restore { backup } => drop(self.restored.insert(n, backup)),
            Step::LockAndUnlock => {}
            Step::UpToDate => self.up_to_date += 1,
        }
    }

    fn share(&mut self, name: Name) {
        let page = self.page_mut(name);
        page.shared = true;
        let mut copy = page.clone();
        copy.name.0 = true;
        copy.versions.drain(..copy.versions.len() - 1);
        self.pages.push(copy);
    }

    /// What both read.
    pub fn ours(&self) -> BTreeSet<String> {
        let pages = self.pages.iter().filter(|page| page.name.0).map(Page::line);
        pages.chain([format!("{} taken back", self.marks)]).collect()
    }

    /// What the person reads who is here.
    pub fn writing(&self) -> BTreeSet<String> {
        let drafts = self
            .drafts
            .iter()
            .map(|(name, (version, length))| draft_line(&text("draft", *name, *version, *length)));
        let pages = self.pages.iter().map(Page::line);
        let unfinished = self.unfinished.then(|| "keys unfinished".to_owned());
        self.ours().into_iter().chain(pages).chain(drafts).chain(unfinished).collect()
    }

    /// Everything that is there, and what opens it.
    pub fn everything(&self) -> BTreeSet<String> {
        let mut all = self.writing();
        all.insert(format!("passphrase {}", self.passphrase));
        let kits = KITS.iter().zip(self.kits);
        all.extend(kits.filter_map(|(kind, kit)| Some(kit_line(*kind, kit?))));
        all.extend(self.backups.keys().map(|n| format!("backup {n}")));
        all.extend(self.restored.keys().map(|n| format!("restored {n}")));
        all
    }

    /// How many files are on pages.
    pub fn files(&self) -> usize {
        self.pages.iter().map(|page| page.files.len()).sum()
    }
}

/// That a kit opens what it is for.
pub fn kit_line(kind: KitKind, n: u64) -> String {
    format!("kit {n} for {kind:?}")
}
