//! Telling, within one sitting, whether bytes are the very bytes that were looked at before.
//!
//! Poly1305 as what it is, a universal hash: under a key nobody else has, and with results that
//! nobody else sees, no other bytes can be made that have the same. Neither is ever written.

use super::SpaceKey;
use super::derive::derive_secret;
use poly1305::Poly1305;
use poly1305::universal_hash::{KeyInit, UniversalHash};

/// Of some bytes, under the key of a [`Fingerprinter`].
pub type Fingerprint = [u8; 16];

/// Makes fingerprints under one key.
pub struct Fingerprinter(Poly1305);

impl Fingerprinter {
    /// Under a key that only somebody with all of these has.
    pub fn of(keys: &[&SpaceKey]) -> Self {
        let keys: Vec<&[u8]> = keys.iter().map(|key| &key.bytes()[..]).collect();
        let key = derive_secret::<32>("fingerprints", &keys);
        Self(Poly1305::new((&*key).into()))
    }

    /// Of `place`, whose length is always the same, and `bytes`.
    pub fn print<const N: usize>(&self, place: &[u8; N], bytes: &[u8]) -> Fingerprint {
        let mut hash = self.0.clone();
        hash.update_padded(place);
        hash.compute_unpadded(bytes).into()
    }
}
