//! Results to stdout, remarks to stderr; nothing in either that a terminal would obey.

use crate::failure::Failure;
use std::io::{self, ErrorKind, Write};

/// Prints a result, exactly.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(Failure::ReaderGone),
        Err(error) => Err(Failure::of_disk("print the result", error)),
        Ok(()) => Ok(()),
    }
}

/// Says something that is no result.
pub fn remark(text: &str) {
    // Nobody may be listening.
    let _ = writeln!(io::stderr(), "{}", plain(text));
}

/// Text without control characters but newlines and tabs: an escape somebody wrote must not reach the terminal.
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect()
}

/// The same for one field of a line.
pub fn field(text: &str) -> String {
    plain(text).replace(['\n', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_loses_what_makes_it_one() {
        assert_eq!(
            plain("a\x1b[31mb\u{9b}2Jc\x07\r\x7f"),
            "a[31mb2Jc",
            "C0, DEL and C1 are what terminals obey"
        );
        assert_eq!(plain("one\n\ttwo"), "one\n\ttwo", "lines and indents are text");
        assert_eq!(field("a\tb\nc"), "a b c", "a field must not look like two");
    }
}
