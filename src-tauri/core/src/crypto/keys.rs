//! The keys, each with one use. Format: docs/format.md §4.

use super::derive::{derive, derive_secret};
use super::locked::LockedKey;
use super::{ReceiveKey, Signer};
use crate::id::Name;
use zeroize::Zeroizing;

/// Names a space key without giving it away.
pub type KeyId = Name<16>;

macro_rules! secret {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        pub struct $name(pub(super) LockedKey);

        impl $name {
            pub(super) fn from_secret(bytes: &Zeroizing<[u8; 32]>) -> Self {
                Self(LockedKey::filled(|own| own.copy_from_slice(&bytes[..])))
            }

            /// A fresh key from `surroundings`' randomness.
            pub fn make(surroundings: &mut dyn crate::Surroundings) -> Self {
                Self(LockedKey::filled(|own| surroundings.fill(own)))
            }
        }
    };
}

secret!(
    /// A partner's root: everything of theirs is derived from it.
    Root
);
secret!(
    /// The part of a root that opens Ours, signs and receives grants, but not Mine.
    OursRoot
);
secret!(
    /// The secret of a [`SpaceKey`].
    SpaceSecret
);
secret!(
    /// Encrypts one backup file.
    FileKey
);
secret!(
    /// Encrypts the chunks of one attachment.
    AttachmentKey
);

/// Encrypts the changes and drafts of one space; never content itself, only keys per object.
pub struct SpaceKey {
    secret: SpaceSecret,
    id: KeyId,
}

impl Root {
    /// The key of this partner's Mine.
    pub fn mine_key(&self) -> SpaceKey {
        SpaceKey::from_secret(&derive_secret("mine", &[&self.0[..]]))
    }

    /// The key of this partner's older roots.
    pub(super) fn ring_key(&self) -> SpaceKey {
        SpaceKey::from_secret(&derive_secret("ring", &[&self.0[..]]))
    }

    /// What opens Ours.
    pub fn ours_root(&self) -> OursRoot {
        OursRoot::from_secret(&derive_secret("ours root", &[&self.0[..]]))
    }
}

impl OursRoot {
    /// The key that signs this partner's changes.
    pub fn signer(&self) -> Signer {
        Signer::from_seed(&derive_secret("sign", &[&self.0[..]]))
    }

    /// The key that opens grants to this partner.
    pub fn receive_key(&self) -> ReceiveKey {
        ReceiveKey::from_seed(&derive_secret("receive", &[&self.0[..]]))
    }
}

impl SpaceKey {
    pub(super) fn from_secret(bytes: &Zeroizing<[u8; 32]>) -> Self {
        Self::of(SpaceSecret::from_secret(bytes))
    }

    /// A fresh key from `surroundings`' randomness.
    pub fn make(surroundings: &mut dyn crate::Surroundings) -> Self {
        Self::of(SpaceSecret::make(surroundings))
    }

    fn of(secret: SpaceSecret) -> Self {
        let id = Name(derive("key id", &[&secret.0[..]]));
        Self { secret, id }
    }

    /// The name this key has in the file.
    pub fn id(&self) -> KeyId {
        self.id
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.secret.0
    }
}

impl FileKey {
    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}
