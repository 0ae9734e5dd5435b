//! Recovery kits: making one, and coming in with one, also to a backup.

use super::{BackupTried, Situation};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::Zeroize;

shape! {
    /// What a recovery kit opens.
    #[derive(Copy, Eq)]
    pub enum KitKind {
        /// Mine and Ours.
        AllOfMine,
        /// Ours alone, to read.
        OnlyOurs,
    }
}

shape! {
    /// A recovery kit that counts.
    #[derive(Copy, Eq)]
    pub struct KitMade {
        /// What it opens.
        pub kind: KitKind,
        /// The six digits that stand on its paper.
        pub number: u32,
    }
}

shape! {
    /// A kit that is drawn and opens nothing yet.
    pub struct KitDrawn {
        /// The six digits that stand on its paper.
        pub number: u32,
        /// Its twelve words.
        pub words: Vec<String>,
        /// The places, from 1, of the three words that are typed back.
        pub asked: Vec<u8>,
    }
}

impl Drop for KitDrawn {
    fn drop(&mut self) {
        self.words.zeroize();
    }
}

tagged! {
    /// What came of trying the words of a kit.
    pub enum KitTried {
        /// They open all of this person's: a new passphrase is next.
        AllOfMine,
        /// They opened Ours, to read.
        OnlyOurs,
        /// This person has no kit.
        NoKit,
        /// There are not twelve.
        Count {
            /// How many there are.
            words: usize,
        },
        /// A word is none that kits are made of.
        Unknown {
            /// Its place, from 1.
            place: usize,
        },
        /// Each could be a word of a kit, and together they are none.
        Checksum,
        /// They are the words of another kit.
        Other,
    }
}

tagged! {
    /// What came of going on with a kit for only Ours.
    pub enum WentOn {
        /// The words open nothing here, or not only Ours.
        Refused {
            /// What is wrong with them.
            why: KitTried,
        },
        /// Its owner sits at the journal, under new keys.
        WentOn {
            /// What the window is in front of now.
            situation: Situation,
        },
    }
}

tagged! {
    /// What came of trying whether a backup can be restored with the words of a kit.
    pub enum BackupTriedWithKit {
        /// They restore nothing.
        Refused {
            /// What is wrong with them, or that they open only Ours.
            why: KitTried,
        },
        /// It can be restored.
        Tried {
            /// What was found.
            tried: BackupTried,
        },
    }
}

tagged! {
    /// What came of restoring a backup with the words of a kit.
    pub enum RestoredWithKit {
        /// They restore nothing.
        Refused {
            /// What is wrong with them, or that they open only Ours.
            why: KitTried,
        },
        /// Nobody said where the new file goes.
        Nowhere,
        /// The restored journal is in front, locked: a new passphrase is next.
        Restored {
            /// What the window is in front of now.
            situation: Situation,
        },
    }
}
