//! The app, driven through WebDriver as two people would use it.

mod alone;
mod backup;
mod counselling;
mod deleting;
mod disk;
mod drafts;
mod files;
mod finder;
mod joining;
mod large;
mod locking;
mod making;
mod passphrase;
mod policy;
mod practices;
mod sample;
mod screens;
mod stopping;
mod time;
mod together;
mod traffic;
mod writing;
