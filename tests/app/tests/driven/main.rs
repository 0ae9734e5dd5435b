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
mod keyboard;
mod large;
mod listen;
mod locking;
mod making;
mod openly;
mod passphrase;
mod policy;
mod sample;
mod screens;
mod sit_down;
mod stopping;
mod time;
mod together;
mod traffic;
mod understand;
mod writing;
