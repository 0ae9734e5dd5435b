//! Every use of a cipher, a key derivation or a signature, and the keys.
//!
//! The primitives are named only in here. Outside there are `encrypt`,
//! `decrypt`, `sign` and `verify` on types that cannot be mixed up: a
//! [`SpaceKey`] encrypts objects, a [`Root`] opens a partner's part, a
//! [`Signer`] signs changes. No key can be printed, cloned or serialised, and
//! every key is wiped when it is dropped. Keys that are kept lie in memory that
//! the system does not write to disk, where it allows that.
//!
//! Format: docs/format.md §3–5.

mod attachment;
mod derive;
mod fingerprint;
mod grant;
mod kdf;
mod keys;
mod kit;
mod locked;
mod object;
mod pad;
mod sign;
mod slot;
mod stream;

pub use attachment::{AttachmentReader, AttachmentWriter, FileHash, chunks_of};
pub use derive::{card_hash, content_hash, face_hash, link, log_start, pages_hash, summary_hash};
pub use fingerprint::{Fingerprint, Fingerprinter};
pub use grant::{ReceiveKey, WRAP_CT, WRAP_ENC, WrappedKey};
pub use kdf::{Cost, KdfError};
pub use keys::{AttachmentKey, FileKey, KeyId, OursRoot, Root, SpaceKey};
pub use kit::{KitWords, KitWordsError};
pub use object::{
    OLDER_ROOT, ObjectType, decrypt_attachment_key, decrypt_object, decrypt_older_ours_root,
    decrypt_older_root, decrypt_own_object, encrypt_attachment_key, encrypt_object,
    encrypt_older_ours_root, encrypt_older_root, object_sum,
};
pub use sign::{Signer, verify};
pub use slot::{
    Behind, KitKind, SlotKind, SlotPlace, SlotRow, SlotSecret, open_slot, seal_kit_slot, seal_slot,
};
pub use stream::{CHUNK, FRAME, StreamReader, StreamWriter, backup_commitment, backup_digest};

/// A tag, a commitment or a signature did not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("does not authenticate")]
pub struct NotAuthentic;
