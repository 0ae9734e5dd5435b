//! Reading a backup: what its header shows, verifying all of it, building a journal from it.

use super::super::member::{self, Face};
use super::super::rows::{self, Numbered};
use super::super::unlock::Opened;
use super::super::{
    Challenge, Computer, KitChallenge, Problem, Unlocked, VaultError, VaultFile, log, scan,
};
use super::header::{Header, Opening, wrap_info};
use super::record::{ChangeRecord, End, RecordType, parse_draft, parse_older_root, parse_witness};
use super::write::LABEL;
use super::{Watch, go_on};
use crate::Id;
use crate::crypto::{self, ReceiveKey, SlotKind, SlotRow, StreamReader};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

const LARGEST_RECORD: usize = 16 * 1024 * 1024 + 1024;

/// A backup whose header was read; nothing of it is trusted yet.
pub struct BackupFile {
    file: File,
    opening: Opening,
    before: Vec<u8>,
}

impl BackupFile {
    /// Opens a backup and reads its header.
    ///
    /// # Errors
    /// [`VaultError::NotAJournal`], [`VaultError::NewerVersion`], [`VaultError::Damaged`].
    pub fn open(path: &Path) -> Result<Self, VaultError> {
        let mut file = File::open(path)?;
        let (opening, before) = Header::read(&mut BufReader::new(&mut file))?;
        Ok(Self { file, opening, before })
    }

    /// The journal it says it is of.
    pub fn vault(&self) -> Id {
        self.opening.vault
    }

    /// Whose passphrases may open it.
    pub fn faces(&self) -> Vec<(Id, Face)> {
        self.opening.members.iter().map(|member| (member.partner, member.face.clone())).collect()
    }

    /// What a passphrase of `partner` is tried against.
    ///
    /// # Errors
    /// [`VaultError::NoSuchPerson`], [`VaultError::Damaged`].
    pub fn challenge(&self, partner: Id) -> Result<Challenge, VaultError> {
        Challenge::of(self.slots(partner, |kind| kind == SlotKind::Passphrase))
    }

    /// What the words of a kit of `partner` are tried against.
    ///
    /// # Errors
    /// [`VaultError::NoKit`], [`VaultError::Damaged`].
    pub fn kit_challenge(&self, partner: Id) -> Result<KitChallenge, VaultError> {
        let slots = self.slots(partner, |kind| kind != SlotKind::Passphrase);
        if slots.is_empty() { Err(VaultError::NoKit) } else { KitChallenge::of(partner, slots) }
    }

    fn slots(&self, partner: Id, is_sought: impl Fn(SlotKind) -> bool) -> Vec<SlotRow> {
        let sought = |slot: &&SlotRow| slot.place.partner == partner && is_sought(slot.place.kind);
        self.opening.slots.iter().filter(sought).cloned().collect()
    }

    /// Builds a journal at `path` from this backup, once its maker's signature holds over all
    /// of it; the caller names it. What does not hold in it is told at the first unlock.
    pub(crate) fn restore(
        &mut self,
        opened: &Opened,
        path: &Path,
        watch: Watch<'_>,
    ) -> Result<(VaultFile, Unlocked, String), VaultError> {
        let receive = opened.root().ours_root().receive_key();
        let vault = VaultFile::make(path, self.opening.vault)?;
        let end = self.fill(&vault, opened.partner(), &receive, watch)?;
        let me = vault.unlock(opened, &Computer::nowhere())?;
        check(&vault, &me, &end, self.opening.vault)?;
        Ok((vault, me, end.made))
    }

    /// What it holds, as a journal in memory.
    pub(crate) fn read(
        &mut self,
        opened: &Opened,
        watch: Watch<'_>,
    ) -> Result<(VaultFile, Unlocked), VaultError> {
        let receive = opened.root().ours_root().receive_key();
        let vault = VaultFile::in_memory(self.opening.vault)?;
        self.fill(&vault, opened.partner(), &receive, watch)?;
        let me = vault.unlock(opened, &Computer::nowhere())?;
        Ok((vault, me))
    }

