//! Chosen pages as blocks: a heading a day, whose words follow, the words.

use crate::block::{Block, LineRole, Run, Stand};
use crate::chosen::{Answer, ChosenKind, ChosenPage, ChosenPart, several_speak};
use crate::manuscript::Layout;
use crate::words::Words;
use crate::{PaperError, markdown};

/// Appends `entries` in their order, each day's under its date.
///
/// # Errors
/// [`PaperError::TooLong`].
pub(crate) fn under_days(
    entries: &[ChosenPage],
    words: &Words,
    layout: Layout,
    out: &mut Vec<Block>,
) -> Result<(), PaperError> {
    let several = several_speak(entries);
    for day in entries.chunk_by(|one, next| one.on == next.on) {
        let Some(first) = day.first() else { continue };
        out.push(words.line(LineRole::Heading, words.date(first.on)));
        for (n, entry) in day.iter().enumerate() {
            let unnamed = out.len();
            Entry { words, layout, several, out }.kind(&entry.author, &entry.kind);
            let named = out.get(unnamed).is_some_and(|block| block.role == LineRole::Voice);
            if layout == Layout::Book && n > 0 && !named {
                out.insert(unnamed, Block::rule());
            }
            layout.take_blocks(out)?;
        }
    }
    Ok(())
}

/// One entry on its way to the page.
struct Entry<'a> {
    words: &'a Words,
    layout: Layout,
    /// More than one speaks on the sheet.
    several: bool,
    out: &'a mut Vec<Block>,
}

impl Entry<'_> {
    fn kind(&mut self, author: &str, kind: &ChosenKind) {
        match kind {
            ChosenKind::Page { markdown } => {
                let parts = self.said(markdown);
                self.voice(author, parts);
            }
            ChosenKind::Noticed { did, says, meant } => self.noticed(author, [did, says, meant]),
            ChosenKind::InnerWorld { question, answers } => {
                self.voice_of("paper-inner-world", &[]);
                if !blank(question) {
                    let asked = vec![Run::strong(question)];
                    self.out.push(Block::of_runs(LineRole::Text, Stand::Heading, asked));
                }
                self.answers(answers);
            }
            ChosenKind::Practice { title, parts } => self.practice(title, parts),
            ChosenKind::Replied { page, replies } => {
                self.kind(author, page);
                for reply in replies {
                    let label =
                        self.words.named("paper-reply", "paper-reply-unnamed", &reply.author);
                    self.answer(&label, reply);
                }
            }
        }
    }

    /// Somebody's words. Where more than one speaks, nobody writes a line that stands like the name of
    /// another; in a book names are set in letters of their own.
    fn said(&self, markdown: &str) -> Vec<Block> {
        let blocks = markdown::blocks(markdown, self.layout);
        match self.several && self.layout == Layout::Clear {
            true => blocks.into_iter().map(Block::unlike_a_name).collect(),
            false => blocks,
        }
    }

    fn noticed(&mut self, author: &str, [did, says, meant]: [&String; 3]) {
        let label = self.words.named("paper-noticed", "paper-noticed-unnamed", author);
        let mut parts = typed(did);
        for (id, said) in [("paper-says", says), ("paper-meant", meant)] {
            if !blank(said) {
                parts.push(self.words.labelled(id, &[], said));
            }
        }
        self.voice(&label, parts);
    }

    fn answers(&mut self, answers: &[Answer]) {
        for answer in answers {
            self.answer(&answer.author, answer);
        }
    }

    fn answer(&mut self, label: &str, answer: &Answer) {
        let parts = match &answer.markdown {
            Some(markdown) => self.said(markdown),
            None => vec![text(&self.words.say("paper-in-person", &[]))],
        };
        self.voice(label, parts);
    }

    fn practice(&mut self, title: &str, parts: &[ChosenPart]) {
        if !blank(title) {
            self.out.push(Block::plain(LineRole::Voice, title));
        }
        for step in parts.chunk_by(|one, next| one.heading == next.heading) {
            let heading = step.first().map_or("", |part| &part.heading);
            if !blank(heading) {
                let heading = vec![Run::strong(heading)];
                self.out.push(Block::of_runs(LineRole::Text, Stand::Heading, heading));
            }
            for part in step {
                self.part(part);
            }
        }
    }

    /// The author's name runs into the first line, so that short turns stay short on paper.
    fn part(&mut self, part: &ChosenPart) {
        let mut said = typed(&part.text);
        match said.first_mut() {
            None => said = vec![text(&self.words.say("paper-left-open", &[]))],
            Some(first) if !blank(&part.author) => {
                *first = self.words.run_in(&part.author, &first.words());
            }
            Some(_) => {}
        }
        self.out.extend(said);
    }

    fn voice_of(&mut self, id: &str, values: &[(&str, &str)]) {
        self.out.push(self.words.line(LineRole::Voice, self.words.say(id, values)));
    }

    /// Somebody's words below their name. Where there are none the line is left
    /// open, and nobody is named as the one who left it.
    fn voice(&mut self, label: &str, parts: Vec<Block>) {
        if parts.is_empty() {
            return self.out.push(text(&self.words.say("paper-left-open", &[])));
        }
        if !blank(label) {
            self.out.push(Block::plain(LineRole::Voice, label));
        }
        self.out.extend(parts);
    }
}

/// A paragraph for every line somebody typed.
fn typed(said: &str) -> Vec<Block> {
    said.lines().filter(|line| !blank(line)).map(text).collect()
}

fn text(text: &str) -> Block {
    Block::plain(LineRole::Text, text)
}

/// Whether nothing of `text` would be seen.
pub(crate) fn blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control())
}
