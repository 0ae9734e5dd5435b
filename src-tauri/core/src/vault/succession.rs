//! Logs and the keys that signed them, once a partner took new keys. Format: docs/format.md §6.
//!
//! One key signs a log for life. Whoever knows an older root can sign with it, so in a log of an
//! older card no signature counts any more, only what the newer card says of that log: how far it
//! went, and by which links.

use super::chain::Chain;
use super::content::{self, EndedLogs};
use super::log::{self, ChangeId, HEADER, SIGN_LABEL, StoredRow};
use super::rows::{self, integer, no_longer};
use super::{Unlocked, VaultError, VaultFile};
use crate::crypto;
use crate::{Id, Link};
use rusqlite::OptionalExtension;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A log that was written under an older card.
#[derive(Clone)]
pub(super) struct Ended {
    pub(super) author: Id,
    /// The key that signed it.
    pub(super) public: [u8; 32],
    /// The links by which it is believed, the last of them its end.
    pub(super) links: BTreeMap<u64, Link>,
}

/// By which key a log is read.
pub(super) enum WrittenBy<'a> {
    /// By this one; of a log that ended, by these links in place of signatures.
    Key([u8; 32], Option<&'a BTreeMap<u64, Link>>),
    /// By a card that nobody here has confirmed.
    Unconfirmed,
    /// By an older card of a partner whose newer one says nothing of it to anybody here, and
    /// nothing in it is theirs to read.
    NotOurs,
}

/// By which key the log `n` was written, as far as those who are `here` know and trust it.
pub(super) fn written_by<'a>(
    file: &VaultFile,
    here: &'a [&Unlocked],
    (n, log): (i64, Id),
    author: Id,
) -> Result<WrittenBy<'a>, VaultError> {
    let own = here.iter().filter(|me| me.partner == author);
    let mut known = own.chain(here.iter().filter(|me| me.partner != author));
    let ended = known.clone().find_map(|me| me.ended.get(&log));
    if let Some(ended) = ended.filter(|ended| ended.author == author) {
        return Ok(WrittenBy::Key(ended.public, Some(&ended.links)));
    }
    let Some(public) = known.find_map(|me| me.public_of(author)) else {
        return Ok(WrittenBy::Unconfirmed);
    };
    let Some(first) = FirstRow::of(file, n, log, author)? else {
        return Ok(WrittenBy::Key(public, None));
    };
    if first.follows_from(&public) {
        return Ok(WrittenBy::Key(public, None));
    }
    let successors = here.iter().filter_map(|me| me.successors.get(&author));
    if successors.into_iter().any(|card| first.follows_from(&card.sign_public())) {
        return Ok(WrittenBy::Unconfirmed);
    }
    let older = file.older_cards(author)?;
    if older.iter().any(|card| first.follows_from(&card.sign_public())) {
        let readable = spaces_of(file, n)?.iter().any(|of| here.iter().any(|me| me.reads(*of)));
        return Ok(if readable { WrittenBy::Unconfirmed } else { WrittenBy::NotOurs });
    }
    Ok(WrittenBy::Key(public, None))
}

/// The first row of a log: its link tells which key the log is bound to.
struct FirstRow {
    vault: Id,
    author: Id,
    log: Id,
    header: [u8; HEADER],
    content_hash: [u8; 32],
    link: Link,
}

impl FirstRow {
    fn of(file: &VaultFile, n: i64, log: Id, author: Id) -> Result<Option<Self>, VaultError> {
        let Ok(row) = log::row_id(n, 1) else { return Ok(None) };
        let find = concat!(
            "SELECT ",
            no_longer!("space.id" <= 16, "content_hash" <= 32, "link" <= 32),
            " FROM change JOIN space ON space.n = ",
            integer!("change.space"),
            " WHERE change.id = ?"
        );
        let found = file.db.prepare_cached(find)?.query_row([row], |row| {
            Ok((rows::id(row, 0), row.get::<_, [u8; 32]>(1), row.get::<_, [u8; 32]>(2)))
        });
        let Some((Ok(space), Ok(content_hash), Ok(link))) = found.optional()? else {
            return Ok(None);
        };
        let header = log::header(file.id, author, ChangeId { log, seq: 1 }, space);
        let link = crate::id::Name(link);
        Ok(Some(Self { vault: file.id, author, log, header, content_hash, link }))
    }

    fn follows_from(&self, public: &[u8; 32]) -> bool {
        let start = crypto::log_start(self.vault, self.author, self.log, public);
        crypto::link(&self.header, start, &self.content_hash) == self.link
    }
}

fn spaces_of(file: &VaultFile, n: i64) -> Result<Vec<Id>, VaultError> {
    let Some(range) = log::rows_of(n) else { return Ok(Vec::new()) };
    let mut query = file.db.prepare_cached(concat!(
        "SELECT ",
        no_longer!("id" <= 16),
        " FROM space WHERE n IN (SELECT DISTINCT ",
        integer!("space"),
        " FROM change WHERE id >= ? AND id < ?)"
    ))?;
    let mut found = query.query((range.start, range.end))?;
    let mut spaces = Vec::new();
    while let Some(row) = found.next()? {
        spaces.extend(rows::id(row, 0));
    }
    Ok(spaces)
}

