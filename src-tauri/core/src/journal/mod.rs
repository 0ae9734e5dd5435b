//! What people see: a journal, the sittings in it, pages and drafts.
//!
//! A locked [`Journal`] can only show faces and be unlocked. A [`Sitting`] is
//! one partner here, a [`TogetherSitting`] both, an [`OursSitting`] somebody who can only
//! read Ours: code that holds neither
//! cannot ask for text. Every page is the fold of the changes that name it,
//! kept in memory as heads; whole texts are decrypted when they are asked for.
//!
//! What is *not* here: words for people, and anything of the file but through
//! [`crate::vault`].

mod agreeing;
mod alarm;
mod at;
mod attaching;
mod book;
mod choices;
mod covered;
mod desk;
mod draft;
mod drafting;
mod erasing;
mod error;
mod excerpt;
mod facts;
mod frame;
mod going_on;
mod kinds;
mod making;
mod mending;
mod metadata;
mod ours;
mod page;
mod parts;
mod passed;
mod picture;
mod reading;
mod rotation;
mod sharing;
mod sitting;
mod summaries;
mod sweeping;
mod together;
mod trial;
mod up_to_date;
mod ways_in;
mod writer;

pub use alarm::Alarm;
pub use attaching::{Attached, Attachment};
pub use covered::Cover;
pub use draft::{Draft, DraftBody};
pub use error::{BadInput, JournalError};
pub use frame::{Frame, PaperSize, Section, Template};
pub use kinds::{Depth, Mark, Noticed, Own, Words};
pub use making::{Journal, NewJournal, OpenFor, restore, restore_with_kit};
pub use metadata::Metadata;
pub use ours::OursSitting;
pub use page::{
    FirstStep, OpenedAnswer, Page, PageHead, PageKind, Part, Practice, PracticePage, Reply,
    ReplyKind, Space, Timeline, TimelineFilter, Version,
};
pub use parts::PAUSE;
pub use picture::Picture;
pub use sitting::Sitting;
pub use together::TogetherSitting;
pub use trial::{Trial, try_restore, try_restore_with_kit};
pub use up_to_date::Before;

pub(crate) use at::{AnswerAt, TextAt};
pub(crate) use desk::{Desk, check_noticed};
pub(crate) use kinds::{
    AnswerBody, ApprovalBody, DepthBody, FinishedBody, FrameBody, LAST_TURN, MarkBody, NoticedBody,
    OpenedBody, PartBody, PracticeBody, ProposedBody, QuestionBody, ReplyBody, SummaryBody,
};
pub(crate) use parts::PartAt;
pub(crate) use summaries::Until;
pub(crate) use writer::Writer;
