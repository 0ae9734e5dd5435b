//! Setting in a child process, which can be killed.

#![cfg(unix)]

use crate::book::{book, year};
use duologue_paper::press::{Order, Press, PressError, Progress, serve};
use duologue_paper::{BookOf, Paper, PaperError, Sheet, Words};
use std::process::Command;

/// In the child: that it is one.
const CHILD: &str = "DUOLOGUE_PAPER_TEST_CHILD";

/// This very program, of which only [`the_child`] runs. What the test harness says goes nowhere,
/// and the child's words to where they are read.
fn child() -> Command {
    let mut command = Command::new("sh");
    let run = "exec 3>&1 1>/dev/null; exec \"$0\" --exact press::the_child";
    command.args(["-c", run]).arg(std::env::current_exe().unwrap()).env(CHILD, "1");
    command
}

#[test]
fn the_child() {
    if std::env::var_os(CHILD).is_some() {
        let output = std::fs::OpenOptions::new().write(true).open("/dev/fd/3").unwrap();
        serve(std::io::stdin(), output).unwrap();
    }
}

fn order(sheet: Sheet) -> Order {
    Order { sheet, language: "en".into(), paper: Paper::A4 }
}

#[test]
fn a_child_sets_the_same_pages_and_says_how_far_it_is() {
    let order = order(Sheet::Book(book(BookOf::Ours, year())));
    let here = duologue_paper::typeset(&order.sheet, &Words::of("en"), Paper::A4).unwrap();
    let mut press = Press::start(&mut child(), &order).unwrap();
    let Progress::Set(set) = press.wait().unwrap() else { panic!("the pages come first") };
    assert_eq!(set.pages, here.page_count(), "it says how many there are");
    assert!(set.missing.is_empty(), "and what no font has: {:?}", set.missing);
    let Progress::Done(pdf) = press.wait().unwrap() else { panic!("then the PDF") };
    assert!(pdf == here.pdf().unwrap(), "the same bytes as without a child");
    assert!(matches!(press.wait(), Err(PressError::Stopped)), "and nothing after it");
}

#[test]
fn a_child_that_is_stopped_gives_nothing() {
    let entries: Vec<_> = std::iter::repeat_with(year).take(20).flatten().collect();
    let order = order(Sheet::Book(book(BookOf::Ours, entries)));
    let mut press = Press::start(&mut child(), &order).unwrap();
    let stop = press.stop();
    let waiting = std::thread::spawn(move || press.wait());
    stop.now();
    let ended = waiting.join().unwrap();
    assert!(matches!(ended, Err(PressError::Stopped)), "whoever waits is told: {ended:?}");
}

#[test]
fn a_child_says_why_there_are_no_pages() {
    let mut kit = crate::kit::kit();
    kit.name = "n".repeat(1_100_000);
    let mut press = Press::start(&mut child(), &order(Sheet::Kit(kit))).unwrap();
    let ended = press.wait();
    assert!(
        matches!(ended, Err(PressError::Paper(PaperError::TooLong))),
        "too long is said as such: {ended:?}"
    );
    let dead = Press::start(&mut Command::new("true"), &order(Sheet::Kit(crate::kit::kit())));
    let ended = dead.and_then(|mut press| press.wait());
    assert!(ended.is_err(), "a child that only ends has no pages: {ended:?}");
}
