//! The first words of a text, for a row of the timeline.

use pulldown_cmark::{Event, Parser, TagEnd};
use unicode_segmentation::UnicodeSegmentation;

const LENGTH: usize = 240;

/// The first words of a Markdown text, in one line, without its markup.
pub(super) fn excerpt(markdown: &str) -> String {
    let start: String = markdown.chars().take(4 * LENGTH).collect();
    let mut line = String::with_capacity(LENGTH);
    for event in Parser::new(&start) {
        match event {
            Event::Text(text) | Event::Code(text) => line.push_str(&text),
            Event::SoftBreak | Event::HardBreak => line.push(' '),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock,
            ) => line.push(' '),
            _ => {}
        }
        if line.len() > 2 * LENGTH {
            break;
        }
    }
    let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
    words.graphemes(true).take(LENGTH).collect()
}
