//! The app as it is released: what it leaves on disk, the system's dialogs, the installed package.
//!
//! The released app's webview is incognito and refuses WebDriver, so it is used through the
//! accessibility bus and the keyboard ([`app_tests::released`]).

mod forgetting;
mod journal;
mod leaks;
mod package;
mod policy;
mod printing;
mod search;
mod trace;
mod window;
