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

/// Text without control characters but newlines and tabs: an escape somebody wrote must not reach the
/// terminal. Nor does what turns a line round unseen.
pub fn plain(text: &str) -> String {
    let turns = |c: &char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let shown = |c: &char| matches!(c, '\n' | '\t') || !c.is_control() && !turns(c);
    text.chars().filter(shown).collect()
}

/// Each line of what somebody wrote after `before`: so none stands where a name of ours does. Two
/// blanks at the end of one stay: in Markdown they break it.
pub fn set_off(text: &str, before: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let lines = text.trim_end().split(['\n', '\r']).map(|line| match line.trim() {
        "" => before.trim_end().to_owned(),
        _ => format!("{before}{line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
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
        assert_eq!(plain("a\u{202E}b\u{2066}c"), "abc", "nothing turns the rest of a line round");
        assert_eq!(set_off("a\r\nb\rc\n\nd\n", "> "), "> a\n> b\n> c\n>\n> d", "every line of it");
        assert_eq!(set_off("a  \r\nb\n \nc ", "> "), "> a  \n> b\n>\n> c", "and its breaks");
    }
}
