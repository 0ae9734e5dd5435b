//! The open file, the book of what is in it, and the one way to write: [`Desk::write`].

use super::alarm::restored_anew;
use super::at::{PageAt, PageAtKind, TextAt};
use super::book::Book;
use super::excerpt::excerpt;
use super::kinds::{NoticedBody, PageBody};
use super::page::{FirstStep, PageHead, PageKind, Part, Practice, Space, Timeline, TimelineFilter};
use super::{BadInput, JournalError, Noticed, Writer};
use crate::vault::{
    Computer, Entry, Face, Found, Keyslot, Opened, Structure, Told, Unlocked, VaultError,
    VaultFile, parse,
};
use crate::{Id, Link, Surroundings};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Bound;
use std::time::Duration;

const REMEMBER_EVERY: Duration = Duration::from_secs(2);

/// A journal with somebody at it.
pub(crate) struct Desk {
    pub(crate) file: VaultFile,
    pub(crate) book: Book,
    pub(crate) computer: Computer,
    pub(crate) surroundings: Box<dyn Surroundings>,
    /// Pages that are about to be erased: out of sight, and still there.
    pub(crate) hidden: HashSet<Link>,
    remembered: Option<Duration>,
}

impl Desk {
    pub(crate) fn new(
        file: VaultFile,
        book: Book,
        computer: Computer,
        surroundings: Box<dyn Surroundings>,
    ) -> Self {
        Self { file, book, computer, surroundings, hidden: HashSet::new(), remembered: None }
    }

    /// Runs `step` as one durable change of the journal, or not at all.
    pub(crate) fn write<T>(
        &mut self,
        here: &mut [&mut Unlocked],
        step: impl FnOnce(&mut Writer<'_, '_>) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let Self { file, book, surroundings, .. } = self;
        let mut refused = None;
        let written = file.in_one_step(here, surroundings.as_mut(), |file, here, surroundings| {
            let clock = book.clock;
            let mut writer = Writer { file, here, book, surroundings, clock, entries: Vec::new() };
            match step(&mut writer) {
                Ok(value) => Ok((value, writer.entries)),
                Err(JournalError::Vault(error)) => Err(error),
                Err(error) => {
                    refused = Some(error);
                    Err(VaultError::Cancelled)
                }
            }
        });
        let (value, entries) = match (written, refused) {
            (_, Some(error)) => return Err(error),
            (written, None) => written?,
        };
        for entry in &entries {
            self.book.take_written(entry)?;
        }
        let here: Vec<&Unlocked> = here.iter().map(|me| &**me).collect();
        self.remember(&here, false)?;
        Ok(value)
    }

    /// Runs structural steps as one durable change of the journal, or not at all, and reads the
    /// book again.
    pub(crate) fn restructure(
        &mut self,
        here: &mut [&mut Unlocked],
        step: impl FnOnce(
            &mut Structure<'_>,
            &mut [&mut Unlocked],
            &mut dyn Surroundings,
        ) -> Result<(), VaultError>,
    ) -> Result<(), JournalError> {
        let Self { file, book, surroundings, .. } = self;
        let mut clock = book.clock;
        file.in_one_step(here, surroundings.as_mut(), |file, here, surroundings| {
            step(&mut Structure { file, clock: &mut clock }, here, surroundings)
        })?;
        let here: Vec<&Unlocked> = here.iter().map(|me| &**me).collect();
        self.read_again(&here)
    }

    /// Holds the file against what one of `here` has seen of it.
    pub(crate) fn hold_against_seen(
        &mut self,
        here: &mut [&mut Unlocked],
        at: usize,
    ) -> Result<(), JournalError> {
        let computer = self.computer.clone();
        self.hold_against(&computer, here[at])?;
        self.remember(&here.iter().map(|me| &**me).collect::<Vec<_>>(), false)
    }

    /// As [`Self::hold_against_seen`], by what another `computer` remembers, which stays as it is.
    pub(crate) fn hold_against(
        &mut self,
        computer: &Computer,
        me: &mut Unlocked,
    ) -> Result<(), JournalError> {
        let Self { file, book, surroundings, .. } = self;
        let found = Found {
            tips: &book.tips,
            problems: &book.problems,
            missed: &book.missed,
            keys: &book.keys_begun,
            retired: &book.retired(),
        };
        Ok(file.hold_against_seen(me, computer, &found, surroundings.as_mut())?)
    }

