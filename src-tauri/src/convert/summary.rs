//! The counselling summary, to the window, to paper and back.

use super::practice::same;
use super::{day, id};
use crate::failure::Done;
use crate::shapes;
use duologue_chosen::standing_of;
use duologue_core::journal;
use duologue_core::practice::{self, LineOf};
use duologue_paper::{Sheet, Standing};

same!(shapes::Form, journal::Template: Running, First);
same!(shapes::Paper, journal::PaperSize: A4, Letter);
same!(shapes::Section, journal::Section: WentWell, Tried, Moment, Recognise, Loop, Topic, Today, Worthwhile, Help, Met, Before, GoalsUs, GoalsMe, Practical);
same!(shapes::Section, duologue_paper::Section: WentWell, Tried, Moment, Recognise, Loop, Topic, Today, Worthwhile, Help, Met, Before, GoalsUs, GoalsMe, Practical);
same!(shapes::Form, duologue_paper::Form: Running, First);
same!(shapes::ApprovalState, practice::ApprovalState: None, Changed, Holds, NotAuthentic);

/// Reads how a summary is to be set.
pub(crate) fn frame(frame: shapes::SummaryFrame) -> Done<journal::Frame> {
    let shapes::SummaryFrame { form, paper, language, from, to } = frame;
    let (from, to) = (day(&from)?, day(&to)?);
    Ok(journal::Frame { template: form.into(), paper: paper.into(), language, from, to })
}

/// How a summary is set.
pub(crate) fn frame_shape(frame: &journal::Frame) -> shapes::SummaryFrame {
    let journal::Frame { template, paper, language, from, to } = frame;
    shapes::SummaryFrame {
        form: (*template).into(),
        paper: (*paper).into(),
        language: language.clone(),
        from: from.to_string(),
        to: to.to_string(),
    }
}

/// A summary as the window shows it.
pub(crate) fn summary(
    summary: practice::Summary,
    agreed_practice: Option<String>,
) -> shapes::Summary {
    let approved = summary.both_approve();
    let form = shapes::Form::from(summary.content.frame.template).into();
    shapes::Summary {
        id: summary.id.to_string(),
        made: summary.content.made.to_string(),
        frame: frame_shape(&summary.content.frame),
        names: summary.content.names.iter().map(|name| name.id.to_string()).collect(),
        lines: summary.content.lines.into_iter().map(|one| line(one, form)).collect(),
        agreements: summary.agreements.into_iter().map(agreement).collect(),
        proposed: summary.proposed.into_iter().map(proposed).collect(),
        approvals: summary.approvals.into_iter().map(approval).collect(),
        approved,
        next: summary.next.into_iter().map(super::practice::next).collect(),
        agreed_practice,
        finished: summary.finished,
    }
}

fn line(line: LineOf, form: duologue_paper::Form) -> shapes::SummaryLine {
    shapes::SummaryLine {
        section: line.section.into(),
        author: line.author.map(|author| author.to_string()),
        text: line.text,
        step: line.section.step().to_owned(),
        budget: on_paper(line.section).budget(form),
    }
}

fn on_paper(section: journal::Section) -> duologue_paper::Section {
    shapes::Section::from(section).into()
}

fn agreement(agreement: practice::Agreement) -> shapes::Agreement {
    let practice::Agreement { section, text, by, turn, agreed } = agreement;
    shapes::Agreement { section: section.into(), text, by: by.to_string(), turn, agreed }
}

fn proposed(proposed: practice::ProposedPage) -> shapes::ProposedPage {
    shapes::ProposedPage {
        page: proposed.page.to_string(),
        by: proposed.by.iter().map(ToString::to_string).collect(),
    }
}

fn approval(approval: practice::Approval) -> shapes::Approval {
    shapes::Approval {
        partner: approval.partner.to_string(),
        state: approval.state.into(),
        at: approval.at.map(|at| at.to_rfc3339()),
    }
}

/// A summary as it is set, with what is typed in the place of what stood there.
pub(crate) fn sheet_of(summary: &practice::Summary, typed: &[shapes::TypedLine]) -> Done<Sheet> {
    let content = &summary.content;
    let ids: Vec<_> = content.names.iter().map(|name| name.id).collect();
    let place = |author| ids.iter().position(|id| *id == author);
    let mut lines: Vec<duologue_paper::SummaryLine> = content
        .lines
        .iter()
        .map(|line| duologue_paper::SummaryLine {
            section: on_paper(line.section),
            author: line.author.and_then(place),
            text: line.text.clone(),
        })
        .collect();
    for shapes::TypedLine { section, author, text } in typed {
        let section = duologue_paper::Section::from(*section);
        let author = place(id(author)?);
        let fits = |line: &&mut duologue_paper::SummaryLine| {
            line.section == section && (line.author.is_none() || line.author == author)
        };
        if let Some(line) = lines.iter_mut().find(fits) {
            line.text.clone_from(text);
        }
    }
    Ok(Sheet::Summary(duologue_paper::Summary {
        names: content.names.iter().map(|name| name.label.clone()).collect(),
        made: content.made,
        from: content.frame.from,
        to: content.frame.to,
        form: shapes::Form::from(content.frame.template).into(),
        standing: match standing_of(summary) {
            Standing::Approved if !typed.is_empty() => Standing::NotApproved,
            standing => standing,
        },
        lines,
    }))
}
