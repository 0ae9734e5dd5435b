//! From a passphrase to 32 bytes, slowly. Format: docs/format.md §4.

use super::locked::LockedKey;
use super::slot::SlotSecret;
use crate::Surroundings;
use argon2::{Algorithm, Argon2, Params, Version};
use std::time::Duration;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

const MIB: u32 = 1024;
const LONGEST_PASSPHRASE: usize = 1024;
#[cfg(not(feature = "test-seams"))]
const LEAST_MEMORY: u32 = 19 * MIB;
#[cfg(feature = "test-seams")]
const LEAST_MEMORY: u32 = 64;

/// Why a passphrase was not tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KdfError {
    /// The numbers in the file are outside of what Duologue ever writes or accepts.
    #[error("key derivation numbers out of bounds")]
    OutOfBounds,
    /// Empty, or longer than 1,024 bytes.
    #[error("passphrase empty or too long")]
    BadPassphrase,
    /// Not enough memory is free.
    #[error("too little free memory")]
    TooLittleMemory,
}

/// What one try of a passphrase costs: memory in KiB, passes, lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub m: u32,
    /// Passes over it.
    pub t: u32,
    /// Lanes.
    pub p: u32,
}

impl Cost {
    /// What stands in a kit's slot: its words are no guess, so nothing is slow.
    pub const NONE: Self = Self { m: 0, t: 0, p: 0 };

    /// The least that is written: what asks for less is strengthened.
    pub const FLOOR: Self = Self { m: 64 * MIB, t: 3, p: 1 };

    /// The least that can be derived with, for tests that open a file thousands of times.
    #[cfg(feature = "test-seams")]
    pub const CHEAP: Self = Self { m: 64, t: 1, p: 1 };

    /// Chooses what takes 0.5 to 1 s here: 256 MiB and 3 to 10 passes, less
    /// memory only where three passes take over 2 s or little memory is free.
    pub fn measured(surroundings: &mut dyn Surroundings) -> Self {
        let free = surroundings.free_memory_kib().unwrap_or(u64::MAX);
        let mut chosen = Self { m: 64 * MIB, t: 3, p: 1 };
        for m in [256 * MIB, 128 * MIB, 64 * MIB] {
            if u64::from(m) * 2 > free {
                continue;
            }
            let cost = Self { m, t: 3, p: 1 };
            let before = surroundings.elapsed();
            if cost.derive("measuring", &[0; 16], u64::MAX).is_err() {
                continue;
            }
            let took = surroundings.elapsed() - before;
            chosen = cost.stretched(took);
            if took <= Duration::from_secs(2) {
                break;
            }
        }
        chosen
    }

    fn work(self) -> u64 {
        u64::from(self.m) * u64::from(self.t)
    }

    /// Whether one try asks for less memory, or for less work, than `floor`.
    pub fn is_below(self, floor: Self) -> bool {
        self.m < floor.m || self.work() < floor.work()
    }

    /// As much as this and as `floor`, of both memory and passes.
    pub fn raised_to(self, floor: Self) -> Self {
        Self { m: self.m.max(floor.m), t: self.t.max(floor.t), p: floor.p }
    }

    fn stretched(self, three_passes_took: Duration) -> Self {
        let pass = three_passes_took.as_secs_f64() / 3.0;
        let mut t = 3;
        while t < 10 && pass * f64::from(t) < 0.5 {
            t += 1;
        }
        Self { t, ..self }
    }

    /// # Errors
    /// [`KdfError::OutOfBounds`] for numbers no journal may ask for.
    pub fn check(self) -> Result<(), KdfError> {
        let fits = (LEAST_MEMORY..=1024 * MIB).contains(&self.m)
            && (1..=16).contains(&self.t)
            && (1..=4).contains(&self.p)
            && self.work() <= 4 * 1024 * u64::from(MIB);
        if fits { Ok(()) } else { Err(KdfError::OutOfBounds) }
    }

    /// Derives the secret of a passphrase; takes as long as this cost says.
    ///
    /// # Errors
    /// [`KdfError`], all before anything is allocated.
    pub fn derive(
        self,
        passphrase: &str,
        salt: &[u8; 16],
        free_memory_kib: u64,
    ) -> Result<SlotSecret, KdfError> {
        self.check()?;
        if passphrase.is_empty() || passphrase.len() > LONGEST_PASSPHRASE {
            return Err(KdfError::BadPassphrase);
        }
        if u64::from(self.m) > free_memory_kib {
            return Err(KdfError::TooLittleMemory);
        }
        let normal: Zeroizing<String> = Zeroizing::new(passphrase.nfc().collect());
        if normal.len() > LONGEST_PASSPHRASE {
            return Err(KdfError::BadPassphrase);
        }
        let params =
            Params::new(self.m, self.t, self.p, Some(32)).map_err(|_| KdfError::OutOfBounds)?;
        let mut secret = SlotSecret(LockedKey::filled(|_| ()));
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(normal.as_bytes(), salt, &mut secret.0[..])
            .map_err(|_| KdfError::TooLittleMemory)?;
        Ok(secret)
    }
}