    /// One of `here` goes on without what they saw and what is gone.
    pub(crate) fn accept(
        &mut self,
        here: &mut [&mut Unlocked],
        at: usize,
    ) -> Result<(), JournalError> {
        if here[at].differences.is_empty() {
            return Ok(());
        }
        let tips = self.book.tips.clone();
        self.restructure(here, |structure, here, surroundings| {
            structure.accept(here[at], &tips, surroundings)
        })?;
        // What was lost may have named files.
        let _ = self.drop_orphans(&here.iter().map(|me| &**me).collect::<Vec<_>>());
        Ok(())
    }

    /// Puts a stronger keyslot in the place of the one `me` came through, if one was prepared.
    pub(crate) fn strengthen(&mut self, here: &mut [&mut Unlocked], opened: &Opened) {
        let Some(at) = here.iter().position(|me| me.partner() == opened.partner()) else { return };
        let Some(new) = opened.stronger_for(here[at]) else { return };
        // Where it cannot be written the old one stands, and the next unlock tries again.
        let _ = self.restructure(here, |structure, here, surroundings| {
            structure.strengthen(here[at], new, surroundings)
        });
    }

    /// One of `here` was told of their new keyslots, and that their partner restored the journal.
    pub(crate) fn say_told(
        &mut self,
        here: &mut [&mut Unlocked],
        at: usize,
    ) -> Result<(), JournalError> {
        let slots: Vec<Id> = here[at].new_slots.iter().map(Keyslot::id).collect();
        let restored = restored_anew(self, here[at]).map(|(_, restored)| restored.said);
        if slots.is_empty() && restored.is_none() {
            return Ok(());
        }
        let told = Told { slots, restored };
        self.restructure(here, |structure, here, surroundings| {
            structure.say_told(here[at], &told, surroundings)
        })?;
        here[at].new_slots.clear();
        here[at].told_restored.extend(restored);
        Ok(())
    }

    /// Renews this computer's record of where the logs stand.
    pub(crate) fn remember(
        &mut self,
        here: &[&Unlocked],
        at_once: bool,
    ) -> Result<(), JournalError> {
        let now = self.surroundings.elapsed();
        if at_once || self.remembered.is_none_or(|last| now.saturating_sub(last) >= REMEMBER_EVERY)
        {
            // The page is kept already; a record that cannot be written only begins a new log later.
            let _ = self.computer.remember(&self.file, here, self.surroundings.as_mut());
            self.remembered = Some(now);
        }
        Ok(())
    }

    /// Reads a change again, with the keys of whoever of `here` can.
    pub(crate) fn read(&self, here: &[&Unlocked], text: TextAt) -> Result<Entry, JournalError> {
        let me = here
            .iter()
            .find(|me| me.partner() == text.space)
            .or(here.first())
            .ok_or(JournalError::NoSuchPage)?;
        let TextAt { id, row, author, space, content_hash } = text;
        Ok(self.file.read(row, author, (id, content_hash), space, me)?)
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.surroundings.now().date_naive()
    }

    // ── reading ──────────────────────────────────────────────────

    pub(crate) fn space_of(&self, page_space: Id, here: &[&Unlocked]) -> Space {
        if here.iter().any(|me| me.partner() == page_space) {
            return Space::Mine;
        }
        let shared_elsewhere =
            here.first().and_then(|me| self.book.ours(me.partner())).is_some_and(|ours| {
                ours != page_space
                    && self.book.readers(ours).len() > self.book.readers(page_space).len()
            });
        if shared_elsewhere { Space::Before } else { Space::Ours }
    }

    /// Whether a page is shown to those who are here: to one, what they can
    /// read; to both, only what both can.
    pub(crate) fn shows(&self, id: Link, page: &PageAt, here: &[&Unlocked]) -> bool {
        let both_read = here.len() < 2
            || here.iter().all(|me| self.book.readers(page.space).contains(&me.partner()));
        !self.hidden.contains(&id) && both_read
    }

    pub(crate) fn head(&self, id: Link, page: &PageAt, here: &[&Unlocked]) -> Option<PageHead> {
        let (first, newest) = (page.versions.first()?, page.newest()?);
        let authors = match page.kind {
            PageAtKind::InnerWorld => {
                let mut both: Vec<Id> =
                    self.book.answers(id).map(|answer| answer.text.author).collect();
                self.in_order_of_labels(&mut both);
                both
            }
            PageAtKind::Practice => self.who_did(id, page.author),
            _ => vec![page.author],
        };
        let is_there = page.kind != PageAtKind::TakenBack;
        let has = |picture: bool| {
            is_there && self.book.files_of(id).any(|file| file.is_called_picture() == picture)
        };
        Some(PageHead {
            id,
            space: self.space_of(page.space, here),
            authors,
            kind: match page.kind {
                PageAtKind::Page | PageAtKind::TakenBack => PageKind::Page,
                PageAtKind::Noticed => PageKind::Noticed,
                PageAtKind::InnerWorld => PageKind::InnerWorld,
                PageAtKind::Practice => self
                    .book
                    .practices
                    .get(id)
                    .and_then(|at| Practice::named(&at.practice))
                    .map_or(PageKind::Newer, PageKind::Practice),
                PageAtKind::Newer => PageKind::Newer,
            },
            on: newest.on,
            at: first.at,
            edited: (page.versions.len() > 1).then_some(newest.at),
            tags: newest.tags.clone(),
            excerpt: String::new(),
            first: None,
            taken_back: !is_there,
            has_photo: has(true),
            has_file: has(false),
        })
    }

