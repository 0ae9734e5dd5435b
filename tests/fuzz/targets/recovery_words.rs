//! Any text, typed as the words of a kit: refused for one of three reasons, or a kit; and never one
//! that opens, if it is not the one.

#![no_main]

use duologue_core::crypto::{KitWords, KitWordsError};
use duologue_core::vault::{KitChallenge, VaultError};
use duologue_fuzz::good;
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

fn line(words: &KitWords) -> String {
    words.words().collect::<Vec<_>>().join(" ")
}

fuzz_target!(|bytes: &[u8]| {
    static CHALLENGE: OnceLock<KitChallenge> = OnceLock::new();
    let challenge = CHALLENGE
        .get_or_init(|| good().copy().open().kit_challenge(good().noor).expect("Noor has a kit"));
    match KitWords::read(&String::from_utf8_lossy(bytes)) {
        Err(KitWordsError::Count(count)) => assert_ne!(count, 12, "twelve words are enough"),
        Err(KitWordsError::Unknown(at)) => assert!((1..=12).contains(&at), "a word is named"),
        Err(KitWordsError::Checksum) => {}
        Ok(words) => {
            let said = line(&words);
            let again = KitWords::read(&said).map(|words| line(&words));
            assert_eq!(again.as_ref(), Ok(&said), "a kit's own words are that kit");
            match challenge.answer(&words) {
                Ok(_) => assert_eq!(said, good().words, "only the one kit opens"),
                Err(error) => assert_eq!(error, VaultError::WrongKit, "another is wrong"),
            }
        }
    }
});