impl VaultFile {
    /// Whether `me` may continue a log of theirs: one that ended goes on no more.
    pub(super) fn is_under_the_card_of(
        &self,
        me: &Unlocked,
        (n, log): (i64, Id),
    ) -> Result<bool, VaultError> {
        if me.older.is_empty() && me.ended.is_empty() {
            return Ok(true);
        }
        let first = FirstRow::of(self, n, log, me.partner)?;
        let public = me.signer.public();
        Ok(!me.ended.contains_key(&log) && first.is_some_and(|row| row.follows_from(&public)))
    }

    /// The logs that ended when their author took new keys, as the newer cards say, of everybody
    /// whose card `me` knows. Nobody says so of the logs of anybody else.
    pub(super) fn ended_logs(&self, me: &Unlocked) -> Result<BTreeMap<Id, Ended>, VaultError> {
        let mut ended: BTreeMap<Id, Ended> = BTreeMap::new();
        let logs = log::all(&self.db)?.whole;
        let own: BTreeSet<(Id, Id)> = logs.iter().map(|(_, log, author)| (*log, *author)).collect();
        for (n, log, author) in logs {
            let Some(public) = me.public_of(author) else { continue };
            for EndedLogs { key, ends } in self.first_words(me, (n, log), author, &public)? {
                for (log, links) in
                    ends.into_iter().filter(|(log, _)| own.contains(&(*log, author)))
                {
                    let one = Ended { author, public: key.0, links: BTreeMap::new() };
                    ended.entry(log).or_insert(one).links.extend(links);
                }
            }
        }
        Ok(ended)
    }

    /// What a log begins with, as long as it is `ended`: each row signed, and in its place.
    fn first_words(
        &self,
        me: &Unlocked,
        (n, log): (i64, Id),
        author: Id,
        public: &[u8; 32],
    ) -> Result<Vec<EndedLogs>, VaultError> {
        const ID: &str = no_longer!("id" <= 16);
        let Some(range) = log::rows_of(n) else { return Ok(Vec::new()) };
        let sql = format!(
            "SELECT {}, (SELECT {ID} FROM space WHERE n = {}), (SELECT {ID} FROM key WHERE n = {})
             FROM change WHERE id >= ? AND id < ? ORDER BY id",
            rows::OF_CHANGE,
            integer!("space"),
            integer!("key")
        );
        let mut query = self.db.prepare_cached(&sql)?;
        let mut found = query.query((range.start, range.end))?;
        let mut before = crypto::log_start(self.id, author, log, public);
        let mut words = Vec::new();
        while let Some(row) = found.next()? {
            let id = ChangeId { log, seq: words.len() as u64 + 1 };
            let (Ok(stored), Ok(space)) = (StoredRow::from_row(row), rows::id(row, 8)) else {
                break;
            };
            let key = rows::id(row, 9).ok().filter(|key| me.space_of(*key) == Some(space));
            let Some(key) = key.and_then(|key| me.key(key)) else { break };
            let header = log::header(self.id, author, id, space);
            let link = crypto::link(&header, before, &stored.content_hash);
            if stored.row != log::row_id(n, id.seq)?
                || stored.link != link
                || crypto::verify(public, SIGN_LABEL, &[&link.0], &stored.sig).is_err()
            {
                break;
            }
            let opened = log::decrypt_row(self.id, author, id, space, stored, key);
            let Ok((entry, head)) = opened else { break };
            if head.kind != "ended" || head.schema > content::SCHEMA {
                break;
            }
            let Ok(said) = content::parse(entry.json()) else { break };
            words.push(said);
            before = link;
        }
        Ok(words)
    }

    /// How far every log of `me` under the card they have now is believed.
    pub(super) fn ends_of(&self, me: &Unlocked) -> Result<BTreeMap<Id, Ended>, VaultError> {
        let spaces = spaces(self)?;
        let mut ends = BTreeMap::new();
        let public = me.signer.public();
        for (n, log, author) in log::all(&self.db)?.whole {
            if author != me.partner || me.ended.contains_key(&log) {
                continue;
            }
            let Some(range) = log::rows_of(n) else { continue };
            let mut chain = Chain::begin(self.id, author, log, public);
            let columns = rows::OF_CHAIN;
            let sql = format!("SELECT {columns} FROM change WHERE id >= ? AND id < ? ORDER BY id");
            let mut query = self.db.prepare_cached(&sql)?;
            let mut found = query.query((range.start, range.end))?;
            while let Some(row) = found.next()? {
                let seq = (row.get::<_, i64>(0)? - (range.start - 1)).unsigned_abs();
                let space = row.get(1).ok().and_then(|n: i64| spaces.get(&n)).copied();
                chain.step(seq, space, (row.get(2).ok(), row.get(3).ok(), row.get(4).ok()));
            }
            let links = chain.believed();
            if !links.is_empty() {
                ends.insert(log, Ended { author, public, links });
            }
        }
        Ok(ends)
    }
}

fn spaces(file: &VaultFile) -> Result<HashMap<i64, Id>, VaultError> {
    let mut query =
        file.db.prepare(concat!("SELECT n, ", no_longer!("id" <= 16), " FROM space"))?;
    let mut found = query.query([])?;
    let mut spaces = HashMap::new();
    while let Some(row) = found.next()? {
        if let Ok(id) = rows::id(row, 1) {
            spaces.insert(row.get(0)?, id);
        }
    }
    Ok(spaces)
}
