//! The counselling summary: sections, voices, what is left open, what does not fit.

use crate::printed::{day, printed, set_sheet, words};
use duologue_paper::{
    Form, LineRole, Paper, Section, Sheet, Sheets, Standing, Summary, SummaryLine,
};

fn line(section: Section, author: Option<usize>, text: &str) -> SummaryLine {
    SummaryLine { section, author, text: text.into() }
}

/// Both voices of a running session.
pub fn running() -> Summary {
    use Section::*;
    let lines = vec![
        line(WentWell, Some(0), "I asked for help with the forms and it came the same night."),
        line(
            WentWell,
            Some(1),
            "We talked about the boiler in daylight and stopped after forty minutes.",
        ),
        line(Tried, Some(1), "Half an hour on Sunday before screens. We did it once."),
        line(Tried, Some(0), "The second Sunday we were both too tired."),
        line(
            Moment,
            Some(0),
            "I took the silence in the car for tiredness. When I found out later I felt shut out, and sorry.",
        ),
        line(
            Moment,
            Some(1),
            "The lunch at Noor\u{2019}s sister\u{2019}s. I laughed at a joke about me, then went silent. I wished to be asked.",
        ),
        line(Recognise, None, "We each wait for the other to begin."),
        line(Loop, None, "One goes quiet, one asks more, the quiet gets longer."),
        line(Topic, None, "Sunday evenings."),
        line(Today, Some(1), "How to stand beside each other in company."),
        line(Today, Some(0), "A way to pause an argument that does not feel like leaving."),
        line(Worthwhile, Some(0), "we leave with one sentence to begin with."),
        line(Worthwhile, Some(1), "nobody has to win it."),
        line(Help, Some(1), "Finding the first sentence."),
        line(Help, Some(0), "Hearing a no without guessing why."),
    ];
    Summary {
        names: vec!["Noor".into(), "Sam".into()],
        made: day(28),
        from: day(8),
        to: day(23),
        form: Form::Running,
        standing: Standing::NotApproved,
        lines,
    }
}

/// The same before a first session.
pub fn first() -> Summary {
    use Section::*;
    let mut summary = running();
    summary.form = Form::First;
    summary.lines.extend([
        line(Met, Some(0), "In a choir, eleven years ago. Sam brought soup to every rehearsal. I value that he stays."),
        line(Met, Some(1), "Noor laughed in the silent bar of the Requiem. I value that she says what others think."),
        line(Before, Some(1), "A weekend course in spring. Talking while walking works better than at the table."),
        line(Before, Some(0), "Reading the same book, each half of it."),
        line(GoalsUs, Some(0), "To be able to disagree about money and still eat together."),
        line(GoalsUs, Some(1), "An evening a week that belongs to us."),
        line(GoalsMe, Some(1), "To say that something hurts on the same day."),
        line(GoalsMe, Some(0), "To ask once and then wait."),
        line(Practical, Some(0), "Tuesdays after five. I would rather not be filmed."),
        line(Practical, Some(1), ""),
    ]);
    summary
}

fn set(summary: &Summary) -> Sheets {
    set_sheet(&Sheet::Summary(summary.clone()), Paper::A4)
}

fn said(summary: &Summary) -> Vec<String> {
    set(summary).lines().iter().map(|line| line.text.clone()).collect()
}

fn only(lines: Vec<SummaryLine>) -> Summary {
    Summary { lines, ..running() }
}

#[test]
fn a_running_summary_is_one_page_in_the_order_of_its_sections() {
    let sheets = set(&running());
    assert_eq!(sheets.page_count(), 1, "one page for a running session");
    let headings = sheets.lines().iter().filter(|line| line.role == LineRole::Heading);
    let headings: Vec<&str> = headings.map(|line| line.text.as_str()).collect();
    assert_eq!(
        headings,
        [
            "What went well",
            "What we tried, and what got in the way",
            "One hard moment, two views",
            "Our loop, in one line",
            "For today",
            "What we would like help with"
        ],
        "what both recognise stands under the moment, the topics and the hour under today"
    );
}

#[test]
fn the_pdf_of_a_summary_holds_every_line_of_the_screen_in_its_order_and_no_other() {
    for summary in [running(), Summary { standing: Standing::Approved, ..running() }] {
        let sheets = set(&summary);
        let lines: Vec<String> = sheets.lines().iter().map(|line| words(&line.text)).collect();
        assert_eq!(
            printed(&sheets).sheets(),
            [format!("{} 1 of 1", lines.join(" "))],
            "what is approved on the screen is what the counsellor reads"
        );
    }
}

