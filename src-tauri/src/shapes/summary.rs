//! The counselling summary: its lines, what both stand behind, and approvals.

use super::{Next, Paper};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

shape! {
    /// The form of a summary.
    #[derive(Copy, Eq)]
    pub enum Form {
        /// Before one of many sessions: one page.
        Running,
        /// Before the first: a second page.
        First,
    }
}

shape! {
    /// A section of a summary.
    #[derive(Copy, Eq)]
    pub enum Section {
        /// What went well.
        WentWell,
        /// What we tried, and what got in the way.
        Tried,
        /// One hard moment.
        Moment,
        /// What both recognise in it.
        Recognise,
        /// Our loop in one line.
        Loop,
        /// One shared topic for today.
        Topic,
        /// One topic of one's own for today.
        Today,
        /// What would make this hour worthwhile.
        Worthwhile,
        /// What we would like help with.
        Help,
        /// How we met and what we value.
        Met,
        /// What we tried before.
        Before,
        /// Goals for us.
        GoalsUs,
        /// Goals for myself.
        GoalsMe,
        /// Practical matters.
        Practical,
    }
}

shape! {
    /// How a summary is set and which days it is about.
    #[derive(Eq)]
    pub struct SummaryFrame {
        /// Its form.
        pub form: Form,
        /// Its paper.
        pub paper: Paper,
        /// The language of its headings, a BCP 47 tag.
        pub language: String,
        /// First day of the period.
        pub from: String,
        /// Last day of the period.
        pub to: String,
    }
}

shape! {
    /// One line of a section, as it prints.
    pub struct SummaryLine {
        /// Where.
        pub section: Section,
        /// Whose; nobody's where both stand behind one line.
        pub author: Option<String>,
        /// The words; empty where it is left open.
        pub text: String,
        /// The step of the practice that holds it.
        pub step: String,
        /// How many characters each voice may gently use here.
        pub budget: usize,
    }
}

shape! {
    /// The newest line proposed for both.
    pub struct Agreement {
        /// Where.
        pub section: Section,
        /// The words.
        pub text: String,
        /// Who proposes it.
        pub by: String,
        /// In which turn.
        pub turn: u32,
        /// The other agrees: only then it prints.
        pub agreed: bool,
    }
}

shape! {
    /// A page of Ours to start from.
    pub struct ProposedPage {
        /// Which.
        pub page: String,
        /// Who proposes it.
        pub by: Vec<String>,
    }
}

shape! {
    /// What became of one partner's approval.
    #[derive(Copy, Eq)]
    pub enum ApprovalState {
        /// They have approved nothing.
        None,
        /// Something was changed since, by anyone.
        Changed,
        /// They stand behind what stands there now.
        Holds,
        /// It stands under their name, and they did not sign it.
        NotAuthentic,
    }
}

shape! {
    /// One partner's newest approval.
    pub struct Approval {
        /// Whose.
        pub partner: String,
        /// Whether it counts.
        pub state: ApprovalState,
        /// When it was given.
        pub at: Option<String>,
    }
}

shape! {
    /// A summary as it stands now.
    pub struct Summary {
        /// Its id, and later the page's.
        pub id: String,
        /// The day it was begun.
        pub made: String,
        /// Form, paper, language, period.
        pub frame: SummaryFrame,
        /// Whose it is, whoever comes first in the first section before the other: one or two.
        pub names: Vec<String>,
        /// Every line of every section, in the order they print.
        pub lines: Vec<SummaryLine>,
        /// What is proposed for both, agreed or not.
        pub agreements: Vec<Agreement>,
        /// Pages of Ours to start from.
        pub proposed: Vec<ProposedPage>,
        /// Of each, in the order of the names.
        pub approvals: Vec<Approval>,
        /// Both stand behind it: it prints without a mark.
        pub approved: bool,
        /// What may be written next, by those who are here.
        pub next: Vec<Next>,
        /// The small practice both agreed on after the last session, to begin "what we tried".
        pub agreed_practice: Option<String>,
        /// It is a page now.
        pub finished: bool,
    }
}

shape! {
    /// A line that is being typed and not shared, shown on the preview before it is.
    pub struct TypedLine {
        /// Where.
        pub section: Section,
        /// Whose.
        pub author: String,
        /// The words so far.
        pub text: String,
    }
}
