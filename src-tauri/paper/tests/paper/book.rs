//! A range of days as a book.

use crate::printed::{printed, set_sheet, words};
use crate::prose::{PROSE, letters};
use chrono::{Days, NaiveDate};
use duologue_paper::{
    Answer, Book, BookOf, ChosenKind, ChosenPage, ChosenPart, LineRole, Paper, Sheet, Sheets,
};

fn on(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn page(on: NaiveDate, author: &str, markdown: &str) -> ChosenPage {
    let kind = ChosenKind::Page { markdown: markdown.into() };
    ChosenPage { on, author: author.into(), kind }
}

pub fn book(of: BookOf, entries: Vec<ChosenPage>) -> Book {
    Book {
        title: "Our year".into(),
        names: vec!["Noor".into(), "Sam".into()],
        from: on(2025, 11, 3),
        to: on(2026, 10, 23),
        made: on(2026, 10, 28),
        of,
        entries,
    }
}

fn set(entries: Vec<ChosenPage>) -> Sheets {
    set_sheet(&Sheet::Book(book(BookOf::Ours, entries)), Paper::A4)
}

/// A year in which somebody writes every third day, at different lengths.
pub fn year() -> Vec<ChosenPage> {
    let text = |n: usize| {
        let (_, prose) = PROSE[n % 4];
        let paragraph = |m: usize| {
            let begun = letters(prose, 110 + (n * 37 + m * 111) % 330);
            begun.rsplit_once('.').map_or(begun.clone(), |(whole, _)| format!("{whole}."))
        };
        let paragraphs: Vec<String> = (0..n % 4 + 1).map(paragraph).collect();
        paragraphs.join("\n\n")
    };
    let author = |n: usize| if n.is_multiple_of(2) { "Noor" } else { "Sam" };
    (0..118).map(|n| page(on(2025, 11, 3) + Days::new(3 * n as u64), author(n), &text(n))).collect()
}

#[test]
fn the_cover_says_the_title_the_names_and_the_period_and_no_more() {
    let sheets = set(year());
    let pages = printed(&sheets).sheets();
    assert_eq!(pages[0], "Our year Noor and Sam 3 November 2025 to 23 October 2026");
}

#[test]
fn the_months_are_listed_with_the_pages_on_which_they_begin() {
    let sheets = set(year());
    let pages = printed(&sheets).sheets();
    let mut contents = pages[1].strip_prefix("Months ").unwrap().to_owned();
    contents = contents.replace(['.', '\u{2060}'], " ");
    let mut rest = contents.split_whitespace();
    for month in 0..12 {
        let (name, year) = (rest.next().unwrap(), rest.next().unwrap());
        let number: usize = rest.next().unwrap().parse().unwrap();
        let begins = &pages[number - 1];
        assert!(begins.starts_with(&format!("{name} {year} ")), "{month}: page {number}: {begins}");
        assert!(begins.ends_with(&format!(" {name} {year} {number}")), "its own foot: {begins}");
    }
    assert_eq!(rest.next(), None, "twelve months and no other line");
}

#[test]
fn the_book_holds_every_line_in_its_order() {
    let entries = year();
    let sheets = set(entries.clone());
    let pages = printed(&sheets).sheets();
    let foot = |page: &String| {
        let mut words: Vec<&str> = page.split(' ').collect();
        words.truncate(words.len() - 3);
        words.join(" ")
    };
    let text = pages[2..].iter().map(foot).collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = sheets.lines()[3..].iter().map(|line| words(&line.text)).collect();
    assert_eq!(text, lines.join(" "), "nothing is lost from page to page");
    let days = sheets.lines().iter().filter(|line| line.role == LineRole::Heading).count();
    assert_eq!(days, entries.len(), "a heading a day");
}

#[test]
fn no_paragraph_leaves_one_line_alone_on_a_page() {
    let paragraph =
        |n: usize| (0..20 + n * 7 % 90).map(|_| format!("p{n}")).collect::<Vec<_>>().join(" ");
    let entries = (0..200).map(|n| page(on(2026, 3, 1), "", &paragraph(n))).collect();
    let sheets = set_sheet(&Sheet::Book(book(BookOf::Mine, entries)), Paper::A4);
    let pages = printed(&sheets).lines_by_page();
    let mut split = 0;
    for n in 0..200 {
        let name = format!("p{n}");
        let lines =
            |page: &Vec<Vec<String>>| page.iter().filter(|line| line.contains(&name)).count();
        let on_pages: Vec<usize> = pages.iter().map(lines).filter(|lines| *lines > 0).collect();
        split += usize::from(on_pages.len() > 1);
        let alone = on_pages.len() > 1 && on_pages.contains(&1);
        assert!(!alone, "{name} is on its pages with {on_pages:?} lines");
    }
    assert!(split > 5, "only {split} paragraphs go on on the next page: this shows nothing");
}

#[test]
fn no_heading_stands_at_the_foot_of_a_page() {
    let entries: Vec<ChosenPage> = (0..300)
        .map(|n| {
            let day = on(2026, 3, 1) + Days::new(n as u64 % 28);
            let text =
                format!("### Own heading {n}\n\n{}", letters(PROSE[n % 4].1, 60 + n * 53 % 500));
            page(day, if n.is_multiple_of(2) { "Noor" } else { "Sam" }, &text)
        })
        .collect();
    let sheets = set(entries);
    let pages = printed(&sheets).lines_by_page();
    for (number, lines) in pages.iter().enumerate().skip(2) {
        // The last is the foot.
        let last = lines[lines.len() - 2].join(" ");
        let heading = ["Noor", "Sam"].contains(&&*last)
            || last.starts_with("Own heading")
            || last.ends_with(" March 2026");
        assert!(!heading, "{last:?} is the last line of page {}", number + 1);
    }
    assert!(pages.len() > 20, "only {} pages: this shows little", pages.len());
}

#[test]
fn ours_says_who_wrote_a_page_and_mine_does_not() {
    let entries =
        vec![page(on(2026, 3, 1), "Noor", "First."), page(on(2026, 3, 1), "Noor", "Second.")];
    let ours = printed(&set(entries.clone())).text();
    assert!(ours.contains("Sunday 1 March 2026 Noor First. Noor Second."), "{ours}");
    let mine = set_sheet(&Sheet::Book(book(BookOf::Mine, entries)), Paper::A4);
    let mine = printed(&mine).text();
    assert!(mine.contains("Sunday 1 March 2026 First. Second."), "one wrote it all: {mine}");
}

#[test]
fn a_book_is_set_in_the_serif_with_italics_and_labels_in_the_sans() {
    let text = "# A heading\n\nPlain, *italic*, **bold**.\n\n> a quote\n\n---\n\n- one\n- two\n\n\
        [a friend](https://example.org/a)";
    let sheets = set(vec![page(on(2026, 3, 1), "Noor", text)]);
    let printed = printed(&sheets);
    let fonts = printed.fonts();
    for font in
        ["SourceSerif4-Regular", "SourceSerif4-It", "SourceSerif4-Bold", "AtkinsonHyperlegibleNext"]
    {
        assert!(fonts.contains(font), "{font} is in the file: {fonts}");
    }
    let text = printed.text();
    assert!(text.contains("a friend (https://example.org/a)"), "addresses are printed: {text}");
    let structure = printed.structure();
    for tag in ["H1", "H2", "H3", "P", "L", "LI", "BlockQuote", "TOC"] {
        let found = structure.lines().any(|line| line.split_whitespace().next() == Some(tag));
        assert!(found, "{tag} is missing in the structure");
    }
}

#[test]
fn a_book_is_made_for_screen_readers_too() {
    let pdf = set(year()).pdf().unwrap();
    let claim = b"<pdfuaid:part>1</pdfuaid:part>";
    assert!(pdf.windows(claim.len()).any(|part| part == claim), "it says that it is PDF/UA-1");
}

#[test]
fn practices_and_replies_have_their_form() {
    let part = |heading: &str, author: &str, text: &str| ChosenPart {
        heading: heading.into(),
        author: author.into(),
        text: text.into(),
    };
    let practice = ChosenKind::Practice {
        title: "Talk openly: Sunday evenings".into(),
        parts: vec![
            part("In turns", "Noor", "I felt *far* away.\n\nOn Sunday."),
            part("In turns", "Sam", "I heard: far away."),
            part("What we agreed", "", "Half an hour, without screens."),
            part("", "Noor", ""),
        ],
    };
    let replied = ChosenKind::Replied {
        page: Box::new(ChosenKind::Page { markdown: "The **page**.".into() }),
        replies: vec![
            Answer { author: "Sam".into(), markdown: Some("Thank you.".into()) },
            Answer { author: String::new(), markdown: Some("Me too.".into()) },
        ],
    };
    let entry = |kind| ChosenPage { on: on(2026, 3, 1), author: "Noor".into(), kind };
    let sheets = set(vec![entry(practice), entry(replied)]);
    let lines: Vec<&str> = sheets.lines()[5..].iter().map(|line| line.text.as_str()).collect();
    assert_eq!(
        lines,
        [
            "Talk openly: Sunday evenings",
            "In turns",
            "Noor: I felt *far* away.",
            "On Sunday.",
            "Sam: I heard: far away.",
            "What we agreed",
            "Half an hour, without screens.",
            "left open",
            "Noor",
            "The page.",
            "Sam replied",
            "Thank you.",
            "A reply",
            "Me too.",
        ],
        "a step is named once, turns begin with their names, replies stand below the page"
    );
}

#[test]
fn strange_books_are_bound_too() {
    let nothing = Book { title: " ".into(), names: Vec::new(), ..book(BookOf::Mine, Vec::new()) };
    let sheets = set_sheet(&Sheet::Book(nothing), Paper::Letter);
    let text = printed(&sheets).text();
    assert!(text.contains("There are no pages in these days."), "it says so: {text}");
    assert!(!text.contains("Months"), "and lists no months: {text}");
    assert!(sheets.pdf().is_ok(), "also without a title");
    let code = "#read(\"/etc/passwd\") #pagebreak() \\n";
    let strange = Book {
        title: code.into(),
        names: vec!["n".repeat(200), code.into()],
        ..book(
            BookOf::Ours,
            vec![page(on(1, 1, 1), code, code), page(on(9999, 12, 31), "x", &"w".repeat(500))],
        )
    };
    let sheets = set_sheet(&Sheet::Book(strange), Paper::A4);
    let printed = printed(&sheets);
    assert_eq!(
        printed.text().matches(&words(code)).count(),
        4,
        "text, and not code: {}",
        printed.text()
    );
    assert!(printed.reach() <= 595.0 - 100.0, "reaches {} of 595", printed.reach());
}

#[test]
fn days_out_of_order_are_put_in_order() {
    let sheets = set(vec![
        page(on(2026, 5, 2), "Noor", "Third."),
        page(on(2026, 4, 1), "Sam", "First."),
        page(on(2026, 5, 1), "Sam", "Second."),
    ]);
    let months = sheets.lines().iter().filter(|line| line.role == LineRole::Title).skip(1);
    let months: Vec<&str> = months.map(|line| line.text.as_str()).collect();
    assert_eq!(months, ["April 2026", "May 2026"], "each month once, the earlier first");
}
