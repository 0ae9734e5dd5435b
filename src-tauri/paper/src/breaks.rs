//! Words wider than the page: found on the set pages, and given places to break.
//!
//! Most words never need one, and in scripts without spaces the typesetter
//! knows better where a line may end. So places are only made once a line was
//! seen to run out of the page.

use crate::manuscript::Manuscript;
use typst::layout::{Frame, FrameItem, Point};
use typst_layout::PagedDocument;
use unicode_segmentation::UnicodeSegmentation;

/// So many letters at the beginning of a word stay together.
const LETTERS: usize = 20;
/// And so many after them: every place more makes setting slower.
const STEP: usize = 5;
/// Points by which a sign at the end of a line may hang over.
const OVERHANG: f64 = 8.0;

/// Whether no line leaves the room between the margins, `side` points wide each.
pub(crate) fn fits(document: &PagedDocument, side: f64) -> bool {
    document.pages().iter().all(|page| {
        let room = (side - OVERHANG, page.frame.width().to_pt() - side + OVERHANG);
        frame_fits(&page.frame, Point::zero(), room)
    })
}

fn frame_fits(frame: &Frame, at: Point, room: (f64, f64)) -> bool {
    frame.items().all(|(place, item)| {
        let at = at + *place;
        match item {
            FrameItem::Group(group) => frame_fits(&group.frame, at, room),
            FrameItem::Text(text) => {
                let left = at.x.to_pt();
                left >= room.0 && left + text.width().to_pt() <= room.1
            }
            _ => true,
        }
    })
}

/// Gives unseen places to break to every long word.
pub(crate) fn give_places(manuscript: &mut Manuscript) {
    for block in &mut manuscript.blocks {
        let mut letters = 0;
        for run in &mut block.runs {
            run.text = run_with_places(&run.text, &mut letters);
        }
    }
    let Manuscript { foot, kit, cover, .. } = manuscript;
    for line in foot.iter_mut().chain(kit).chain(cover) {
        *line = run_with_places(line, &mut 0);
    }
}

fn run_with_places(text: &str, letters: &mut usize) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.graphemes(true) {
        *letters = if letter.trim().is_empty() { 0 } else { *letters + 1 };
        if *letters > LETTERS && *letters % STEP == 1 {
            out.push('\u{200B}');
        }
        out.push_str(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::run_with_places;

    #[test]
    fn only_a_long_word_gets_places_to_break_also_across_weights() {
        let mut letters = 0;
        let short = "every word here is short enough";
        assert_eq!(run_with_places(short, &mut letters), short, "nothing to break here");
        let mut letters = 0;
        run_with_places(&"a".repeat(20), &mut letters);
        let next = run_with_places("b\u{301}cdefg", &mut letters);
        assert_eq!(
            next, "\u{200B}b\u{301}cdef\u{200B}g",
            "the word began in another weight; an accent stays with its letter"
        );
    }
}