#[test]
fn each_voice_begins_with_its_name_and_both_stand_behind_what_has_none() {
    let lines = said(&running());
    for line in [
        "Sam: How to stand beside each other in company.",
        "Both of us: Sunday evenings.",
        "What we both recognise: We each wait for the other to begin.",
        "Worthwhile for Noor: we leave with one sentence to begin with.",
        "One goes quiet, one asks more, the quiet gets longer.",
    ] {
        assert!(lines.contains(&line.to_owned()), "{line:?} is a line of its own: {lines:#?}");
    }
}

#[test]
fn a_first_summary_has_its_second_page_for_where_the_two_come_from() {
    let sheets = set(&first());
    assert_eq!(sheets.page_count(), 2, "two pages for a first session");
    let text = printed(&sheets).sheets();
    let mark = "Not yet approved by both ";
    assert!(
        text[1].starts_with(&format!("{mark}How we met, and what we value Noor: In a choir")),
        "the second page begins there, with the mark above: {}",
        text[1]
    );
    assert!(
        text[0].contains("Finding the first sentence."),
        "the first page is that of any summary"
    );
    for heading in ["What we tried before", "Goals for us", "Goals for myself", "Practical matters"]
    {
        assert!(text[1].contains(heading), "{heading} is on the second page: {}", text[1]);
    }
}

#[test]
fn every_page_says_who_stands_behind_it() {
    for (standing, mark, foot) in [
        (Standing::NotApproved, Some("Not yet approved by both"), "Not a record of safety."),
        (
            Standing::ByOne,
            Some("Notes by one of us"),
            "Written by one of us. Not a record of safety.",
        ),
        (Standing::Approved, None, "Holds only what both of us approved. Not a record of safety."),
    ] {
        for (number, sheet) in
            printed(&set(&Summary { standing, ..first() })).sheets().into_iter().enumerate()
        {
            let end = format!("{foot} {} of 2", number + 1);
            assert!(sheet.ends_with(&end), "{standing:?} ends with {end:?}: {sheet}");
            for known in ["Not yet approved by both", "Notes by one of us"] {
                let there = mark == Some(known);
                assert_eq!(sheet.starts_with(known), there, "{standing:?}, the top of {sheet}");
                assert_eq!(sheet.contains(known), there, "and nowhere else: {sheet}");
            }
        }
    }
}

#[test]
fn both_approvals_stand_where_it_says_who_wrote_it_and_only_then_does_it_say_both() {
    let approved = printed(&set(&Summary { standing: Standing::Approved, ..first() })).sheets();
    let part_one = "Written by us both. Not an assessment. Approved: Noor, Sam What went well";
    assert!(approved[0].contains(part_one), "in its first part: {}", approved[0]);
    assert_eq!(approved[1].matches("Approved:").count(), 0, "and only there: {}", approved[1]);
    for standing in [Standing::NotApproved, Standing::ByOne] {
        let lines = said(&Summary { standing, ..running() }).join(" ");
        assert!(lines.contains("Not an assessment."), "{standing:?} is no assessment: {lines}");
        for claim in ["Written by us both", "Approved"] {
            assert!(!lines.contains(claim), "{standing:?} must not claim {claim:?}: {lines}");
        }
    }
}

/// What somebody wrote before a partner has joined.
fn by_one() -> Summary {
    use Section::*;
    Summary {
        names: vec!["Noor".into()],
        standing: Standing::ByOne,
        lines: vec![
            line(Moment, Some(0), "I felt shut out."),
            line(Recognise, Some(0), "I wait for a beginning."),
            line(Loop, Some(0), "I ask more, and the quiet gets longer."),
            line(Topic, Some(0), "Sunday evenings."),
            line(Today, Some(0), ""),
            line(Worthwhile, Some(0), ""),
            line(Help, Some(0), "Finding the first sentence."),
        ],
        ..running()
    }
}

#[test]
fn notes_by_one_say_nothing_in_the_name_of_two() {
    let lines = said(&by_one());
    for line in [
        "Notes by one of us",
        "Not an assessment.",
        "One hard moment, as I saw it",
        "Noor: I felt shut out.",
        "What I recognise in it: I wait for a beginning.",
        "Our loop, as I see it",
        "About us both: Sunday evenings.",
        "A topic of my own: left open",
        "Worthwhile: left open",
        "What I would like help with",
        "Written by one of us. Not a record of safety.",
    ] {
        assert!(lines.contains(&line.to_owned()), "{line:?}: {lines:#?}");
    }
    let all = lines.join("\n");
    for of_two in ["Both of us", "both recognise", "Each of us", "two views", "us both."] {
        assert!(!all.contains(of_two), "{of_two:?} speaks for somebody who was not there: {all}");
    }
}