    /// A head with the page's first words, which are decrypted for it alone.
    pub(super) fn head_with_excerpt(
        &self,
        id: Link,
        page: &PageAt,
        here: &[&Unlocked],
    ) -> Option<PageHead> {
        let mut head = self.head(id, page, here)?;
        // A text that does not open shows nothing here, and why when the page is read.
        let mut words = self.first_text(id, page, here).unwrap_or_default();
        if words.is_empty()
            && matches!(head.kind, PageKind::Practice(_))
            && let Some(Part { step, words: said, .. }) = self.first_part(id, here)
        {
            words = said.text;
            head.first = Some(FirstStep { step, choice: said.choice });
        }
        head.excerpt = excerpt(&words);
        Some(head)
    }

    /// The first thing that was said or chosen in a practice, if it opens.
    fn first_part(&self, id: Link, here: &[&Unlocked]) -> Option<Part> {
        let mut parts = self.book.practices.said(id).filter_map(|at| self.read_part(here, at).ok());
        parts.find(|Part { words, .. }| !words.text.trim().is_empty() || words.choice.is_some())
    }

    fn first_text(
        &self,
        id: Link,
        page: &PageAt,
        here: &[&Unlocked],
    ) -> Result<String, JournalError> {
        let newest = page.newest().ok_or(JournalError::NoSuchPage)?.text;
        Ok(match page.kind {
            PageAtKind::Page => parse::<PageBody>(self.read(here, newest)?.json())?.text,
            PageAtKind::Noticed => {
                parse::<NoticedBody>(self.read(here, newest)?.json())?.noticed.did
            }
            PageAtKind::InnerWorld => {
                self.book.questions.get(&id).map(|asked| asked.text.clone()).unwrap_or_default()
            }
            PageAtKind::Practice => {
                self.book.practices.get(id).map(|at| at.about.clone()).unwrap_or_default()
            }
            PageAtKind::Newer | PageAtKind::TakenBack => String::new(),
        })
    }

    /// Everyone who said something in a practice, or else who began it.
    fn who_did(&self, id: Link, began: Id) -> Vec<Id> {
        let mut authors: Vec<Id> = self.book.practices.said(id).map(|part| part.author).collect();
        authors.sort();
        authors.dedup();
        if authors.is_empty() {
            authors.push(began);
        }
        self.in_order_of_labels(&mut authors);
        authors
    }

    fn in_order_of_labels(&self, partners: &mut [Id]) {
        partners.sort_by_key(|one| {
            (self.book.partners.iter().position(|partner| partner == one), *one)
        });
    }

    /// The faces of both, in alphabetical order.
    pub(crate) fn faces(&self) -> Result<Vec<(Id, Face)>, JournalError> {
        let mut faces = self.file.faces()?;
        faces.sort_by_key(|(id, face)| (face.label.to_lowercase(), *id));
        Ok(faces)
    }

    pub(crate) fn timeline(
        &self,
        here: &[&Unlocked],
        filter: &TimelineFilter,
        after: Option<Link>,
        limit: usize,
    ) -> Timeline {
        let from = after.and_then(|id| {
            let page = self.book.pages.get(&id)?;
            Some((page.newest()?.on, page.versions.first()?.at.timestamp_millis(), id))
        });
        let end = from.map_or(Bound::Unbounded, Bound::Excluded);
        let mut heads = Vec::new();
        for (_, _, id) in self.book.sorted.range((Bound::Unbounded, end)).rev() {
            let Some(page) = self.book.pages.get(id).filter(|page| self.shows(*id, page, here))
            else {
                continue;
            };
            if self.head(*id, page, here).is_none_or(|head| !fits(&head, filter)) {
                continue;
            }
            if heads.len() == limit {
                let next = heads.last().map(|head: &PageHead| head.id);
                return Timeline { heads, next };
            }
            heads.extend(self.head_with_excerpt(*id, page, here));
        }
        Timeline { heads, next: None }
    }

