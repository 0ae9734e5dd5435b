//! `verify-summary`: whether both stand behind a counselling summary as it is now.

use crate::arguments::VerifySummary;
use crate::failure::{Code, Failure};
use crate::output::{field, print};
use crate::passphrase::Passphrases;
use crate::visit;
use duologue_core::Link;
use duologue_core::journal::{JournalError, Sitting};
use duologue_core::practice::{Approval, ApprovalState, Summary};

/// Holds both signatures against what stands in the journal, and says who signed what when.
pub fn check(verify: &VerifySummary, passphrases: &Passphrases) -> Result<(), Failure> {
    let opened = visit::ask(&verify.journal, &verify.label, passphrases)?;
    let summary = visit::sit(&verify.journal, &opened, |sitting| {
        Ok(sitting.summary(find(sitting, verify)?)?)
    })?;
    let told: Vec<String> =
        summary.approvals.iter().map(|approval| line(approval, &summary)).collect();
    if summary.approvals.iter().any(|one| one.state == ApprovalState::NotAuthentic) {
        let what = format!("not authentic (approval): {}", told.join("; "));
        return Err(Failure::new(Code::Damaged, what));
    }
    if !summary.both_approve() {
        let what = format!("not approved by both as it stands now: {}", told.join("; "));
        return Err(Failure::new(Code::Other, what));
    }
    let frame = &summary.content.frame;
    print(&format!(
        "{}\nbegun on {}, about {} to {}\ncontent {}\n{}\n",
        summary.id,
        summary.content.made,
        frame.from,
        frame.to,
        summary.hash,
        told.join("\n"),
    ))
}

/// The one that is named, or the newest.
fn find(sitting: &Sitting, verify: &VerifySummary) -> Result<Link, Failure> {
    let named = |id: &Link| match &verify.summary {
        Some(prefix) => id.to_string().starts_with(&prefix.0),
        None => true,
    };
    let mut found = sitting.summaries().into_iter().filter(named);
    let first = found.next().ok_or(JournalError::NoSuchPage)?;
    if verify.summary.is_some() && found.next().is_some() {
        return Err(Failure::new(Code::NotFound, "more than one summary begins like this"));
    }
    Ok(first)
}

fn line(approval: &Approval, summary: &Summary) -> String {
    let names = &summary.content.names;
    let name = names.iter().find(|name| name.id == approval.partner);
    let label = field(name.map_or("", |name| &name.label));
    let when = approval.at.map(|at| at.date_naive().to_string()).unwrap_or_default();
    match approval.state {
        ApprovalState::Holds => format!("{label} approved it on {when}"),
        ApprovalState::Changed => format!("changed since {label} approved it on {when}"),
        ApprovalState::None => format!("{label} has not approved it"),
        ApprovalState::NotAuthentic => format!("{label} did not sign what stands under this name"),
    }
}
