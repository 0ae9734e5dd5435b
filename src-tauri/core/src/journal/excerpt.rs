//! The first words of a text, for a row of the timeline.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use unicode_segmentation::UnicodeSegmentation;

const LENGTH: usize = 240;
/// After what does not end as a sentence does: a heading, an item of a list.
const APART: &str = " · ";

/// The first words of a Markdown text, in one line, without its markup.
pub(super) fn excerpt(markdown: &str) -> String {
    let start: String = markdown.chars().take(4 * LENGTH).collect();
    let mut line = String::with_capacity(LENGTH);
    let mut between = "";
    for event in Parser::new(&start) {
        match event {
            Event::Text(text) | Event::Code(text) => {
                if !line.is_empty() {
                    line.push_str(between);
                }
                between = "";
                line.push_str(&text);
            }
            Event::End(TagEnd::Heading(_) | TagEnd::Item) => between = APART,
            Event::Start(Tag::Item) if between.is_empty() => between = APART,
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::CodeBlock)
                if between.is_empty() =>
            {
                between = " ";
            }
            _ => {}
        }
        if line.len() > 2 * LENGTH {
            break;
        }
    }
    let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
    words.graphemes(true).take(LENGTH).collect()
}
