//! What is read of a printed page.

use std::path::Path;
use std::process::Command;

/// The words of a PDF, with one space between them: paper breaks lines elsewhere than the screen.
pub fn text_of(pdf: &Path) -> String {
    one_line(&output(Command::new("pdftotext").args(["-layout"]).arg(pdf).arg("-")))
}

pub fn pages_of(pdf: &Path) -> usize {
    let about = output(Command::new("pdfinfo").arg(pdf));
    let pages = about.lines().find_map(|line| line.strip_prefix("Pages:"));
    pages.and_then(|pages| pages.trim().parse().ok()).expect("a number of pages")
}

pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn output(command: &mut Command) -> String {
    let ran = command.output().expect("poppler-utils is installed");
    assert!(ran.status.success(), "{command:?} ended with {}", ran.status);
    String::from_utf8_lossy(&ran.stdout).into_owned()
}
