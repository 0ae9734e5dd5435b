//! Replies to opened answers: each receives before anybody comments.

use super::questions::seal;
use core_tests::{Kept, journal_of_two, lock, lock_both};
use duologue_core::Link;
use duologue_core::journal::{BadInput, DraftBody, JournalError, Page, ReplyKind, Sitting};

fn opened() -> (Kept, Link) {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let question = noor.put_question("Why?", None).unwrap();
    seal(&mut noor, question, "N");
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    seal(&mut sam, question, "S");
    lock(sam);
    let mut both = journal.together();
    both.open_answers(question, &[journal.noor, journal.sam]).unwrap();
    lock_both(both);
    (journal, question)
}

fn reply(sitting: &mut Sitting, question: Link, text: &str) -> Result<Page, JournalError> {
    let draft = sitting.save_draft(None, DraftBody::Reply { question, text: text.into() })?;
    sitting.reply(draft.id)
}

#[test]
fn nobody_comments_before_both_have_received() {
    let (journal, question) = opened();
    let mut noor = journal.sit(journal.noor);
    let page = reply(&mut noor, question, "I hear you.").unwrap();
    assert_eq!(page.replies[0].kind, ReplyKind::Receive, "the first reply receives");
    let early = reply(&mut noor, question, "But!");
    assert_eq!(
        early,
        Err(JournalError::BadInput(BadInput::NotReceived)),
        "Sam has not received yet"
    );
    assert_eq!(noor.drafts().unwrap().len(), 1, "the words are kept as a draft");
    lock(noor);
    let mut sam = journal.sit(journal.sam);
    reply(&mut sam, question, "Thank you.").unwrap();
    lock(sam);
    let mut noor = journal.sit(journal.noor);
    let draft = noor.drafts().unwrap()[0].id;
    let page = noor.reply(draft).unwrap();
    let kinds: Vec<_> = page.replies.iter().map(|r| (r.author, r.kind, r.text.as_str())).collect();
    let expected = [
        (journal.noor, ReplyKind::Receive, "I hear you."),
        (journal.sam, ReplyKind::Receive, "Thank you."),
        (journal.noor, ReplyKind::Comment, "But!"),
    ];
    assert_eq!(kinds, expected, "once both have received, anybody comments");
    lock(noor);
    assert_eq!(journal.sit(journal.sam).page(question).unwrap(), page, "both read the same");
}

#[test]
fn a_question_that_is_not_opened_has_no_replies() {
    let journal = journal_of_two();
    let mut noor = journal.sit(journal.noor);
    let question = noor.put_question("Why?", None).unwrap();
    assert_eq!(
        reply(&mut noor, question, "Hm."),
        Err(JournalError::BadInput(BadInput::NotOpened)),
        "nothing to reply to yet"
    );
}

#[test]
fn together_each_replies_in_their_own_name() {
    let (journal, question) = opened();
    let mut both = journal.together();
    for author in [journal.sam, journal.noor] {
        let body = DraftBody::Reply { question, text: "Received.".into() };
        let draft = both.save_draft(author, None, body).unwrap();
        both.reply(draft.id).unwrap();
    }
    let page = both.page(question).unwrap();
    let authors: Vec<_> = page.replies.iter().map(|reply| reply.author).collect();
    assert_eq!(
        authors,
        [journal.sam, journal.noor],
        "each signed their own, in the order of writing"
    );
    assert_eq!(both.drafts().unwrap(), [], "no draft is left");
    lock_both(both);
    assert_eq!(journal.sit(journal.noor).alarms(), [], "everything holds");
}
