//! Practices by steps, as a test goes through them.

use duologue_core::journal::{DraftBody, JournalError, TogetherSitting, Words};
use duologue_core::practice::BegunPractice;
use duologue_core::{Id, Link};

/// Words, and nothing that is chosen.
pub fn words(text: &str) -> Words {
    Words { text: text.into(), ..Words::default() }
}

/// What one is writing of a step.
pub fn part(of: Link, step: &str, turn: u32, words: Words) -> DraftBody {
    DraftBody::Part { of, step: step.into(), turn, words }
}

/// One of both says something; of what is refused no draft is left.
pub fn say(
    both: &mut TogetherSitting,
    of: Link,
    by: Id,
    (step, turn): (&str, u32),
    words: Words,
) -> Result<BegunPractice, JournalError> {
    let draft = both.save_draft(by, None, part(of, step, turn, words)).unwrap();
    let said = both.say_part(by, draft.id);
    if said.is_err() {
        both.discard_draft(draft.id).unwrap();
    }
    said
}

/// Whose turn it is, and for what.
pub fn steps(begun: &BegunPractice) -> Vec<(&'static str, u32, Id)> {
    begun.next.iter().map(|next| (next.step, next.turn, next.by)).collect()
}

/// A yes, without a word.
pub fn yes() -> Words {
    Words { choice: Some("yes".into()), ..Words::default() }
}
