//! The sheet of a recovery kit.

use crate::printed::{day, printed, set_sheet, words};
use duologue_paper::{Kit, KitOpens, Paper, Sheet};

const WORDS: [&str; 12] = [
    "orchard", "copper", "pillow", "winter", "basket", "heron", "lantern", "maple", "ribbon",
    "cellar", "thimble", "quarry",
];

/// The second kit of somebody, for everything of theirs.
pub fn kit() -> Kit {
    Kit {
        name: "Noor".into(),
        opens: KitOpens::All,
        journal: "3f9a0c51e2b7480d96aa14f0c3d27b5e".into(),
        number: 2,
        made: day(28),
        words: WORDS.map(str::to_owned).into(),
    }
}

#[test]
fn a_kit_is_one_page_with_all_it_takes_to_use_it() {
    for paper in [Paper::A4, Paper::Letter] {
        let sheets = set_sheet(&Sheet::Kit(kit()), paper);
        assert_eq!(sheets.page_count(), 1, "a sheet to keep is one sheet");
        let text = printed(&sheets).text();
        for part in
            ["Recovery kit", "For Noor. Kit 2, made on Wednesday 28 October 2026.", &kit().journal]
        {
            assert!(text.contains(part), "{part:?} is on {paper:?}: {text}");
        }
        for (number, word) in (1..).zip(WORDS) {
            assert!(text.contains(&format!("{number}. {word}")), "{word} has its number: {text}");
        }
        assert!(text.contains("without your passphrase"), "it says what it can do: {text}");
    }
}

#[test]
fn the_words_are_read_in_their_order() {
    let sheets = set_sheet(&Sheet::Kit(kit()), Paper::A4);
    let lines: Vec<String> = sheets.lines().iter().map(|line| words(&line.text)).collect();
    assert_eq!(printed(&sheets).text(), lines.join(" "), "down one column, then the next");
}

#[test]
fn the_words_are_large() {
    let sizes = printed(&set_sheet(&Sheet::Kit(kit()), Paper::A4)).sizes();
    for word in WORDS {
        let found = sizes.iter().find(|(_, text)| text.split_whitespace().any(|said| said == word));
        assert!(
            found.is_some_and(|(size, _)| *size >= 20),
            "{word} is read by tired eyes: {found:?}"
        );
    }
}

#[test]
fn a_kit_for_ours_alone_says_that_it_opens_no_mine() {
    let ours = Kit { opens: KitOpens::OnlyOurs, name: String::new(), ..kit() };
    let text = printed(&set_sheet(&Sheet::Kit(ours), Paper::A4)).text();
    assert!(
        text.contains("It opens neither your Mine nor that of the other one of you."),
        "{text}"
    );
    assert!(text.contains("passphrase is lost"), "{text}");
    let all = printed(&set_sheet(&Sheet::Kit(kit()), Paper::A4)).text();
    assert!(all.contains("Your Mine, and Ours."), "the other kind opens both: {all}");
    assert!(text.contains("Kit 2, made") && !text.contains("For ,"), "nobody is named: {text}");
}

#[test]
fn strange_kits_stay_on_the_page() {
    let strange = Kit {
        name: "n".repeat(300),
        journal: "f".repeat(500),
        words: vec!["#panic()".into(), "w".repeat(200), String::new(), "\u{202E}x\u{0}".into()],
        ..kit()
    };
    let sheets = set_sheet(&Sheet::Kit(strange), Paper::Letter);
    let printed = printed(&sheets);
    assert!(printed.reach() <= 612.0 - 50.0, "reaches {} of 612", printed.reach());
    assert!(printed.text().contains("1. #panic()"), "text, and not code");
    let none = Kit { words: Vec::new(), ..kit() };
    assert_eq!(set_sheet(&Sheet::Kit(none), Paper::A4).page_count(), 1, "without words too");
}