#[test]
fn a_name_that_reads_like_words_of_the_page_is_told_apart() {
    for name in ["Both of us", " both OF\u{200B} us", "What we both recognise", "One of us"] {
        let mut summary = only(vec![
            line(Section::Topic, None, "What both agreed on."),
            line(Section::Today, Some(0), "What one wrote."),
        ]);
        summary.names[0] = name.into();
        let lines = said(&summary);
        assert!(
            lines.contains(&"Both of us: What both agreed on.".to_owned()),
            "what both stand behind is as ever: {lines:?}"
        );
        let own = lines.iter().find(|line| line.ends_with("What one wrote.")).unwrap();
        assert_eq!(own, &format!("“{name}”: What one wrote."), "a name is a name");
    }
    let plain = said(&only(vec![line(Section::Today, Some(0), "What one wrote.")]));
    assert!(plain.contains(&"Noor: What one wrote.".to_owned()), "any other stands as it is");
}

#[test]
fn what_nobody_wrote_is_left_open_once_and_names_nobody() {
    use Section::*;
    let both = only(vec![line(Tried, Some(0), " \n"), line(Tried, Some(1), "")]);
    let lines = said(&both);
    assert_eq!(lines.iter().filter(|line| line.contains("left open")).count(), 1, "{lines:?}");
    let voices = lines.iter().filter(|line| line.starts_with("Noor:") || line.starts_with("Sam:"));
    assert_eq!(voices.count(), 0, "nobody is named as the one who left it: {lines:?}");

    let one = said(&only(vec![line(Help, Some(0), ""), line(Help, Some(1), "A beginning.")]));
    let at = |text: &str| one.iter().position(|line| line == text);
    assert!(
        at("One of us: left open").expect("a line of its own") < at("Sam: A beginning.").unwrap(),
        "in the place of the first: {one:?}"
    );
    assert!(!one.iter().any(|line| line.starts_with("Noor:")), "and not whose: {one:?}");

    let open = said(&only(vec![
        line(Recognise, None, ""),
        line(Topic, None, ""),
        line(Today, Some(1), ""),
        line(Today, Some(0), ""),
        line(Worthwhile, Some(0), ""),
        line(Worthwhile, Some(1), ""),
    ]));
    for line in [
        "What we both recognise: left open",
        "Both of us: left open",
        "Each of us: left open",
        "Worthwhile: left open",
    ] {
        assert!(open.contains(&line.to_owned()), "{line}: what is open is said: {open:?}");
    }
    for section in [WentWell, Tried, Moment, Today, Help, Met, Before, GoalsUs, GoalsMe] {
        let half = said(&only(vec![line(section, Some(0), "Said."), line(section, Some(1), "")]));
        assert!(
            half.contains(&"One of us: left open".to_owned()),
            "{section:?}: below what Noor said it must not read as more of it: {half:?}"
        );
    }
}

#[test]
fn what_is_left_open_has_a_line_to_write_on_and_what_is_said_has_none() {
    let drawn = |text: &str| {
        let sheets = set(&only(vec![line(Section::Help, Some(0), text)]));
        sheets.svg(0).unwrap().matches("stroke=").count()
    };
    assert_eq!(
        drawn(""),
        drawn("A beginning.") + 1,
        "one drawn line more, so that “left open” is nobody's words"
    );
}

#[test]
fn a_loop_nobody_agreed_on_does_not_print_at_all() {
    let text = said(&only(vec![line(Section::Loop, None, " "), line(Section::Help, None, "Yes.")]));
    let text = text.join(" ");
    assert!(
        !text.contains("loop") && !text.contains("left open"),
        "as if it was not there: {text}"
    );
}

#[test]
fn text_prints_as_typed_but_for_its_line_breaks() {
    for text in [
        "# no heading, *no* emphasis, [no](link) `or` - list",
        "#read(\"/etc/passwd\") $x$ @label <b> // and /* no code */",
        "{ $name } { paper-title }",
        "2  spaces",
    ] {
        let lines = said(&only(vec![line(Section::Help, Some(0), text)]));
        assert!(lines.contains(&format!("Noor: {text}")), "{text:?} is text: {lines:?}");
        let sheets = set(&only(vec![line(Section::Help, Some(0), text)]));
        let paper = printed(&sheets).text();
        assert!(paper.contains(&words(text)), "{text:?} is on paper as typed: {paper}");
    }
    let lines = said(&only(vec![line(Section::Help, Some(0), "one\r\n\n  two\nthree ")]));
    assert!(lines.contains(&"Noor: one two three".to_owned()), "breaks become spaces: {lines:?}");
}

