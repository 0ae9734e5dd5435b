//! The budgets of a summary: whoever keeps to them need not shorten anything.

use crate::printed::{day, set_sheet};
use crate::prose::{PROSE, letters};
use duologue_paper::{Form, Paper, Section, Sheet, Standing, Summary, SummaryLine};

const RUNNING: [Section; 9] = [
    Section::WentWell,
    Section::Tried,
    Section::Moment,
    Section::Recognise,
    Section::Loop,
    Section::Topic,
    Section::Today,
    Section::Worthwhile,
    Section::Help,
];
const SECOND: [Section; 5] =
    [Section::Met, Section::Before, Section::GoalsUs, Section::GoalsMe, Section::Practical];

pub fn sections(form: Form) -> Vec<Section> {
    let second: &[Section] = if form == Form::First { &SECOND } else { &[] };
    RUNNING.iter().chain(second).copied().collect()
}

/// Every voice of every section, each with as much as `length` says.
pub fn filled(form: Form, text: &str, length: impl Fn(Section) -> usize) -> Summary {
    let authors = |section| match section {
        Section::Recognise | Section::Loop | Section::Topic => vec![None],
        _ => vec![Some(0), Some(1)],
    };
    let line = |section| {
        let text = letters(text, length(section));
        authors(section).into_iter().map(move |author| SummaryLine {
            section,
            author,
            text: text.clone(),
        })
    };
    Summary {
        names: vec![
            "Wilhelmina Marie Bommarow".chars().take(24).collect(),
            "Maximilian Wawrzyniakowm".into(),
        ],
        made: day(28),
        from: chrono::NaiveDate::from_ymd_opt(2025, 11, 28).unwrap(),
        to: day(23),
        form,
        standing: Standing::Approved,
        lines: sections(form).into_iter().flat_map(line).collect(),
    }
}

#[test]
fn every_voice_at_its_budget_fits_the_pages_of_the_form() {
    for form in [Form::Running, Form::First] {
        for paper in [Paper::A4, Paper::Letter] {
            for standing in [Standing::Approved, Standing::NotApproved] {
                for (name, text) in PROSE {
                    let summary = filled(form, text, |section| section.budget(form));
                    let summary = Summary { standing, ..summary };
                    let sheets = set_sheet(&Sheet::Summary(summary), paper);
                    let pages = if form == Form::First { 2 } else { 1 };
                    assert_eq!(
                        (sheets.page_count(), sheets.too_long()),
                        (pages, &[][..]),
                        "{name} on {paper:?}, {form:?}, {standing:?}: who kept to the budget \
                         must not be asked to shorten"
                    );
                }
            }
        }
    }
}

#[test]
fn a_budget_is_room_for_a_thought() {
    for form in [Form::Running, Form::First] {
        for section in sections(form) {
            let budget = section.budget(form);
            assert!((60..=600).contains(&budget), "{section:?} has {budget} characters");
        }
    }
}

#[test]
fn two_voices_have_equal_room() {
    // An index of an author never enters the budget: the function does not take one.
    let summary = filled(Form::Running, PROSE[0].1, |section| section.budget(Form::Running) * 3);
    let sheets = set_sheet(&Sheet::Summary(summary.clone()), Paper::A4);
    let of = |author| {
        let theirs = |at: &&usize| summary.lines[**at].author == Some(author);
        sheets.too_long().iter().filter(theirs).count()
    };
    assert!(of(0) > 0 && of(0) == of(1), "both are asked alike: {} and {}", of(0), of(1));
}

#[test]
fn shortening_what_is_offered_back_to_its_budget_makes_it_fit() {
    for form in [Form::Running, Form::First] {
        for paper in [Paper::A4, Paper::Letter] {
            for (name, text) in PROSE {
                let mut summary = filled(form, text, |section| section.budget(form) * 2);
                let mut rounds = 0;
                loop {
                    let sheets = set_sheet(&Sheet::Summary(summary.clone()), paper);
                    let Some(worst) = sheets.too_long().first() else { break };
                    let line = &mut summary.lines[*worst];
                    line.text = letters(&line.text, line.section.budget(form));
                    rounds += 1;
                    assert!(rounds <= summary.lines.len(), "{name} on {paper:?}: it has an end");
                }
                assert!(rounds > 0, "{name} on {paper:?}: twice the budget does not fit");
            }
        }
    }
}
