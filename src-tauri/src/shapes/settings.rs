//! Today, backups, settings, slow steps.

use super::{Draft, Face, FailureCode, FilePlace, LeftWords, PageHead, TableQuestion};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

shape! {
    /// When the last backup was made from this computer.
    pub struct BackupState {
        /// When, if ever.
        pub at: Option<String>,
        /// Under which file name.
        pub name: Option<String>,
        /// Whether anything was written since.
        pub changed_since: bool,
    }
}

shape! {
    /// What Today shows beside its prompt.
    pub struct Today {
        /// The day, by the computer's clock.
        pub on: String,
        /// A page of the same day in an earlier year.
        pub on_this_day: Option<PageHead>,
        /// My sealed answers, or while both are here what can be opened.
        pub sealed: Vec<TableQuestion>,
        /// Drafts of whoever is here alone.
        pub drafts: Vec<Draft>,
        /// What whoever is here alone wrote where there is no place for it any more.
        pub left: Vec<LeftWords>,
        /// The backup.
        pub backup: BackupState,
    }
}

shape! {
    /// A finished backup.
    pub struct BackupMade {
        /// Where it lies.
        pub place: FilePlace,
        /// Its size in bytes.
        pub bytes: u64,
        /// How many changes it holds.
        pub changes: u64,
        /// How much of the journal is damaged, and no better in the backup.
        pub damaged: u64,
    }
}

shape! {
    /// Backups that are made by themselves.
    pub struct AutomaticBackups {
        /// Where they go.
        pub folder: String,
        /// Why the last one could not be made.
        pub problem: Option<FailureCode>,
        /// Whether some of the journal was damaged when the last one was made: older ones stay.
        pub damaged: bool,
    }
}

shape! {
    /// A backup that was restored for a trial.
    #[derive(Copy, Eq)]
    pub struct BackupTried {
        /// How much of the journal was damaged already when it was made.
        pub damaged: u64,
    }
}

shape! {
    /// A backup somebody chose to restore.
    pub struct BackupChosen {
        /// Where it lies.
        pub place: FilePlace,
        /// Whose passphrases open it.
        pub faces: Vec<Face>,
    }
}

shape! {
    /// Light, dark, or as the system says.
    #[derive(Copy, Eq, Default)]
    pub enum Theme {
        /// As the system says.
        #[default]
        System,
        /// Always light.
        Light,
        /// Always dark.
        Dark,
    }
}

shape! {
    /// Settings that hold now; no content, readable before unlocking.
    #[derive(Copy, Eq)]
    pub struct Settings {
        /// Light or dark.
        pub theme: Theme,
        /// Text size in percent, 100–200.
        pub text_size: u16,
        /// Minutes without activity before locking, 1–60: one's own, of two the shorter.
        pub idle_minutes: u16,
    }
}

shape! {
    /// How strong a passphrase is.
    #[derive(Copy, Eq)]
    pub struct Strength {
        /// 0 (guessed at once) to 4 (beyond guessing).
        pub level: u8,
        /// Whether Duologue accepts it.
        pub enough: bool,
    }
}

shape! {
    /// A slow step under way.
    #[derive(Copy, Eq)]
    pub enum Job {
        /// Trying or setting a passphrase.
        Unlock,
        /// Backing up a journal of an older version, before it is brought up to date.
        UpToDate,
        /// Writing a backup.
        Backup,
        /// Building a journal from a backup.
        Restore,
        /// Changing a passphrase.
        PassphraseChange,
        /// Making the sample journal.
        Sample,
        /// Trying the passphrase with which somebody approves.
        Approve,
        /// Trying the passphrase with which somebody uncovers what they wrote alone.
        Uncover,
        /// Opening everything once more.
        Check,
        /// Putting back what is damaged.
        Mend,
        /// Taking new keys.
        NewKeys,
        /// Encrypting everything with them.
        EncryptAnew,
        /// Reading the pages of a book.
        Book,
        /// Setting them.
        BookSetting,
        /// Making their file: all of its pages are done then.
        BookWriting,
        /// Putting a file on a page.
        AddFile,
        /// Saving a copy of one.
        SaveFile,
    }
}

shape! {
    /// How far a slow step is.
    #[derive(Copy, Eq)]
    pub struct Progress {
        /// Which step.
        pub job: Job,
        /// Done so far.
        pub done: u64,
        /// Of how many; 0 when that cannot be known.
        pub total: u64,
    }
}
