//! Everything that a person can look at.

use crate::{TEXTS, good};
use chrono::NaiveDate;
use duologue_core::journal::{Depth, Page, Sitting, TimelineFilter};

/// Looks at all of it once; what is a page comes back.
pub fn everything(sitting: &Sitting) -> Vec<Page> {
    let timeline = sitting.timeline(&TimelineFilter::default(), None, usize::MAX);
    for head in &timeline.heads {
        let _ = sitting.page(head.id);
        let _ = sitting.attachments(head.id);
        let _ = sitting.may_attach(head.id);
        let _ = sitting.summary(head.id);
    }
    let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    let _ = (sitting.tags(), sitting.has_photos(), sitting.on_this_day(), sitting.today());
    let _ = (sitting.written_days(day(1900), day(2200)), sitting.alarms(), sitting.problems());
    let _ = (sitting.faces(), sitting.tips(), sitting.keyslots(), sitting.refused_grants());
    let _ = (sitting.drafts(), sitting.left_words(), sitting.saved_noticed(), sitting.questions());
    let _ = (sitting.marked_ideas(), sitting.own_content());
    let _: Depth = sitting.depth();
    for summary in sitting.summaries() {
        let _ = (sitting.summary(summary), sitting.proposable_pages(summary));
    }
    for begun in sitting.begun_practices().into_iter().flatten() {
        let _ = (sitting.begun_practice(begun.id), sitting.part_drafts(begun.id));
    }
    let _ = (sitting.agreed_practice(), sitting.check(&mut core_tests::go_on));
    sitting.pages().unwrap_or_default()
}

/// Which of Noor's pages are read as they were written; none is read as another.
pub fn read(sitting: &Sitting) -> Vec<usize> {
    let is_read = |n: &usize| {
        let Ok(page) = sitting.page(good().pages[*n]) else { return false };
        assert_eq!(page.text, TEXTS[*n], "a page says what was written, or nothing");
        true
    };
    (0..6).filter(is_read).collect()
}

/// No page says anything that none of both wrote.
pub fn assert_nothing_is_made_up(pages: &[Page]) {
    for page in pages {
        let known =
            ["", "Sam's"].contains(&page.text.as_str()) || TEXTS.contains(&page.text.as_str());
        assert!(known, "nobody wrote {:?}", page.text);
    }
}
