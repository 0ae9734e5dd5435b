//! Passphrases: suggested ones, and how strong one is.

use crate::Surroundings;
use bip39::Language;
use zeroize::Zeroizing;

const WORDS: usize = 5;
/// Below this, Duologue does not accept a passphrase.
const LEAST_LEVEL: u8 = 3;

/// How strong a passphrase is, as zxcvbn judges it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strength {
    /// 0 (guessed at once) to 4 (beyond guessing).
    pub level: u8,
    /// Whether Duologue accepts it.
    pub enough: bool,
}

/// Five words drawn from the 2,048 of the BIP-39 English list: 55 bits.
pub fn suggest(surroundings: &mut dyn Surroundings) -> Zeroizing<String> {
    let list = Language::English.word_list();
    let mut words = Zeroizing::new(String::with_capacity(64));
    for n in 0..WORDS {
        if n > 0 {
            words.push(' ');
        }
        // 2,048 divides 2^16, so no word is likelier than another.
        let draw = usize::from(u16::from_be_bytes(surroundings.random())) % list.len();
        words.push_str(list[draw]);
    }
    words
}

/// Judges a passphrase; `known` are words an attacker near this person would try first.
pub fn strength(passphrase: &str, known: &[&str]) -> Strength {
    // zxcvbn's time grows with length; what is past 100 characters only adds strength.
    let start: Zeroizing<String> = Zeroizing::new(passphrase.chars().take(100).collect());
    let level = u8::from(zxcvbn::zxcvbn(&start, known).score());
    Strength { level, enough: level >= LEAST_LEVEL }
}
