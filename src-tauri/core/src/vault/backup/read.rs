//! Reading a backup: what its header shows, verifying all of it, building a journal from it.

use super::super::attachment::Named;
use super::super::member::{self, Face};
use super::super::unlock::Opened;
use super::super::{
    Challenge, Computer, KitChallenge, Problem, Unlocked, VaultError, VaultFile, scan,
};
use super::filling::{Chunks, Filling};
use super::header::{Header, Opening, wrap_info};
use super::looking::Looking;
use super::record::{End, RecordType, parse_chunk};
use super::records::{Record, Records};
use super::write::LABEL;
use super::{Watch, go_on};
use crate::Id;
use crate::crypto::{self, ReceiveKey, SlotKind, SlotRow, StreamReader};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// Is given a chunk: of which attachment, its number, its bytes.
type TakeChunk<'a> = &'a mut dyn FnMut(Id, u32, &[u8]) -> Result<(), VaultError>;

/// A backup whose header was read; nothing of it is trusted yet.
pub struct BackupFile {
    file: File,
    opening: Opening,
    pub(super) before: Vec<u8>,
}

/// Who made a backup, and when, as they signed it.
pub(crate) struct Origin {
    pub(crate) maker: Id,
    pub(crate) made: String,
}

impl BackupFile {
    /// Opens a backup and reads its header.
    ///
    /// # Errors
    /// [`VaultError::NotAJournal`], [`VaultError::NewerVersion`], [`VaultError::Damaged`].
    pub fn open(path: &Path) -> Result<Self, VaultError> {
        // Opening a pipe waits until somebody writes into it.
        if !std::fs::metadata(path)?.is_file() {
            return Err(VaultError::NotAJournal);
        }
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
    ) -> Result<(VaultFile, Unlocked, Origin), VaultError> {
        let receive = opened.root().ours_root().receive_key();
        let vault = VaultFile::make(path, self.opening.vault)?;
        let end = self.fill(&vault, opened.partner(), &receive, Chunks::Keep, watch)?;
        let me = vault.unlock(opened, &Computer::nowhere())?;
        check(&vault, &me, &end, self.opening.vault)?;
        Ok((vault, me, Origin { maker: end.maker, made: end.made }))
    }

    /// What it holds, as a journal in memory, without what is in attachments.
    pub(crate) fn read(
        &mut self,
        opened: &Opened,
        watch: Watch<'_>,
    ) -> Result<(VaultFile, Unlocked), VaultError> {
        let receive = opened.root().ours_root().receive_key();
        let vault = VaultFile::in_memory(self.opening.vault)?;
        self.fill(&vault, opened.partner(), &receive, Chunks::Skip, watch)?;
        let me = vault.unlock(opened, &Computer::nowhere())?;
        Ok((vault, me))
    }

    /// Verifies everything in memory: frames, records, chains, signatures, and every text that
    /// `me` can decrypt; then file after file, of which no more than a chunk is held. What did not hold in the journal already, when its
    /// maker signed it, comes back.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] or [`VaultError::NotAuthentic`] when it is not what its maker wrote.
    pub fn verify(&mut self, me: &Unlocked, watch: Watch<'_>) -> Result<Vec<Problem>, VaultError> {
        let vault = VaultFile::in_memory(self.opening.vault)?;
        self.verify_in(&vault, me.partner, &me.receive, watch, |_| Ok(me))
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
        let unlock = |vault: &VaultFile| vault.unlock(opened, &Computer::nowhere());
        self.verify_in(&vault, opened.partner(), &receive, watch, unlock)
    }

    /// What it holds, as a journal in memory without what is in attachments, for somebody who is
    /// here. Its maker's signature holds; nothing else of it was looked at.
    pub(in super::super) fn in_memory(
        &mut self,
        me: &Unlocked,
        watch: Watch<'_>,
    ) -> Result<VaultFile, VaultError> {
        let vault = VaultFile::in_memory(self.opening.vault)?;
        let end = self.fill(&vault, me.partner, &me.receive, Chunks::Skip, watch)?;
        refuse_unsigned(me, &end, self.opening.vault)?;
        Ok(vault)
    }

