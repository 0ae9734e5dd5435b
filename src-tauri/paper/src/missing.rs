//! Letters no font at hand can print, as people see them: whole, however many signs they are made of.

use crate::block::Line;
use std::collections::BTreeSet;
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;
use unicode_segmentation::UnicodeSegmentation;

/// The letters of `lines` that are set as boxes on the pages.
pub(crate) fn letters(document: &PagedDocument, lines: &[Line]) -> Vec<String> {
    let mut boxes = BTreeSet::new();
    for page in document.pages() {
        boxes_in(&page.frame, &mut boxes);
    }
    whole_letters(&boxes, lines.iter().map(|line| line.text.as_str()))
}

/// What stands in the text where a box is set.
fn boxes_in(frame: &Frame, boxes: &mut BTreeSet<String>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => boxes_in(&group.frame, boxes),
            FrameItem::Text(text) => {
                for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                    let at = glyph.range();
                    let within = |(start, letter): &(usize, &str)| {
                        *start < at.end && at.start < start + letter.len()
                    };
                    // A digit in a keycap is a box there, and not where it stands alone.
                    for (_, letter) in text.text.grapheme_indices(true).filter(within) {
                        let seen = letter.trim_matches(|c: char| c.is_whitespace() || is_unseen(c));
                        if !seen.is_empty() {
                            boxes.insert(seen.to_owned());
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

/// The letters that have one of `boxes` in them; a box that is in none stands for itself.
fn whole_letters<'a>(
    boxes: &BTreeSet<String>,
    lines: impl Iterator<Item = &'a str>,
) -> Vec<String> {
    let mut left: BTreeSet<&str> = boxes.iter().map(String::as_str).collect();
    let mut found = BTreeSet::new();
    if boxes.is_empty() {
        return Vec::new();
    }
    for letter in lines.flat_map(|line| line.graphemes(true)) {
        for part in boxes.iter().filter(|part| letter.contains(part.as_str())) {
            left.remove(part.as_str());
            found.insert(letter);
        }
    }
    found.into_iter().chain(left).map(str::to_owned).collect()
}

/// Signs that are not seen where they are not understood (Unicode: Default_Ignorable_Code_Point):
/// joiners, variation selectors, marks of direction.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFF8}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::{is_unseen, whole_letters};
    use std::collections::BTreeSet;

    fn named(boxes: &[&str], lines: &[&str]) -> Vec<String> {
        let boxes: BTreeSet<String> = boxes.iter().map(|part| (*part).to_owned()).collect();
        whole_letters(&boxes, lines.iter().copied())
    }

    #[test]
    fn a_keycap_is_named_whole_and_the_digit_in_it_alone_is_not() {
        let keycap = "1\u{FE0F}\u{20E3}";
        for part in ["\u{20E3}", keycap] {
            let line = format!("Step {keycap} of 1");
            assert_eq!(named(&[part], &[&line]), [keycap], "“1” itself can be printed");
        }
    }

    #[test]
    fn a_family_is_one_letter_whichever_of_it_is_a_box() {
        let family = "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}";
        let lines = ["Us:", family, "and a girl: \u{1F467}"];
        assert_eq!(named(&["\u{1F469}"], &lines), [family], "not a person of it, not a joiner");
        assert_eq!(
            named(&["\u{1F469}", "\u{1F467}"], &lines),
            ["\u{1F467}", family],
            "who stands alone is named alone"
        );
    }

    #[test]
    fn a_box_that_stands_in_no_line_is_still_named() {
        assert_eq!(named(&["\u{10FFFD}"], &["plain"]), ["\u{10FFFD}"], "nothing goes unsaid");
    }

    #[test]
    fn joiners_and_selectors_are_unseen_and_letters_are_not() {
        for unseen in ['\u{200D}', '\u{FE0E}', '\u{FE0F}', '\u{AD}', '\u{E0067}'] {
            assert!(is_unseen(unseen), "{unseen:?} has no picture of its own");
        }
        for seen in ['1', 'é', '\u{20E3}', '\u{1F467}', '日'] {
            assert!(!is_unseen(seen), "{seen:?} has");
        }
    }
}
