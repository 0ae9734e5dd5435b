//! What stands before the frames: slots, members and the file key for each partner.

use super::super::file::FORMAT;
use super::super::member::Member;
use super::super::{Unlocked, VaultError};
use crate::Id;
use crate::crypto::{Cost, FileKey, SlotKind, SlotPlace, SlotRow, WRAP_CT, WRAP_ENC, WrappedKey};
use serde::{Deserialize, Serialize};
use std::io::Read;

/// The first line, for each version of the format that a journal can be of.
const MAGIC: [&[u8; 19]; FORMAT as usize] = [b"duologue backup v1\n", b"duologue backup v2\n"];
const MAGIC_ANY: &[u8] = b"duologue backup v";
const LARGEST: u32 = 1024 * 1024;
/// Two partners, three kinds, and three of each as in the file.
const MOST_SLOTS: usize = 18;

#[derive(Serialize, Deserialize)]
pub(super) struct Header {
    vault: Id,
    slots: Vec<SlotJson>,
    members: Vec<MemberJson>,
    wraps: Vec<WrapJson>,
}

#[derive(Serialize, Deserialize)]
struct SlotJson {
    slot: Id,
    partner: Id,
    kind: u8,
    m: u32,
    t: u32,
    p: u32,
    salt: String,
    commitment: String,
    sealed: String,
    chk: String,
}

#[derive(Serialize, Deserialize)]
struct MemberJson {
    partner: Id,
    card: String,
    card_sig: String,
    face: String,
    face_sig: String,
}

#[derive(Serialize, Deserialize)]
struct WrapJson {
    recipient: Id,
    sender: Id,
    enc: String,
    ct: String,
}

/// The file key, encrypted: to whom, by whom.
pub(super) type Wrap = (Id, Id, WrappedKey);

/// What the header says, each part checked for its shape.
pub(in super::super) struct Opening {
    pub(super) vault: Id,
    pub(super) slots: Vec<SlotRow>,
    pub(super) members: Vec<Member>,
    pub(super) wraps: Vec<Wrap>,
}

fn bytes<const N: usize>(text: &str) -> Result<[u8; N], VaultError> {
    let name = crate::id::Name::<N>::parse(text).ok_or(VaultError::Damaged("backup header"))?;
    Ok(name.0)
}

fn any_bytes(text: &str) -> Result<Vec<u8>, VaultError> {
    hex::decode(text).map_err(|_| VaultError::Damaged("backup header"))
}

impl Header {
    pub(super) fn new(vault: Id, slots: &[SlotRow], members: &[Member], wraps: &[Wrap]) -> Self {
        Self {
            vault,
            slots: slots.iter().map(SlotJson::from_row).collect(),
            members: members.iter().map(MemberJson::from_member).collect(),
            wraps: wraps
                .iter()
                .map(|(recipient, sender, key)| WrapJson {
                    recipient: *recipient,
                    sender: *sender,
                    enc: hex::encode(&key.enc),
                    ct: hex::encode(&key.ct),
                })
                .collect(),
        }
    }

    /// Everything before the commitment; the journal is of `version`.
    pub(super) fn to_bytes(&self, version: i64) -> Result<Vec<u8>, VaultError> {
        let magic = usize::try_from(version - 1).ok().and_then(|nth| MAGIC.get(nth));
        let magic: &[u8] = *magic.ok_or(VaultError::NewerVersion)?;
        let json = serde_json::to_vec(self).map_err(|_| VaultError::TooLarge)?;
        let len = u32::try_from(json.len()).map_err(|_| VaultError::TooLarge)?;
        Ok([magic, &len.to_be_bytes(), &json].concat())
    }

    /// Reads the header; gives back its exact bytes too, because the frames are bound to them.
    pub(super) fn read(input: &mut impl Read) -> Result<(Opening, Vec<u8>), VaultError> {
        let mut before = vec![0; MAGIC[0].len() + 4];
        input.read_exact(&mut before).map_err(|_| VaultError::NotAJournal)?;
        if !MAGIC.iter().any(|magic| before.starts_with(*magic)) {
            let newer = before.starts_with(MAGIC_ANY);
            return Err(if newer { VaultError::NewerVersion } else { VaultError::NotAJournal });
        }
        let mut len = [0; 4];
        len.copy_from_slice(&before[MAGIC[0].len()..]);
        let len = u32::from_be_bytes(len);
        if len > LARGEST {
            return Err(VaultError::Damaged("backup header"));
        }
        let mut json = vec![0; len as usize];
        input.read_exact(&mut json)?;
        if !super::super::strict::is_strict(&json) {
            return Err(VaultError::Damaged("backup header"));
        }
        let header: Self =
            serde_json::from_slice(&json).map_err(|_| VaultError::Damaged("backup header"))?;
        before.extend_from_slice(&json);
        Ok((header.opening()?, before))
    }