    /// Verifies everything in memory: frames, records, chains, signatures, and
    /// every text that `me` can decrypt. What did not hold in the journal already, when its
    /// maker signed it, comes back.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] or [`VaultError::NotAuthentic`] when it is not what its maker wrote.
    pub fn verify(&mut self, me: &Unlocked, watch: Watch<'_>) -> Result<Vec<Problem>, VaultError> {
        let vault = VaultFile::in_memory(self.opening.vault)?;
        let end = self.fill(&vault, me.partner, &me.receive, watch)?;
        check(&vault, me, &end, self.opening.vault)
    }

    /// As [`Self::verify`], for somebody who has only their passphrase.
    ///
    /// # Errors
    /// As [`Self::verify`].
    pub fn verify_opened(
        &mut self,
        opened: &Opened,
        watch: Watch<'_>,
    ) -> Result<Vec<Problem>, VaultError> {
        let receive = opened.root().ours_root().receive_key();
        let vault = VaultFile::in_memory(self.opening.vault)?;
        let end = self.fill(&vault, opened.partner(), &receive, watch)?;
        let me = vault.unlock(opened, &Computer::nowhere())?;
        check(&vault, &me, &end, self.opening.vault)
    }

    fn fill(
        &mut self,
        vault: &VaultFile,
        opener: Id,
        receive: &ReceiveKey,
        watch: Watch<'_>,
    ) -> Result<End, VaultError> {
        let total = self.file.metadata()?.len();
        self.file.seek(SeekFrom::Start(self.before.len() as u64))?;
        let mut input = BufReader::new(&mut self.file);
        let (_, sender, wrapped) = self
            .opening
            .wraps
            .iter()
            .find(|(recipient, _, _)| *recipient == opener)
            .ok_or(VaultError::NoSuchPerson)?;
        let key = receive
            .unwrap_file_key(wrapped, &wrap_info(self.opening.vault, opener, *sender))
            .map_err(|_| VaultError::NotAuthentic("backup key"))?;
        let mut commitment = [0; 32];
        input.read_exact(&mut commitment)?;
        let frames = StreamReader::new(&key, &self.before, &commitment, input)
            .map_err(|_| VaultError::Damaged("backup header"))?;
        let transaction = vault.db.unchecked_transaction()?;
        for member in &self.opening.members {
            member.insert(&vault.db)?;
        }
        for slot in &self.opening.slots {
            member::insert_slot(&vault.db, slot)?;
        }
        let end = Filling::new(vault, frames).run(total, watch)?;
        transaction.commit()?;
        Ok(end)
    }
}

/// The maker's signature over all of it, and then every chain and text of the rebuilt journal.
fn check(vault: &VaultFile, me: &Unlocked, end: &End, id: Id) -> Result<Vec<Problem>, VaultError> {
    let public = me.public_of(end.maker).ok_or(VaultError::NotAuthentic("backup maker"))?;
    crypto::verify(&public, LABEL, &[&end.signed(id)], &end.sig)
        .map_err(|_| VaultError::NotAuthentic("backup"))?;
    Ok(scan::scan(vault, &[me], &mut |_, _| Ok(()))?.problems)
}

/// Puts the records of a body into an empty vault.
struct Filling<'a, R: Read> {
    vault: &'a VaultFile,
    frames: StreamReader<R>,
    ready: Vec<u8>,
    read: u64,
    last_read: bool,
    hasher: blake3::Hasher,
    counts: [u64; 4],
    logs: HashMap<Id, i64>,
    newest: RecordType,
}

impl<'a, R: Read> Filling<'a, R> {
    fn new(vault: &'a VaultFile, frames: StreamReader<R>) -> Self {
        Self {
            vault,
            frames,
            ready: Vec::new(),
            read: 0,
            last_read: false,
            hasher: blake3::Hasher::new(),
            counts: [0; 4],
            logs: HashMap::new(),
            newest: RecordType::Change,
        }
    }

