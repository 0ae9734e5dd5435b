//! Writing the year: each moment by whoever did it, at the time they did it.
//!
//! Nobody's words wait for another's but at the table, so each sits down once for what they wrote
//! apart, and both once for what they did together: sitting down reads the whole journal.

use crate::clock::Clock;
use crate::moments::{self, Deed, Give, Moment, Partner, Parts};
use crate::{PASSPHRASE, SampleError};
use chrono::TimeDelta;
use duologue_core::crypto::{Cost, pages_hash};
use duologue_core::journal::{
    BadInput, DraftBody, Frame, Journal, JournalError, NewJournal, Noticed, OpenFor, PaperSize,
    Sitting, Template, TogetherSitting, Words,
};
use duologue_core::practice::Way;
use duologue_core::system::System;
use duologue_core::vault::{Computer, Face, NewMember, Opened, Watch};
use duologue_core::{Id, Link};
use std::collections::HashMap;
use std::path::Path;

/// Nothing in it is secret: the least that unlocking leaves as it is.
const COST: Cost = Cost::FLOOR;

/// Writes the year into a new journal at `path`, and closes it. `watch` is told how many moments
/// are done, of how many.
///
/// # Errors
/// [`SampleError`]; what was written so far stays for the caller to remove.
pub fn write(path: &Path, computer: Computer, watch: Watch<'_>) -> Result<(), SampleError> {
    let all = moments::all()?;
    let first = all.first().ok_or_else(|| SampleError::Data("no moment".into()))?;
    let clock = Clock::at(first.at.0 - TimeDelta::hours(1));
    let total = all.len() as u64;
    let mut year =
        Year { clock, opened: HashMap::new(), known: HashMap::new(), watch, done: 0, total };
    let [robins, amals, answers, both] = moments::by_sitting(all);
    let mut robin = year.begin(path, computer)?;
    year.apart(&mut robin, robins)?;
    let mut amal = year.sit(robin.lock()?, Partner::Amal)?;
    year.apart(&mut amal, amals)?;
    let mut robin = year.sit(amal.lock()?, Partner::Robin)?;
    year.apart(&mut robin, answers)?;
    let joined = robin.sit_together(year.opened(Partner::Amal)?);
    let mut table = joined.map_err(|(_, error)| error)?;
    year.together(&mut table, both)?;
    Ok(table.lock()?.close()?)
}

/// A year that is being written.
struct Year<'a> {
    clock: Clock,
    /// What their passphrases opened, so that each is derived once.
    opened: HashMap<Partner, Opened>,
    /// What a later moment may speak of, by its key.
    known: HashMap<String, Link>,
    watch: Watch<'a>,
    done: u64,
    total: u64,
}

// ── people ───────────────────────────────────────────────────────

fn face(partner: Partner) -> Face {
    let (label, colour, shape) = match partner {
        Partner::Robin => ("Robin", "ochre", "arch"),
        Partner::Amal => ("Amal", "indigo", "leaf"),
    };
    Face { label: label.into(), colour: colour.into(), shape: shape.into() }
}

impl Year<'_> {
    /// Makes the journal; Robin is here then, and Amal has joined.
    fn begin(&mut self, path: &Path, computer: Computer) -> Result<Sitting, JournalError> {
        let mut system = System::default();
        let [robin, amal] = [Partner::Robin, Partner::Amal].map(face);
        let new = NewJournal::prepare(&robin, PASSPHRASE, COST, &mut system)?;
        let mut sitting = new.write(path, computer, self.clock.surroundings())?;
        let member = NewMember::make(sitting.vault(), &amal, PASSPHRASE, COST, &mut system)?;
        sitting.add_partner(&member, &amal, OpenFor::Everything)?;
        let [robins, amals] = [sitting.own_challenge()?, sitting.partner_challenge()?];
        self.opened.insert(Partner::Robin, robins.answer(PASSPHRASE, None)?);
        self.opened.insert(Partner::Amal, amals.answer(PASSPHRASE, None)?);
        Ok(sitting)
    }

    fn opened(&self, who: Partner) -> Result<&Opened, JournalError> {
        self.opened.get(&who).ok_or(JournalError::NeedsBoth)
    }

    fn id(&self, who: Partner) -> Result<Id, JournalError> {
        Ok(self.opened(who)?.partner())
    }

    fn both(&self) -> Result<[Id; 2], JournalError> {
        Ok([self.id(Partner::Robin)?, self.id(Partner::Amal)?])
    }

    fn sit(&self, journal: Journal, who: Partner) -> Result<Sitting, JournalError> {
        let unlocked = journal.unlock(self.opened(who)?, self.clock.surroundings());
        unlocked.map_err(|(_, error)| error)
    }
}

