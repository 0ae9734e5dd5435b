//! Faults of the words of a kit, as somebody types them.

use core_tests::refused;
use duologue_core::crypto::{KitWords, KitWordsError};

use KitWordsError::{Checksum, Count, Unknown};

/// BIP-39's own vector for 16 bytes of 0x7f.
const LEGAL: &str = "legal winner thank year wave sausage worth useful legal winner thank yellow";

fn cases() -> Vec<(&'static str, String, KitWordsError)> {
    let with = |old: &str, new: &str| LEGAL.replacen(old, new, 1);
    let first = |n: usize| LEGAL.split(' ').take(n).collect::<Vec<_>>().join(" ");
    vec![
        ("nothing", String::new(), Count(0)),
        ("only white space", " \t\r\n\u{a0}\u{3000}".into(), Count(0)),
        ("only numbers", "1. 2. 3. 4. 5. 6. 7. 8. 9. 10. 11. 12.".into(), Count(0)),
        ("one word", first(1), Count(1)),
        ("one too few", first(11), Count(11)),
        ("one too many", format!("{LEGAL} yellow"), Count(13)),
        ("twice as many", format!("{LEGAL} {LEGAL}"), Count(24)),
        ("two words run together", with("legal winner", "legalwinner"), Count(11)),
        ("a word cut in two", with("sausage", "sau sage"), Count(13)),
        ("commas between them", LEGAL.replace(' ', ","), Count(1)),
        ("a slip of the pen", with("year", "yeer"), Unknown(4)),
        ("only the start of a word", with("year", "yea"), Unknown(4)),
        ("a letter more", with("year", "years"), Unknown(4)),
        ("a letter of another alphabet", with("legal", "l\u{435}gal"), Unknown(1)),
        ("an accent", with("year", "y\u{e9}ar"), Unknown(4)),
        ("a full stop after a word", format!("{LEGAL}."), Unknown(12)),
        ("a sign of no width", with("year", "ye\u{200b}ar"), Unknown(4)),
        ("a zero byte", with("year", "ye\0ar"), Unknown(4)),
        ("a word of a mebibyte", with("yellow", &"y".repeat(1 << 20)), Unknown(12)),
        ("a word of another language's list", with("legal", "abandonner"), Unknown(1)),
        ("a number with a letter", with("legal", "1a"), Unknown(1)),
        ("another word of the list", with("year", "wave"), Checksum),
        ("two words exchanged", with("legal winner", "winner legal"), Checksum),
        ("backwards", LEGAL.split(' ').rev().collect::<Vec<_>>().join(" "), Checksum),
        ("twelve times the same", "legal ".repeat(12), Checksum),
        ("only the last word another", with("yellow", "abandon"), Checksum),
    ]
}

pub(super) fn names() -> Vec<String> {
    cases().into_iter().map(|(name, ..)| name.to_owned()).collect()
}

#[test]
fn words_with_a_fault_are_told_apart_and_never_a_kit() {
    for (name, words, why) in cases() {
        assert_eq!(refused(KitWords::read(&words)), why, "{name}");
    }
    assert!(KitWords::read(LEGAL).is_ok(), "and the words they were made of are a kit");
}