    fn run(mut self, total: u64, watch: Watch<'_>) -> Result<End, VaultError> {
        let mut plain = 0;
        loop {
            let head = self.take(5)?;
            let mut len = [0; 4];
            len.copy_from_slice(&head[1..]);
            let len = u32::from_be_bytes(len) as usize;
            let kind = RecordType::from_byte(head[0])?;
            if len > LARGEST_RECORD || kind < self.newest {
                return Err(VaultError::Damaged("backup record"));
            }
            self.newest = kind;
            let record = self.take(len)?;
            plain += 5 + len as u64;
            if kind == RecordType::End {
                return self.end(&record, plain);
            }
            self.hasher.update(&head).update(&record);
            self.put(kind, &record)?;
            go_on(watch, self.read.min(total), total)?;
        }
    }

    fn end(mut self, record: &[u8], plain: u64) -> Result<End, VaultError> {
        let end = End::parse(record)?;
        while self.more()? {}
        if !StreamReader::<R>::is_padding(plain, &self.ready)
            || end.counts != self.counts
            || end.digest != crypto::backup_digest(&self.hasher)
        {
            return Err(VaultError::Damaged("backup"));
        }
        Ok(end)
    }

    /// Exactly `len` bytes of the body.
    fn take(&mut self, len: usize) -> Result<Vec<u8>, VaultError> {
        while self.ready.len() < len {
            if !self.more()? {
                return Err(VaultError::Damaged("backup"));
            }
        }
        let rest = self.ready.split_off(len);
        Ok(std::mem::replace(&mut self.ready, rest))
    }

    fn more(&mut self) -> Result<bool, VaultError> {
        if self.last_read {
            return Ok(false);
        }
        match self.frames.next_frame()? {
            Some((plain, last)) => {
                self.ready.extend_from_slice(&plain);
                self.read += plain.len() as u64;
                self.last_read = last;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    fn put(&mut self, kind: RecordType, record: &[u8]) -> Result<(), VaultError> {
        let damaged = |_| VaultError::Damaged("backup record");
        match kind {
            RecordType::Change => {
                self.counts[0] += 1;
                self.put_change(&ChangeRecord::parse(record)?)
            }
            RecordType::Grant => {
                self.counts[1] += 1;
                super::super::grant::GrantRow::parse(record)?.insert(&self.vault.db)
            }
            RecordType::OlderRoot => {
                let (partner, number, blob) = parse_older_root(record)?;
                let insert = "INSERT INTO ring(partner, number, blob) VALUES(?, ?, ?)";
                let done = self.vault.db.execute(insert, (&partner.0[..], number, blob));
                done.map(|_| ()).map_err(damaged)
            }
            RecordType::Draft => {
                self.counts[2] += 1;
                let (id, partner, key, blob) = parse_draft(record)?;
                self.vault
                    .db
                    .execute(
                        "INSERT INTO draft(id, partner, key, blob) VALUES(?, ?, ?, ?)",
                        (&id.0[..], &partner.0[..], &key.0[..], blob),
                    )
                    .map_err(damaged)?;
                Ok(())
            }
            RecordType::Witness => {
                self.counts[3] += 1;
                let (partner, key, blob) = parse_witness(record)?;
                let insert = "INSERT INTO witness(partner, key, blob) VALUES(?, ?, ?)";
                let done = self.vault.db.execute(insert, (&partner.0[..], &key.0[..], blob));
                done.map(|_| ()).map_err(damaged)
            }
            RecordType::End => Ok(()),
        }
    }

    fn put_change(&mut self, record: &ChangeRecord) -> Result<(), VaultError> {
        let db = &self.vault.db;
        let n = match self.logs.get(&record.log) {
            Some(n) => *n,
            None => {
                db.execute(
                    "INSERT INTO log(id, author) VALUES(?, ?)",
                    (&record.log.0[..], &record.author.0[..]),
                )?;
                let n = db.last_insert_rowid();
                self.logs.insert(record.log, n);
                n
            }
        };
        let stored = &record.stored;
        db.prepare_cached("INSERT INTO change(id, space, content_hash, link, sig, key, sum, blob) VALUES(?, ?, ?, ?, ?, ?, ?, ?)")?
            .execute((
                log::row_id(n, record.seq)?,
                rows::number(db, Numbered::Space, record.space)?,
                &stored.content_hash[..],
                &stored.link.0[..],
                &stored.sig[..],
                rows::number(db, Numbered::Key, record.key)?,
                &stored.sum[..],
                &stored.blob,
            ))?;
        Ok(())
    }
}
