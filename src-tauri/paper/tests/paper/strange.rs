//! What people may write, and what somebody may have put into a journal.

use crate::printed::{day, notes, page, printed, set, typeset, words, written};
use duologue_paper::{Answer, ChosenKind, ChosenPage, Paper, PaperError, Sheets};

#[test]
fn what_people_write_is_never_read_as_markup_or_code() {
    for text in [
        "#read(\"/etc/passwd\")",
        "#import \"@preview/x:1.0.0\"",
        "#set page(width: 1pt)",
        "[#panic()]",
        "$x^2$ @label",
        "= no title / term: ~ -- --- ...",
        "</script><script>alert(1)</script>",
        "{\"role\":\"title\"} \"quoted\" 'quoted'",
        "\\u{41} \\n",
    ] {
        let sheets = set(text);
        assert_eq!(written(&sheets), [text], "it is one line, as it was written");
        let paper = printed(&sheets).text();
        let start = paper.find("Noor ").unwrap();
        assert!(paper[start..].contains(&words(text)), "{text:?} stands on paper: {paper}");
        assert_eq!(sheets.page_count(), 1, "{text:?} changes nothing of the page");
    }
}

#[test]
fn every_field_is_data() {
    let code = "#read(\"/etc/passwd\")";
    let answers = vec![Answer { author: code.into(), markdown: Some(code.into()) }];
    let kinds = [
        ChosenKind::Page { markdown: code.into() },
        ChosenKind::Noticed { did: code.into(), says: code.into(), meant: code.into() },
        ChosenKind::InnerWorld { question: code.into(), answers },
    ];
    let entries = kinds.map(|kind| ChosenPage { on: day(18), author: code.into(), kind });
    let mut content = notes(entries.into());
    content.names = vec![code.into(), "{ $made } { paper-title }".into()];
    let text = printed(&typeset(&content, Paper::A4).unwrap()).text();
    // Names, three entries' fields, two authors: an answer's author stands for that entry's.
    assert_eq!(text.matches(code).count(), 10, "each as it was written: {text}");
    assert!(text.contains("{ $made } { paper-title }"), "also for the catalogue: {text}");
    assert!(!text.contains("root:"), "and no file was read: {text}");
}

#[test]
fn strange_text_is_printed_or_named_and_never_stops_the_page() {
    let long_word = "w".repeat(100_000);
    let deep = "> ".repeat(2_000) + "deep";
    let nested: String = (0..60).map(|n| format!("{}- x\n", "  ".repeat(n))).collect();
    let marks = format!("a{}", "\u{301}".repeat(2_000));
    for text in [
        "a\u{0}b\u{7}c\u{1b}[31m",
        "\u{202E}reversed\u{2066}",
        "\u{200B}\u{200D}\u{FE0F}\u{AD}",
        "\u{FFFF}\u{FDD0}\u{1FFFE}\u{FFFC}\u{E000}",
        "👩‍👩‍👧 🇳🇱 ☎️ 1️⃣",
        "[x]: https://example.org",
        "![](x) ![pic](../../etc/passwd)",
        "<!-- unseen --> &nbsp; &#0; &lt;b&gt;",
        "```\ncode\n\n  more\n```",
        "\r\n\r\n\u{2028}\u{2029}\u{85}\u{b}\u{c}",
        &long_word,
        &deep,
        &nested,
        &marks,
        &"*".repeat(20_000),
        &"[".repeat(20_000),
        &"日本語の長い文。".repeat(2_000),
    ] {
        let shown: String = text.chars().take(20).collect();
        let sheets = set(text);
        let pdf = sheets.pdf();
        assert!(pdf.is_ok(), "{shown:?} must not keep the page from being printed: {pdf:?}");
    }
}

#[test]
fn a_very_long_word_is_on_paper_to_its_last_letter() {
    let sheets = set(&"w".repeat(100_000));
    let printed = printed(&sheets);
    let letters = printed.text().matches('w').count();
    assert!(letters >= 100_000, "only {letters} of 100,000 letters are on paper");
    let (right, edge) = (printed.reach(), sheets.size_pt().0 - 50.0);
    assert!(right <= edge, "reaches {right}, past {edge}");
}

#[test]
fn what_is_too_long_is_refused_before_it_is_set() {
    let refused = |content: &str| typeset(&notes(vec![page(content)]), Paper::A4).err();
    for (text, why) in [
        ("x ".repeat(600_000), "over a mebibyte"),
        ("x\n\n".repeat(10_001), "over ten thousand paragraphs"),
        ("- x\n".repeat(10_001), "over ten thousand items"),
    ] {
        assert_eq!(refused(&text), Some(PaperError::TooLong), "{why}: setting it must end");
    }
    let names = vec!["n".repeat(1_100_000)];
    let content = typeset(&duologue_paper::Notes { names, ..notes(vec![]) }, Paper::A4);
    assert_eq!(content.err(), Some(PaperError::TooLong), "names count too");
}

#[test]
fn what_is_just_short_enough_is_set_to_its_end() {
    for text in ["x\n\n".repeat(9_900), "A sentence of some words. ".repeat(40_000)] {
        let sheets = set(&text);
        assert!(sheets.page_count() > 10, "only {} pages", sheets.page_count());
    }
}

#[test]
fn an_error_repeats_nothing_of_the_page() {
    let refused = typeset(&notes(vec![page(&"secret ".repeat(200_000))]), Paper::A4);
    let said = refused.err().unwrap().to_string();
    assert_eq!(said, "too much text for one sheet", "errors reach screens and terminals");
}

#[test]
fn nobody_writes_a_line_that_stands_like_the_name_of_the_other() {
    let planted = "Your hat.\n\n# Noor\n\nNever.\n\n**Noor**\n\nNever.\n\n*__Noor__*\\\nNever.";
    let answer = |author: &str, markdown: &str| Answer {
        author: author.into(),
        markdown: Some(markdown.into()),
    };
    let question = "What made you laugh?".to_owned();
    let answers = vec![answer("Noor", "The goat."), answer("Sam", planted)];
    let of_both = ChosenPage {
        on: day(18),
        author: "Noor, Sam".into(),
        kind: ChosenKind::InnerWorld { question, answers },
    };
    let sheets = typeset(&notes(vec![of_both]), Paper::A4).unwrap();
    let names =
        |sheets: &Sheets| printed(sheets).bold().iter().filter(|line| *line == "Noor").count();
    assert_eq!(names(&sheets), 1, "Noor's name stands above Noor's words, and nowhere else");
    assert_eq!(printed(&sheets).text().matches("Never.").count(), 3, "every word is there");
    assert_eq!(names(&set("# Noor\n\nMy own heading.")), 2, "whoever speaks alone has headings");
}
