//! The same words on the screen and on paper, and the right ones.

use crate::printed::{entry, notes, page, printed, set, typeset, words, written};
use chrono::NaiveDate;
use duologue_paper::{Answer, ChosenKind, ChosenPage, LineRole, Notes, Paper, Standing, Words};

const MARK: &str = "Not yet approved by both";

fn of_every_kind() -> Notes {
    let noticed = ChosenKind::Noticed {
        did: "You kept the porch light on, 2*3*4 nights.".into(),
        says: "You wait for people.".into(),
        meant: String::new(),
    };
    let answers = vec![
        Answer { author: "Noor".into(), markdown: Some("Time, but with an end to it.".into()) },
        Answer { author: "Sam".into(), markdown: None },
    ];
    let asked = ChosenKind::InnerWorld { question: "What helps you come back?".into(), answers };
    let list = "1. one\n2. two\n   - deep\n\n   more of two\n3. three";
    let text = format!("# Home\n\nWe *drove* **back**.\n\n- left\n- right\n\n{list}\n\n> a quote");
    notes(vec![page(&text), entry(19, "Sam", noticed), entry(20, "Sam", asked)])
}

#[test]
fn the_pdf_holds_every_line_of_the_screen_in_its_order_and_no_other() {
    let sheets = typeset(&of_every_kind(), Paper::A4).unwrap();
    let lines: Vec<String> = sheets.lines().iter().map(|line| words(&line.text)).collect();
    assert_eq!(
        printed(&sheets).sheets(),
        [format!("{} 1 of 1", lines.join(" "))],
        "a screen reader must not read another page than the counsellor"
    );
}

#[test]
fn lines_that_run_over_several_sheets_are_the_same_too() {
    let paragraphs: Vec<String> = (1..200).map(|n| format!("This is paragraph {n}.")).collect();
    let sheets = set(&paragraphs.join("\n\n"));
    let lines = sheets.lines();
    let foot = &lines.last().unwrap().text;
    let body: Vec<String> = lines[..lines.len() - 1].iter().map(|line| words(&line.text)).collect();
    let pages = sheets.page_count();
    let furniture = printed(&sheets).sheets().into_iter().enumerate().map(|(n, sheet)| {
        let end = format!(" {foot} {} of {pages}", n + 1);
        let sheet = sheet.strip_suffix(&end).unwrap_or_else(|| panic!("{end:?} in {sheet}"));
        let start = if n == 0 { "" } else { "Not yet approved by both " };
        sheet.strip_prefix(start).unwrap().to_owned()
    });
    let text = furniture.collect::<Vec<_>>().join(" ");
    assert_eq!(text, body.join(" "), "without head and foot only the chosen pages remain");
}

#[test]
fn each_line_says_what_it_is() {
    let sheets = typeset(&of_every_kind(), Paper::A4).unwrap();
    let of = |role: LineRole| -> Vec<&str> {
        let lines = sheets.lines().iter().filter(|line| line.role == role);
        lines.map(|line| line.text.as_str()).collect()
    };
    assert_eq!(of(LineRole::Title), ["For our session"], "one title");
    assert_eq!(
        of(LineRole::Heading),
        ["Sunday 18 October 2026", "Monday 19 October 2026", "Tuesday 20 October 2026"],
        "a heading a day, in words"
    );
    assert_eq!(
        of(LineRole::Voice),
        ["Noor", "Sam noticed", "A question for us both", "Noor", "Sam"],
        "whose words follow"
    );
    assert_eq!(of(LineRole::Note).first(), Some(&MARK), "the mark stands first");
}

#[test]
fn every_day_and_month_has_its_word() {
    let on = |month: u32, day: u32| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let days = (1..=12).map(|month| on(month, month)).chain((12..=18).map(|day| on(10, day)));
    let entries: Vec<_> = days
        .map(|on| ChosenPage { on, ..entry(1, "Noor", ChosenKind::Page { markdown: "x".into() }) })
        .collect();
    let sheets = typeset(&notes(entries.clone()), Paper::A4).unwrap();
    let said = sheets.lines().iter().filter(|line| line.role == LineRole::Heading);
    let said: Vec<&str> = said.map(|line| line.text.as_str()).collect();
    let expected: Vec<String> =
        entries.iter().map(|entry| entry.on.format("%A %-d %B %Y").to_string()).collect();
    assert_eq!(said, expected, "the catalogue names them as an English calendar does");
}

#[test]
fn the_page_says_who_when_and_that_it_is_no_assessment() {
    let text = printed(&typeset(&of_every_kind(), Paper::A4).unwrap()).text();
    for line in [
        "Noor and Sam, Wednesday 28 October 2026.",
        "Covers 8 to 23 October 2026.",
        "Not an assessment.",
    ] {
        assert!(text.contains(line), "{line:?} is part of every summary: {text}");
    }
    let claims = text.contains("Written by us both");
    assert!(!claims, "who wrote what both have not approved, nobody can say: {text}");
}