#[test]
fn a_partner_without_a_name_is_one_of_us() {
    let mut summary = running();
    summary.names = vec![String::new(), " ".into()];
    summary.standing = Standing::Approved;
    let text = printed(&set(&summary)).text();
    assert!(text.contains("For our session Wednesday 28 October 2026."), "no names: {text}");
    assert!(text.contains("One of us: A way to pause"), "a voice is still a voice: {text}");
    assert!(text.contains("Approved by us both"), "the approval needs no name: {text}");
    summary.names = vec!["Noor".into()];
    summary.lines[0].author = Some(7);
    let text = printed(&set(&summary)).text();
    assert!(text.contains("One of us: I asked for help"), "nor one that does not exist: {text}");
}

#[test]
fn what_does_not_fit_is_offered_back_and_never_cut() {
    let mut summary = running();
    let long: String = (0..900).map(|n| format!("word{n} ")).collect();
    summary.lines[5].text = long.clone();
    summary.lines[1].text = long.chars().take(400).collect();
    let sheets = set(&summary);
    assert_eq!(sheets.too_long(), [5, 1], "the one furthest over its budget first");
    assert!(sheets.page_count() > 1, "it goes on on a further page, for its author to see");
    let paper = printed(&sheets).text();
    for n in 0..900 {
        assert!(paper.contains(&format!("word{n} ")), "word{n} is on paper");
    }
    assert!(set(&running()).too_long().is_empty(), "what fits is offered back to nobody");
}

#[test]
fn only_lines_of_the_page_that_is_too_full_are_offered_back() {
    let mut summary = first();
    let second = summary.lines.iter().position(|line| line.section == Section::Met).unwrap();
    summary.lines[second].text = "A long story, told at length. ".repeat(200);
    summary.lines[0].text = "A little over what is gentle. ".repeat(8);
    assert_eq!(set(&summary).too_long(), [second], "page one has room");
    summary.lines[second].text = "Short.".into();
    summary.lines[4].text = "A long story, told at length. ".repeat(200);
    assert_eq!(set(&summary).too_long(), [4, 0], "and now page two has");
}

#[test]
fn where_nobody_is_over_their_budget_the_longest_of_both_are_offered_back() {
    let mut summary = running();
    for line in &mut summary.lines {
        let most = line.section.budget(Form::Running);
        line.text = "\u{65E5}".repeat(if line.author == Some(0) { most } else { most - 1 });
    }
    let sheets = set(&summary);
    let offered: Vec<_> = sheets
        .too_long()
        .iter()
        .map(|at| (summary.lines[*at].section, summary.lines[*at].author))
        .collect();
    assert_eq!(
        offered,
        [(Section::Moment, Some(0)), (Section::Moment, Some(1))],
        "wide signs fill the page within the budget: both are asked, not one"
    );
}

#[test]
fn an_order_can_be_written_down_and_read_again() {
    for sheet in [Sheet::Summary(first()), Sheet::Summary(running())] {
        let json = serde_json::to_string(&sheet).unwrap();
        let read: Sheet = serde_json::from_str(&json).unwrap();
        assert_eq!(read, sheet, "it goes to another process");
    }
}

#[test]
fn strange_lines_are_printed_or_named_and_never_stop_the_page() {
    for (text, fits) in [
        ("w".repeat(10_000), false),
        ("word ".repeat(2_000), false),
        ("\u{1F44B}\u{1F3FD}\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}".repeat(8), true),
        ("\u{5E9}\u{5DC}\u{5D5}\u{5DD} and Sam (18) \u{5D8}\u{5D5}\u{5D1}".into(), true),
        ("\u{202E}reversed\u{2066} a\u{0}b\u{1}c".into(), true),
        ("#panic() *b* _i_ $x$ <l> @r `c` \\".into(), true),
        ("\u{10FFFD}".into(), true),
    ] {
        let shown: String = text.chars().take(12).collect();
        let summary = only(vec![
            line(Section::Moment, Some(0), &text),
            line(Section::Moment, Some(1), "Yes."),
        ]);
        let sheets = set(&summary);
        assert_eq!(
            sheets.too_long().is_empty(),
            fits,
            "{shown:?}: only what is long is offered back"
        );
        let stray = sheets.missing().into_iter().filter(|letter| !text.contains(letter)).count();
        assert_eq!(stray, 0, "{shown:?}: only letters of the text can be missing");
        let printed = printed(&sheets);
        assert!(printed.reach() <= 595.0 - 45.0, "{shown:?} reaches {}", printed.reach());
        assert!(printed.text().contains("Sam: Yes."), "{shown:?} takes nothing of the other voice");
    }
}

#[test]
fn a_name_in_another_script_does_not_turn_the_sheets_own_lines_around() {
    let mut summary = running();
    summary.names[0] = "\u{5E0}\u{5D5}\u{5E8}".into();
    let printed = printed(&set(&summary));
    let covers = printed.place_of("Covers");
    let date = printed.place_of("Wednesday");
    assert!(date.start < 300.0 && covers.start < 70.0, "the dates begin at the left: {date:?}");
}
