//! What crosses between the core and the window, and nothing else.
//!
//! TypeScript types are generated from here into `ui/src/ipc/bindings`
//! and checked in CI. Ids are lower-case hex; days are `YYYY-MM-DD`; moments
//! are RFC 3339 with an offset. Words for people are not here: the window
//! owns them, and gets codes.

macro_rules! shape {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($body:tt)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "camelCase")]
        #[ts(export, export_to = "../ui/src/ipc/bindings/")]
        $vis struct $name { $($body)* }
    };
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($body:tt)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "camelCase")]
        #[ts(export, export_to = "../ui/src/ipc/bindings/")]
        $vis enum $name { $($body)* }
    };
}

macro_rules! tagged {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($body:tt)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
        #[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
        #[ts(export, export_to = "../ui/src/ipc/bindings/")]
        $vis enum $name { $($body)* }
    };
}

mod check;
mod failure;
mod file;
mod page;
mod paper;
mod people;
mod practice;
mod question;
mod recovery;
mod settings;
mod summary;

pub use check::*;
pub use failure::*;
pub use file::*;
pub use page::*;
pub use paper::*;
pub use people::*;
pub use practice::*;
pub use question::*;
pub use recovery::*;
pub use settings::*;
pub use summary::*;
