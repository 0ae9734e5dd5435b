//! Clear print: nothing small, and nothing that moves when a summary is approved.

use crate::budget::filled;
use crate::printed::{Printed, printed, set_sheet};
use crate::prose::PROSE;
use crate::summary::{first, running};
use duologue_paper::{Form, Paper, Sheet, Standing, Summary};

const STANDINGS: [Standing; 3] = [Standing::Approved, Standing::NotApproved, Standing::ByOne];

fn on(paper: Paper, standing: Standing, summary: &Summary) -> Printed {
    printed(&set_sheet(&Sheet::Summary(Summary { standing, ..summary.clone() }), paper))
}

/// With every voice at its budget, so that it stands closer.
fn full(form: Form) -> Summary {
    filled(form, PROSE[1].1, |section| section.budget(form))
}

#[test]
fn nothing_is_smaller_than_twelve_points_with_room_or_closer() {
    for summary in [running(), first(), full(Form::Running), full(Form::First)] {
        for standing in STANDINGS {
            for paper in [Paper::A4, Paper::Letter] {
                for (size, text) in on(paper, standing, &summary).sizes() {
                    assert!(size >= 12, "{standing:?} on {paper:?}: {text:?} is {size} points");
                }
            }
        }
    }
}

#[test]
fn a_summary_that_stands_closer_says_who_approved_at_the_foot_of_every_page() {
    for form in [Form::Running, Form::First] {
        let summary = full(form);
        let names = summary.names.join(", ");
        for (paper, height) in [(Paper::A4, 842.0), (Paper::Letter, 792.0)] {
            let printed = on(paper, Standing::Approved, &summary);
            let approved = format!("Approved: {names}");
            for (number, page) in printed.tops().iter().enumerate() {
                let foot: Vec<_> = page.iter().filter(|(top, _)| *top > height - 72.0).collect();
                assert_eq!(foot.len(), 2, "page {number} on {paper:?}, two lines: {foot:?}");
                assert!(foot[1].1.starts_with(&approved), "and the names whole: {foot:?}");
                let below = height - foot[1].0 - 12.0;
                assert!(below > 28.0, "a printer reaches so far down: {below} points are left");
            }
        }
    }
}

#[test]
fn approving_moves_no_line_whether_a_page_has_room_or_none() {
    for summary in [running(), first(), full(Form::Running), full(Form::First)] {
        for paper in [Paper::A4, Paper::Letter] {
            let [before, after] = [Standing::NotApproved, Standing::Approved]
                .map(|standing| said(on(paper, standing, &summary)));
            assert_eq!(
                before, after,
                "on {paper:?} room was kept for the line that says who approved"
            );
        }
    }
}

/// The lines between the opening and the foot of each page, and how far from its top they stand,
/// in tenths of a point.
fn said(printed: Printed) -> Vec<Vec<(i64, String)>> {
    let begins =
        |text: &str| ["What went well", "How we met"].iter().any(|one| text.starts_with(one));
    let ends = |text: &str| ["Holds only", "Not a record"].iter().any(|one| text.starts_with(one));
    let of_page = |page: Vec<(f64, String)>| -> Vec<(i64, String)> {
        let from = page.iter().position(|(_, text)| begins(text)).expect("a first heading");
        let lines = page.into_iter().skip(from).take_while(|(_, text)| !ends(text));
        lines.map(|(top, text)| ((top * 10.0).round() as i64, text)).collect()
    };
    let pages: Vec<_> = printed.tops().into_iter().map(of_page).collect();
    assert!(pages.iter().all(|page| page.len() > 8), "there is something to compare: {pages:?}");
    pages
}