#[test]
fn a_page_that_is_not_approved_says_so_on_every_sheet_and_an_approved_one_nowhere() {
    let mut content = notes(vec![page(&"A sentence that fills the page. ".repeat(400))]);
    let sheets = typeset(&content, Paper::A4).unwrap();
    assert!(sheets.page_count() > 1, "one sheet would not show that the next ones say it too");
    for sheet in printed(&sheets).sheets() {
        assert!(sheet.starts_with(MARK), "each sheet can be handed on alone: {sheet}");
        assert!(!sheet.contains("Holds only what"), "nothing claims an approval: {sheet}");
    }
    content.standing = Standing::Approved;
    for sheet in printed(&typeset(&content, Paper::A4).unwrap()).sheets() {
        assert!(!sheet.contains("Not yet approved"), "both approved these pages: {sheet}");
        let foot = "Holds only what both of us approved. Not a record of safety.";
        assert!(sheet.contains(foot), "the foot says what the approval covers: {sheet}");
    }
}

#[test]
fn a_page_of_one_alone_does_not_speak_for_two() {
    let mut content = notes(vec![page("Alone.")]);
    content.names.truncate(1);
    content.standing = Standing::ByOne;
    let text = printed(&typeset(&content, Paper::A4).unwrap()).text();
    assert!(
        text.starts_with("Notes by one of us Notes for a talk of my own"),
        "one wrote it: {text}"
    );
    assert!(!text.contains("both of us"), "there is no other who could read: {text}");
    content.names.clear();
    let text = printed(&typeset(&content, Paper::A4).unwrap()).text();
    assert!(text.contains("of my own Wednesday 28"), "without names the date stands alone: {text}");
}

#[test]
fn an_empty_line_says_left_open_and_names_nobody() {
    let left = |kind: ChosenKind| {
        let sheets = typeset(&notes(vec![entry(18, "Ada", kind)]), Paper::A4).unwrap();
        let text = printed(&sheets).text();
        assert!(text.contains("left open"), "an empty line says so: {text}");
        assert!(!text.contains("Ada"), "and not who left it: {text}");
    };
    left(ChosenKind::Page { markdown: " \n\t\n ---\n".into() });
    left(ChosenKind::Noticed { did: " ".into(), says: String::new(), meant: "\u{0}".into() });
    let open = Answer { author: "Ada".into(), markdown: Some(String::new()) };
    left(ChosenKind::InnerWorld { question: "What else?".into(), answers: vec![open] });
}

#[test]
fn an_answer_told_in_person_keeps_its_name() {
    let text = printed(&typeset(&of_every_kind(), Paper::A4).unwrap()).text();
    assert!(text.contains("Sam Told in person."), "telling is an answer: {text}");
}

#[test]
fn markdown_reads_as_clear_print() {
    let text = "a [friend](https://example.org/a) and <https://example.org/b>\n\n\
        7. seven\n8. eight\n\n   ```\n   one\n   two\n   ```\n\nfirst  \nsecond";
    assert_eq!(
        written(&set(text)),
        [
            "a friend (https://example.org/a) and https://example.org/b",
            "7. seven",
            "8. eight",
            "one",
            "two",
            "first",
            "second"
        ],
        "paper cannot be pressed, so addresses stand beside their words; lines stay lines"
    );
}

#[test]
fn a_period_says_once_what_its_two_ends_share() {
    let on = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    for (from, to, said) in [
        (on(2026, 10, 8), on(2026, 10, 8), "Covers 8 October 2026."),
        (on(2026, 10, 8), on(2026, 10, 23), "Covers 8 to 23 October 2026."),
        (on(2026, 9, 8), on(2026, 10, 8), "Covers 8 September to 8 October 2026."),
        (on(2025, 10, 8), on(2026, 10, 8), "Covers 8 October 2025 to 8 October 2026."),
    ] {
        let sheets = typeset(&Notes { from, to, ..notes(vec![]) }, Paper::A4).unwrap();
        let lines: Vec<&str> = sheets.lines().iter().map(|line| line.text.as_str()).collect();
        assert!(lines.contains(&said), "{said:?} is how one would say it: {lines:?}");
    }
}

#[test]
fn the_title_of_a_page_among_others_says_who_stands_behind_it() {
    let words = Words::of("en");
    for (standing, title) in [
        (Standing::Approved, "Counselling"),
        (Standing::NotApproved, "Counselling (not yet approved by both)"),
        (Standing::ByOne, "Counselling (notes by one of us)"),
    ] {
        assert_eq!(words.titled("Counselling", standing), title, "{standing:?}");
    }
}
