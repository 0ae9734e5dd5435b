//! Scripts beyond the bundled font's: with the system's fonts, or named as missing.

use crate::printed::{printed, set, written};

#[test]
fn text_of_any_script_is_on_paper_or_its_characters_are_named() {
    for text in ["שלום לכולם!", "مرحبا بالعالم", "日本語の文章", "Ελληνικά", "Русский", "ไทย", "👋"]
    {
        let sheets = set(text);
        assert_eq!(written(&sheets), [text], "the screen has it in any case");
        let missing = sheets.missing();
        let stray: Vec<&String> = missing.iter().filter(|c| !text.contains(*c)).collect();
        assert!(stray.is_empty(), "only letters of the text can be missing: {stray:?}");
        if missing.is_empty() {
            let paper = printed(&sheets).text().replace(' ', "");
            let there = text.chars().filter(|c| !c.is_whitespace()).all(|c| paper.contains(c));
            assert!(there, "every character of {text:?} is in the PDF: {paper}");
        }
    }
}

#[test]
fn a_line_begins_where_its_script_does() {
    let side = 22.0 / 25.4 * 72.0;
    let left = printed(&set("Yes \u{5E9}\u{5DC}\u{5D5}\u{5DD}")).place_of("Yes");
    assert!((left.start - side).abs() < 2.0, "Latin first: at the left margin, not {left:?}");
    let sheets = set("\u{5E9}\u{5DC}\u{5D5}\u{5DD} Yes\n\n- \u{5D0} one\n\n> \u{5D0} two");
    let printed = printed(&sheets);
    let edge = sheets.size_pt().0 - side;
    for (word, nearest) in [("Yes", 25.0), ("one", 16.0), ("two", 16.0)] {
        // A letter and a space take 10 points; the rest is the sign or the stroke.
        let place = printed.place_of(word);
        let free = edge - place.end;
        assert!(
            place.start > edge - 150.0 && free > nearest,
            "Hebrew first: {word} stands left of it, near the right margin {edge}, not {place:?}"
        );
    }
}

#[test]
fn a_character_without_a_glyph_is_named() {
    let missing = set("plain \u{10FFFD} end \u{10FFFD}").missing();
    assert_eq!(missing, ["\u{10FFFD}"], "one that no font has is named once, and nothing else");
    assert!(set("plain, with “quotes” – and É").missing().is_empty(), "plain words have glyphs");
}

#[test]
fn unseen_signs_are_not_named_as_missing() {
    let missing = set("a\u{200B}b\u{AD}c\u{200D}d\u{2060}e\u{200E}").missing();
    assert!(missing.is_empty(), "nobody would see them anyway: {missing:?}");
}

#[test]
fn a_letter_of_many_signs_is_named_whole_or_not_at_all() {
    let (keycap, family) = ("1\u{FE0F}\u{20E3}", "\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}");
    let text = format!("{keycap} {family} \u{260E}\u{FE0F} 1 - \u{10FFFD}\u{FE0F}");
    let missing = set(&text).missing();
    let whole: Vec<&str> = text.split(' ').collect();
    assert!(
        missing.iter().all(|letter| whole.contains(&letter.as_str()) && letter != "1"),
        "no part of one, no digit and no joiner: {missing:?}"
    );
    assert!(missing.contains(&"\u{10FFFD}\u{FE0F}".to_owned()), "and what is a box: {missing:?}");
}