// ── moments ──────────────────────────────────────────────────────

impl Year<'_> {
    fn apart(&mut self, sitting: &mut Sitting, moments: Vec<Moment>) -> Result<(), SampleError> {
        self.live(moments, |year, _, deed| year.alone(sitting, deed))
    }

    fn together(
        &mut self,
        table: &mut TogetherSitting,
        moments: Vec<Moment>,
    ) -> Result<(), SampleError> {
        self.live(moments, |year, who, deed| year.at_the_table(table, who, deed))
    }

    /// Has `write` write each of `moments` at its time.
    fn live(
        &mut self,
        moments: Vec<Moment>,
        mut write: impl FnMut(&mut Self, Partner, Deed) -> Result<Option<Link>, SampleError>,
    ) -> Result<(), SampleError> {
        for Moment { at, who, key, deed } in moments {
            if (self.watch)(self.done, self.total).is_break() {
                return Err(SampleError::Stopped);
            }
            self.clock.set(at.0);
            let made = write(self, who, deed).map_err(|error| error.at(at.0))?;
            if let (Some(key), Some(made)) = (key, made) {
                self.known.insert(key, made);
            }
            self.done += 1;
        }
        Ok(())
    }

    fn known(&self, key: &str) -> Result<Link, SampleError> {
        let known = self.known.get(key).copied();
        known.ok_or_else(|| SampleError::Data(format!("nothing is called {key}")))
    }

    /// What one writes apart; what came of it, where later moments may speak of it.
    fn alone(&self, sitting: &mut Sitting, deed: Deed) -> Result<Option<Link>, SampleError> {
        Ok(match deed {
            Deed::Page { ours, text, tags } => {
                Some(sitting.write_page(ours, sitting.today(), &text, &tags)?)
            }
            Deed::Noticed { give, did, says, meant } => {
                Some(notice(sitting, give, Noticed { did, says, meant })?)
            }
            Deed::Question { library, text } => Some(ask(sitting, library, text)?),
            Deed::Alone { practice, about, parts: Parts(parts) } => {
                let draft =
                    sitting.save_draft(None, DraftBody::Alone { practice, about, parts })?;
                Some(sitting.keep_alone(draft.id)?)
            }
            Deed::Edit { of, text } => {
                edit(sitting, self.known(&of)?, &text)?;
                None
            }
            Deed::Share { of } => Some(sitting.share_page(self.known(&of)?)?),
            Deed::Answer { of, text } => {
                answer(sitting, self.known(&of)?, text)?;
                None
            }
            Deed::Mark { idea, mark } => {
                sitting.mark_idea(&idea, mark)?;
                None
            }
            _ => return Err(SampleError::Data("this is done at the table".into())),
        })
    }

    /// In this year nobody had pages before them: their approvals are of what stands there alone.
    fn approve(
        &self,
        table: &mut TogetherSitting,
        who: Partner,
        of: Link,
    ) -> Result<(), JournalError> {
        let no_pages: [&[u8]; 0] = [];
        let (content, no_pages) = (table.summary(of)?.hash, pages_hash(&no_pages));
        table.approve_summary(self.id(who)?, of, content, no_pages, self.opened(who)?)?;
        Ok(())
    }

    /// What both did together, or one in sight of the other.
    fn at_the_table(
        &self,
        table: &mut TogetherSitting,
        who: Partner,
        deed: Deed,
    ) -> Result<Option<Link>, SampleError> {
        let author = self.id(who)?;
        match deed {
            Deed::Summary { from, to } => {
                let frame = Frame {
                    template: Template::Running,
                    paper: PaperSize::A4,
                    language: "en".into(),
                    from,
                    to,
                };
                return Ok(Some(table.begin_summary(author, &frame)?));
            }
            Deed::Approve { of } => self.approve(table, who, self.known(&of)?)?,
            Deed::Begin { practice, about } => {
                return Ok(Some(table.begin_practice(author, practice, &about)?));
            }
            Deed::Give { of } => {
                table.uncover(author, self.opened(who)?)?;
                table.give_noticed(author, self.known(&of)?)?;
            }
            Deed::Open { of } => drop(table.open_answers(self.known(&of)?, &self.both()?)?),
            Deed::Reply { of, text } => {
                let body = DraftBody::Reply { question: self.known(&of)?, text };
                let draft = table.save_draft(author, None, body)?;
                table.reply(draft.id)?;
            }
            Deed::Say { of, step, turn, words } => {
                say(table, author, (self.known(&of)?, step, turn), words.into())?;
            }
            Deed::Agree { of, step } => agree(table, author, self.known(&of)?, step)?,
            Deed::Seal { of, parts } => seal(table, author, self.known(&of)?, parts)?,
            Deed::OpenStep { of, step } => {
                table.open_parts(self.known(&of)?, &step, &self.both()?)?;
            }
            Deed::Finish { of } => table.finish_practice(self.known(&of)?)?,
            _ => return Err(SampleError::Data("this is written apart".into())),
        }
        Ok(None)
    }
}

