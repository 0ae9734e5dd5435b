//! The app, driven through WebDriver as two people would use it.

mod alone;
mod backup;
mod counselling;
mod drafts;
mod files;
mod finder;
mod locking;
mod making;
mod practices;
mod screens;
mod time;
mod together;
mod traffic;
mod writing;
