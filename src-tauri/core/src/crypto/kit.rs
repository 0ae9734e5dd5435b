//! The twelve words of a recovery kit: BIP-39 English over 16 bytes. Format: docs/format.md §4.
//!
//! The words stand for the 16 bytes themselves, not for BIP-39's seed: nothing slow is needed
//! where nothing can be guessed.

use super::derive::derive_secret;
use super::slot::SlotSecret;
use crate::Surroundings;
use bip39::{Language, Mnemonic};
use zeroize::Zeroizing;

const WORDS: usize = 12;
const ENTROPY: usize = 16;
/// No word of the list is longer.
const LONGEST_WORD: usize = 8;

/// Why words are those of no kit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KitWordsError {
    /// There are not twelve; how many there are.
    #[error("{0} words, and a kit has twelve")]
    Count(usize),
    /// The word at this place, from 1, is not in the list.
    #[error("word {0} is none that a kit is made of")]
    Unknown(usize),
    /// Each is in the list, and together they are no kit: one is another, or stands elsewhere.
    #[error("these words do not belong together")]
    Checksum,
}

/// The words of a recovery kit.
pub struct KitWords(Mnemonic);

impl KitWords {
    /// Words that nobody has, from `surroundings`' randomness.
    pub(crate) fn draw(surroundings: &mut dyn Surroundings) -> Self {
        let entropy: Zeroizing<[u8; ENTROPY]> = Zeroizing::new(surroundings.random());
        let Ok(words) = Mnemonic::from_entropy_in(Language::English, &entropy[..]) else {
            unreachable!("16 bytes are always twelve words")
        };
        Self(words)
    }

    /// Reads words as people type or copy them: in any case, with any white space, and with or
    /// without the numbers before them that a kit prints.
    ///
    /// # Errors
    /// [`KitWordsError`], looked for in the order in which it lists them.
    pub fn read(text: &str) -> Result<Self, KitWordsError> {
        let words = || text.split_whitespace().filter(|word| !is_number(word));
        let count = words().count();
        if count != WORDS {
            return Err(KitWordsError::Count(count));
        }
        let mut normal = Zeroizing::new(String::with_capacity(WORDS * (LONGEST_WORD + 1)));
        for (at, word) in words().enumerate() {
            let known = in_list(word).ok_or(KitWordsError::Unknown(at + 1))?;
            normal.push_str(known);
            normal.push(' ');
        }
        let words = Mnemonic::parse_in_normalized(Language::English, &normal);
        words.map(Self).map_err(|_| KitWordsError::Checksum)
    }

    /// The twelve words, in order.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.0.words()
    }

    /// What opens the slot of this kit.
    pub(crate) fn secret(&self) -> SlotSecret {
        let entropy = Zeroizing::new(self.0.to_entropy_array().0);
        SlotSecret::from_secret(&derive_secret("kit", &[&entropy[..ENTROPY]]))
    }
}

fn is_number(word: &str) -> bool {
    let digits = word.strip_suffix('.').unwrap_or(word);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The word of the list that `word` is, in whatever case.
fn in_list(word: &str) -> Option<&'static str> {
    if word.len() > LONGEST_WORD {
        return None;
    }
    let word = Zeroizing::new(word.to_ascii_lowercase());
    let list = Language::English.word_list();
    list.binary_search(&word.as_str()).ok().map(|at| list[at])
}