// ── apart ────────────────────────────────────────────────────────

fn notice(sitting: &mut Sitting, give: Give, noticed: Noticed) -> Result<Link, JournalError> {
    match give {
        Give::Now => sitting.write_noticed(true, &noticed),
        Give::Keep => sitting.write_noticed(false, &noticed),
        Give::SitDown => {
            let draft = sitting.save_draft(None, DraftBody::Noticed { noticed })?;
            sitting.save_for_sit_down(draft.id)
        }
    }
}

fn ask(
    sitting: &mut Sitting,
    library: Option<String>,
    own: Option<String>,
) -> Result<Link, SampleError> {
    let text = match &library {
        Some(id) => moments::question(id)?,
        None => own.unwrap_or_default(),
    };
    Ok(sitting.put_question(&text, library)?)
}

fn edit(sitting: &mut Sitting, page: Link, text: &str) -> Result<(), JournalError> {
    let head = sitting.page(page)?.head;
    sitting.edit_page(page, head.on, text, &head.tags)
}

fn answer(sitting: &mut Sitting, question: Link, text: String) -> Result<(), JournalError> {
    let body = DraftBody::Answer { question, text, in_person: false };
    let draft = sitting.save_draft(None, body)?;
    sitting.seal_answer(draft.id)?;
    Ok(())
}

// ── at the table ─────────────────────────────────────────────────

fn say(
    table: &mut TogetherSitting,
    author: Id,
    (of, step, turn): (Link, String, u32),
    words: Words,
) -> Result<(), JournalError> {
    let draft = table.save_draft(author, None, DraftBody::Part { of, step, turn, words })?;
    table.say_part(author, draft.id)?;
    Ok(())
}

/// Agrees to what the other proposed last.
fn agree(
    table: &mut TogetherSitting,
    author: Id,
    of: Link,
    step: String,
) -> Result<(), JournalError> {
    let begun = table.begun_practice(of)?;
    let mut proposed = begun.next.iter().filter(|next| next.way == Way::Agree);
    let turn = proposed.find(|next| next.step == step).map(|next| next.turn);
    let turn = turn.ok_or(JournalError::BadInput(BadInput::NotNow))?;
    say(table, author, (of, step, turn), Words::default())
}

fn seal(
    table: &mut TogetherSitting,
    author: Id,
    of: Link,
    Parts(parts): Parts,
) -> Result<(), JournalError> {
    for (step, words) in parts {
        table.save_draft(author, None, DraftBody::Part { of, step, turn: 0, words })?;
    }
    table.seal_parts(author, of)?;
    Ok(())
}