    pub(crate) fn tags(&self, here: &[&Unlocked]) -> Vec<String> {
        let shown = self.book.pages.iter().filter(|(id, page)| self.shows(**id, page, here));
        let tags: BTreeSet<&String> =
            shown.filter_map(|(_, page)| page.newest()).flat_map(|v| &v.tags).collect();
        tags.into_iter().cloned().collect()
    }

    /// Whether any page that is shown has a photo on it.
    pub(crate) fn has_photos(&self, here: &[&Unlocked]) -> bool {
        let shown = |id: &Link| {
            let page = self.book.pages.get(id).filter(|page| self.shows(*id, page, here));
            page.and_then(|page| self.head(*id, page, here)).is_some_and(|head| head.has_photo)
        };
        self.book.pages_with_files().any(shown)
    }

    pub(crate) fn written_days(
        &self,
        here: &[&Unlocked],
        from: NaiveDate,
        to: NaiveDate,
    ) -> Vec<(NaiveDate, Vec<Id>)> {
        let mut days: BTreeMap<NaiveDate, BTreeSet<Id>> = BTreeMap::new();
        let least = (from, i64::MIN, crate::id::Name([0; 32]));
        for (on, _, id) in self.book.sorted.range(least..).take_while(|(on, _, _)| *on <= to) {
            let shown = self.book.pages.get(id).filter(|page| self.shows(*id, page, here));
            if let Some(head) =
                shown.and_then(|page| self.head(*id, page, here)).filter(|head| !head.taken_back)
            {
                days.entry(*on).or_default().extend(head.authors);
            }
        }
        days.into_iter()
            .map(|(day, authors)| {
                let mut authors: Vec<Id> = authors.into_iter().collect();
                self.in_order_of_labels(&mut authors);
                (day, authors)
            })
            .collect()
    }

    /// The newest page about the same day of an earlier year, of those one may meet unasked: no
    /// check-in, kind witness, talk or counselling. It stands on the first screen, where somebody
    /// else may be looking, so only what is in Ours comes with its first words.
    pub(crate) fn on_this_day(&self, here: &[&Unlocked]) -> Option<PageHead> {
        use chrono::Datelike;
        let today = self.today();
        self.book.sorted.iter().rev().find_map(|(on, _, id)| {
            if on.year() >= today.year() || (on.month(), on.day()) != (today.month(), today.day()) {
                return None;
            }
            let page = self.book.pages.get(id).filter(|page| self.shows(*id, page, here))?;
            let head = self.head(*id, page, here).filter(may_come_back)?;
            if head.space == Space::Ours {
                return self.head_with_excerpt(*id, page, here);
            }
            Some(head)
        })
    }

    /// A page of `author`'s of one of `kinds`; its space comes back.
    pub(super) fn own_page(
        &self,
        author: Id,
        id: Link,
        kinds: &[PageAtKind],
    ) -> Result<Id, JournalError> {
        let page = self.book.pages.get(&id).ok_or(JournalError::NoSuchPage)?;
        if self.hidden.contains(&id) || page.kind == PageAtKind::TakenBack {
            return Err(JournalError::NoSuchPage);
        }
        if page.author != author {
            return Err(JournalError::NotYours);
        }
        if kinds.contains(&page.kind) { Ok(page.space) } else { Err(BadInput::NotThisKind.into()) }
    }

    /// Ours, or why there is none.
    pub(crate) fn ours(&self, me: Id) -> Result<Id, JournalError> {
        self.book.ours(me).ok_or(JournalError::Vault(VaultError::Damaged("space")))
    }
}

/// Whether a page may stand somewhere that nobody asked for it.
fn may_come_back(head: &PageHead) -> bool {
    let kind = match head.kind {
        PageKind::Page | PageKind::Noticed | PageKind::InnerWorld => true,
        PageKind::Practice(practice) => practice == Practice::Time,
        PageKind::Newer => false,
    };
    kind && !head.taken_back
}

fn fits(head: &PageHead, filter: &TimelineFilter) -> bool {
    // "Ours" also lists what was ours before the partner joined.
    let space = |wanted: Space| {
        head.space == wanted || (wanted == Space::Ours && head.space == Space::Before)
    };
    filter.space.is_none_or(space)
        && filter.tag.as_ref().is_none_or(|tag| head.tags.contains(tag))
        && filter.until.is_none_or(|until| head.on <= until)
        && (!filter.photo || head.has_photo)
}

/// The text of a thing noticed must say at least what was done.
pub(crate) fn check_noticed(noticed: &Noticed) -> Result<(), JournalError> {
    if noticed.did.trim().is_empty() {
        return Err(BadInput::Empty.into());
    }
    Ok(())
}