    /// Gives every chunk of an attachment to `take`, in their order.
    pub(in super::super) fn each_chunk(
        &mut self,
        me: &Unlocked,
        watch: Watch<'_>,
        take: TakeChunk<'_>,
    ) -> Result<(), VaultError> {
        each_chunk(&mut self.records(me.partner, &me.receive)?, watch, take)
    }

    fn verify_in<M: std::borrow::Borrow<Unlocked>>(
        &mut self,
        vault: &VaultFile,
        opener: Id,
        receive: &ReceiveKey,
        watch: Watch<'_>,
        unlock: impl FnOnce(&VaultFile) -> Result<M, VaultError>,
    ) -> Result<Vec<Problem>, VaultError> {
        let end = self.fill(vault, opener, receive, Chunks::Skip, watch)?;
        let me = unlock(vault)?;
        let (mut problems, named) = check(vault, me.borrow(), &end, self.opening.vault)?;
        let mut looking = Looking::new(vault, me.borrow(), &named)?;
        if !looking.is_done() {
            each_chunk(&mut self.records(opener, receive)?, watch, &mut |id, n, bytes| {
                looking.take(id, n, bytes);
                Ok(())
            })?;
        }
        problems.extend(looking.broken());
        Ok(problems)
    }

    fn fill(
        &mut self,
        vault: &VaultFile,
        opener: Id,
        receive: &ReceiveKey,
        chunks: Chunks,
        watch: Watch<'_>,
    ) -> Result<End, VaultError> {
        let (members, slots) = (self.opening.members.clone(), self.opening.slots.clone());
        let records = self.records(opener, receive)?;
        let transaction = vault.db.unchecked_transaction()?;
        for member in &members {
            member.insert(&vault.db)?;
        }
        for slot in &slots {
            member::insert_slot(&vault.db, slot)?;
        }
        let end = Filling::new(vault, chunks).run(records, watch)?;
        transaction.commit()?;
        Ok(end)
    }

    /// The records of the body, from the first on.
    pub(super) fn records(
        &mut self,
        opener: Id,
        receive: &ReceiveKey,
    ) -> Result<Records<File>, VaultError> {
        let total = self.file.metadata()?.len();
        let mut input = self.file.try_clone()?;
        input.seek(SeekFrom::Start(self.before.len() as u64))?;
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
        Ok(Records::new(frames, total))
    }
}

/// The maker's signature over all of it, and then every chain and text of the rebuilt journal.
/// The attachments that it names come back too.
fn check(
    vault: &VaultFile,
    me: &Unlocked,
    end: &End,
    id: Id,
) -> Result<(Vec<Problem>, Named), VaultError> {
    refuse_unsigned(me, end, id)?;
    let (named, found) = scan::scan(vault, &[me], Named::default, |named, entry, head| {
        named.take(entry, head);
        Ok(())
    })?;
    Ok((found.problems, named.without(&found.erased)))
}

fn refuse_unsigned(me: &Unlocked, end: &End, id: Id) -> Result<(), VaultError> {
    let public = me.public_of(end.maker).ok_or(VaultError::NotAuthentic("backup maker"))?;
    crypto::verify(&public, LABEL, &[&end.signed(id)], &end.sig)
        .map_err(|_| VaultError::NotAuthentic("backup"))
}

fn each_chunk(
    records: &mut Records<impl Read>,
    watch: Watch<'_>,
    take: TakeChunk<'_>,
) -> Result<(), VaultError> {
    while let Record::Of(kind, record) = records.next()? {
        if kind == RecordType::Chunk {
            let (id, n, bytes) = parse_chunk(record)?;
            take(id, n, bytes)?;
        }
        go_on(watch, records.done(), records.total)?;
    }
    Ok(())
}
