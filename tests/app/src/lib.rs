//! The real app, through WebDriver and the system's dialogs.
//!
//! [`app`] starts it and drives its page; [`about`] is how one gets about in a journal, [`making`]
//! how one is made, [`table`] what two people do at one table with a practice, [`counselling`] what
//! they write for a counsellor; [`clock`] lets time pass for a page. [`journal`] makes journals with
//! the command line tool, as if on another computer, [`newer`] one that a newer version wrote in,
//! and [`pictures`] what is put on their pages; [`computer`] is where a test lives, with no trace of
//! anyone else, and [`disk`] a small disk of it; [`axe`] and [`screens`] look at what a person sees.
//! [`dialogs`] and [`desktop`] answer what is the system's and not the
//! page's. [`released`] is the app as people get it, which no WebDriver reaches; [`processes`]
//! and [`memory`] are what the system shows of it. Nothing here reaches into the app: no backend is
//! pretended.

pub mod about;
pub mod app;
pub mod axe;
pub mod clock;
pub mod computer;
pub mod counselling;
pub mod days;
pub mod desktop;
pub mod dialogs;
pub mod disk;
pub mod journal;
pub mod making;
pub mod memory;
pub mod newer;
pub mod pictures;
pub mod port;
pub mod processes;
pub mod released;
pub mod screens;
pub mod table;
