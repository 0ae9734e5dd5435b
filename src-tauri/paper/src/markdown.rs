//! Markdown as blocks: an address stands beside its words. In clear print emphasis is bold;
//! a book has italics, and breaks between thoughts.

use crate::block::{Block, LineRole, Run, Stand};
use crate::manuscript::Layout;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Deeper lists stand like this one, so that a line always has room.
const DEEPEST: usize = 3;

#[derive(Default)]
struct Reader {
    out: Vec<Block>,
    runs: Vec<Run>,
    layout: Layout,
    strong: usize,
    italic: usize,
    /// A heading is open.
    heading: bool,
    quotes: usize,
    /// The number the next item of each open list gets; none for bullets.
    lists: Vec<Option<u64>>,
    /// How the first block of an item just begun stands.
    item: Option<Stand>,
    links: Vec<String>,
}

/// The blocks of a text; none of one without words.
pub(crate) fn blocks(markdown: &str, layout: Layout) -> Vec<Block> {
    let mut reader = Reader { layout, ..Reader::default() };
    for event in Parser::new(markdown) {
        reader.take(event);
    }
    reader.end_block();
    without_outer_rules(reader.out)
}

/// A break parts two thoughts: before the first and after the last there is nothing to part.
fn without_outer_rules(mut blocks: Vec<Block>) -> Vec<Block> {
    while blocks.last().is_some_and(Block::is_rule) {
        blocks.pop();
    }
    let first = blocks.iter().position(|block| !block.is_rule()).unwrap_or(0);
    blocks.split_off(first)
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            // Markup of other languages is text here, and shown as it was written.
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.lines(&text)
            }
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.end_block(),
            Event::Rule => self.rule(),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.end_block();
                self.strong += 1;
                self.heading = true;
            }
            Tag::Emphasis if self.layout == Layout::Book => self.italic += 1,
            Tag::Strong | Tag::Emphasis => self.strong += 1,
            Tag::BlockQuote(_) => {
                self.end_block();
                self.quotes += 1;
            }
            Tag::List(first) => {
                self.end_block();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_block();
                self.item = Some(self.next_item());
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push(dest_url.into_string())
            }
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock => self.end_block(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.end_block();
                self.strong -= 1;
                self.heading = false;
            }
            TagEnd::Emphasis if self.layout == Layout::Book => self.italic -= 1,
            TagEnd::Strong | TagEnd::Emphasis => self.strong -= 1,
            TagEnd::BlockQuote(_) => {
                self.end_block();
                self.quotes -= 1;
            }
            TagEnd::List(_) => {
                self.end_block();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.end_block();
                self.item = None;
            }
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock => self.end_block(),
            TagEnd::Link | TagEnd::Image => self.end_link(),
            _ => {}
        }
    }

    fn next_item(&mut self) -> Stand {
        let depth = self.depth();
        match self.lists.last_mut() {
            Some(Some(next)) => {
                *next += 1;
                Stand::Number { depth, number: *next - 1 }
            }
            _ => Stand::Bullet { depth },
        }
    }

    fn depth(&self) -> usize {
        self.lists.len().saturating_sub(1).min(DEEPEST)
    }

    /// Text in which a line break counts, as in code.
    fn lines(&mut self, text: &str) {
        let mut lines = text.split('\n');
        self.text(lines.next().unwrap_or_default());
        for line in lines {
            self.end_block();
            self.text(line);
        }
    }

    fn text(&mut self, text: &str) {
        let (strong, italic) = (self.strong > 0, self.italic > 0);
        match self.runs.last_mut().filter(|run| (run.strong, run.italic) == (strong, italic)) {
            Some(run) => run.text.push_str(text),
            None => self.runs.push(Run { text: text.to_owned(), strong, italic }),
        }
    }

    fn rule(&mut self) {
        self.end_block();
        if self.layout == Layout::Book && !self.out.last().is_some_and(Block::is_rule) {
            self.out.push(Block::rule());
        }
    }

    fn end_link(&mut self) {
        let Some(address) = self.links.pop().filter(|address| !address.is_empty()) else { return };
        let said = self.runs.last().is_some_and(|run| run.text.ends_with(&address));
        if !said {
            self.text(&format!(" ({address})"));
        }
    }

    fn end_block(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        if runs.iter().all(|run| run.text.trim().is_empty()) {
            return;
        }
        let stand = match self.item.take() {
            Some(item) => item,
            None if !self.lists.is_empty() => Stand::Under { depth: self.depth() },
            None if self.quotes > 0 => Stand::Quote,
            None if self.heading => Stand::Heading,
            None => Stand::Paragraph,
        };
        self.out.push(Block::of_runs(LineRole::Text, stand, runs));
    }
}