    fn opening(self) -> Result<Opening, VaultError> {
        let vault = self.vault;
        if self.members.is_empty()
            || self.members.len() > 2
            || self.slots.len() > MOST_SLOTS
            || self.wraps.len() > 2
        {
            return Err(VaultError::Damaged("backup header"));
        }
        Ok(Opening {
            vault,
            slots: self.slots.iter().map(|slot| slot.row(vault)).collect::<Result<_, _>>()?,
            members: self
                .members
                .iter()
                .map(|member| member.member(vault))
                .collect::<Result<_, _>>()?,
            wraps: self.wraps.iter().map(WrapJson::key).collect::<Result<_, _>>()?,
        })
    }
}

impl SlotJson {
    fn from_row(row: &SlotRow) -> Self {
        Self {
            slot: row.place.slot,
            partner: row.place.partner,
            kind: row.place.kind as u8,
            m: row.cost.m,
            t: row.cost.t,
            p: row.cost.p,
            salt: hex::encode(row.salt),
            commitment: hex::encode(row.commitment),
            sealed: hex::encode(row.sealed),
            chk: hex::encode(row.chk),
        }
    }

    fn row(&self, vault: Id) -> Result<SlotRow, VaultError> {
        let kind = SlotKind::from_number(self.kind.into());
        let kind = kind.ok_or(VaultError::Damaged("backup header"))?;
        Ok(SlotRow {
            place: SlotPlace { vault, partner: self.partner, slot: self.slot, kind },
            cost: Cost { m: self.m, t: self.t, p: self.p },
            salt: bytes(&self.salt)?,
            commitment: bytes(&self.commitment)?,
            sealed: bytes(&self.sealed)?,
            chk: bytes(&self.chk)?,
        })
    }
}

impl MemberJson {
    fn from_member(member: &Member) -> Self {
        Self {
            partner: member.partner,
            card: hex::encode(&member.card.0),
            card_sig: hex::encode(member.card_sig),
            face: hex::encode(&member.face_json),
            face_sig: hex::encode(member.face_sig),
        }
    }

    fn member(&self, vault: Id) -> Result<Member, VaultError> {
        Member::read(
            vault,
            self.partner,
            any_bytes(&self.card)?,
            bytes(&self.card_sig)?,
            any_bytes(&self.face)?,
            bytes(&self.face_sig)?,
        )
    }
}

impl WrapJson {
    fn key(&self) -> Result<Wrap, VaultError> {
        let (enc, ct) = (any_bytes(&self.enc)?, any_bytes(&self.ct)?);
        if enc.len() != WRAP_ENC || ct.len() != WRAP_CT {
            return Err(VaultError::Damaged("backup header"));
        }
        Ok((self.recipient, self.sender, WrappedKey { enc, ct }))
    }
}

/// What the file key's encryption to a partner is bound to.
pub(super) fn wrap_info(vault: Id, recipient: Id, sender: Id) -> Vec<u8> {
    [b"duologue v1 backup".as_slice(), &vault.0, &recipient.0, &sender.0].concat()
}

/// A fresh file key, encrypted to those of `members` whose cards the maker has confirmed.
pub(super) fn wrap_for(
    vault: Id,
    maker: &Unlocked,
    members: &[Member],
    surroundings: &mut dyn crate::Surroundings,
) -> Result<(FileKey, Vec<Wrap>), VaultError> {
    let key = FileKey::make(surroundings);
    let mut wraps = Vec::new();
    let known = members.iter().filter(|member| maker.trusts(&member.card, member.partner));
    for member in known {
        let info = wrap_info(vault, member.partner, maker.partner);
        wraps.push((
            member.partner,
            maker.partner,
            key.wrap(&member.card.receive_public(), &info, surroundings)?,
        ));
    }
    Ok((key, wraps))
}
