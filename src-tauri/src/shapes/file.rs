//! Files on pages.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

tagged! {
    /// What of a file can be seen on its page.
    pub enum FileShown {
        /// It is a photo, and this is where it is served.
        Photo {
            /// Its address.
            address: String,
            /// Pixels across, with the right side up.
            width: u32,
            /// Pixels down, with the right side up.
            height: u32,
        },
        /// It is a photo, and too large to be shown.
        LargePhoto,
        /// Nothing: it is another file.
        Nothing,
        /// Nothing: it is not as it was put there.
        Damaged,
    }
}

shape! {
    /// A file on a page.
    pub struct PageFile {
        /// The file's id.
        pub id: String,
        /// Its name, without what would make it look like another.
        pub name: String,
        /// Its length.
        pub bytes: u64,
        /// What of it can be seen.
        pub shown: FileShown,
    }
}

shape! {
    /// A file that was put on a page.
    pub struct FileAdded {
        /// Its name.
        pub name: String,
        /// Whether what it said of when, where and by what it was made was taken out.
        pub cleaned: bool,
    }
}
