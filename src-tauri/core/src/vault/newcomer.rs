//! A partner about to be added, and the keyslot they come in by. Format: docs/format.md §4.

use super::member::{self, Face, Member};
use super::unlock::Unlocked;
use super::{VaultError, VaultFile};
use crate::crypto::{self, Cost, Root, SlotKind, SlotPlace, SlotRow};
use crate::{Id, Surroundings};

/// A partner about to be added: the slow part is done, nothing is written.
pub struct NewMember {
    root: Root,
    slot: SlotRow,
    member: Member,
}

impl NewMember {
    /// Makes the root, card and keyslot of a new partner; slow, and away from the file.
    ///
    /// # Errors
    /// [`VaultError::BadPassphrase`], [`VaultError::TooLittleMemory`].
    pub fn make(
        vault: Id,
        face: &Face,
        passphrase: &str,
        cost: Cost,
        surroundings: &mut dyn Surroundings,
    ) -> Result<Self, VaultError> {
        let partner = crate::id::Name(surroundings.random());
        let root = Root::make(surroundings);
        let slot = make_slot(vault, partner, &root, passphrase, cost, surroundings)?;
        let member = Member::make(vault, partner, 1, &root.ours_root(), face)?;
        Ok(Self { root, slot, member })
    }

    /// The new partner's id.
    pub fn partner(&self) -> Id {
        self.member.partner
    }

    /// How they will be shown.
    pub(crate) fn face(&self) -> &Face {
        &self.member.face
    }

    /// The vault they are made for.
    pub(crate) fn vault(&self) -> Id {
        self.slot.place.vault
    }

    /// Writes card and keyslot; what the logs must say of it comes back with the keys.
    pub(crate) fn add(&self, file: &VaultFile) -> Result<(Unlocked, FirstChanges), VaultError> {
        if file.count("member")? >= 2 {
            return Err(VaultError::NoSuchPerson);
        }
        self.member.insert(&file.db)?;
        member::insert_slot(&file.db, &self.slot)?;
        let slots = vec![(self.slot.place.slot, crate::id::Name(self.slot.chk))];
        let number = self.member.card.number();
        let me = Unlocked::begin(file.id, self.member.partner, number, &self.root.ours_root());
        let mut me = me.with_mine(&self.root);
        me.slots.clone_from(&slots);
        Ok((me, FirstChanges { slots }))
    }
}

/// What a new partner's log begins with.
pub(crate) struct FirstChanges {
    pub(super) slots: Vec<(Id, Id)>,
}

pub(super) fn make_slot(
    vault: Id,
    partner: Id,
    root: &Root,
    passphrase: &str,
    cost: Cost,
    surroundings: &mut dyn Surroundings,
) -> Result<SlotRow, VaultError> {
    let salt = surroundings.random();
    let free = surroundings.free_memory_kib().unwrap_or(u64::MAX);
    let secret = cost.derive(passphrase, &salt, free)?;
    let place = SlotPlace {
        vault,
        partner,
        slot: crate::id::Name(surroundings.random()),
        kind: SlotKind::Passphrase,
    };
    Ok(crypto::seal_slot(place, cost, salt, &secret, root))
}
