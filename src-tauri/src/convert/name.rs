//! Names of files that somebody else gave.

use std::path::Path;

/// What the core takes, in bytes.
const LONGEST: usize = 255;
const INSTEAD: char = '_';

/// What turns letters round: with it `photo\u{202E}gpj.exe` looks like a picture.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The name of a file on a disk, as one that the core takes.
pub(crate) fn disk_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let strange = |letter: char| letter.is_control() || matches!(letter, '/' | '\\');
    let plain = name.trim().replace(strange, &INSTEAD.to_string());
    // Letters that are none became longer.
    let end = (0..=LONGEST.min(plain.len())).rev().find(|end| plain.is_char_boundary(*end));
    let plain = plain.get(..end.unwrap_or_default()).unwrap_or_default().trim_end();
    if plain.is_empty() { INSTEAD.to_string() } else { plain.to_owned() }
}

/// A name that stands in the journal, as it is shown and suggested to a dialog: it looks like no
/// other, names no folder, and hides from nobody.
pub(crate) fn shown_name(name: &str) -> String {
    let mut shown: String = name.chars().filter(|letter| !turns(*letter)).collect();
    let strange = |letter: char| {
        letter.is_control()
            || matches!(letter, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
    };
    shown = shown.replace(strange, &INSTEAD.to_string());
    if shown.trim().is_empty() || shown.starts_with('.') {
        shown.insert(0, INSTEAD);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{disk_name, shown_name};
    use std::path::Path;

    #[test]
    fn a_name_that_is_shown_looks_like_no_other_and_leads_nowhere() {
        for (name, shown) in [
            ("harbour at night.jpg", "harbour at night.jpg"),
            ("قارب.jpg", "قارب.jpg"),
            ("photo\u{202E}gpj.exe", "photogpj.exe"),
            ("../../.bashrc", "_.._.._.bashrc"),
            ("C:\\autoexec.bat", "C__autoexec.bat"),
            (".hidden", "_.hidden"),
            ("a\nb", "a_b"),
            ("\u{200F}", "_"),
        ] {
            assert_eq!(shown_name(name), shown, "{name:?}");
        }
    }

    #[test]
    fn whatever_a_disk_calls_a_file_the_core_takes() {
        assert_eq!(disk_name(Path::new("/photos/ sea .jpg")), "sea .jpg", "nothing around it");
        assert_eq!(disk_name(Path::new("/photos/a\\b\n.jpg")), "a_b_.jpg", "no folder, no line");
        assert_eq!(disk_name(Path::new("/photos/ ")), "_", "never nothing");
        let long = disk_name(Path::new(&format!("/photos/{}", "ö".repeat(200))));
        assert_eq!(long.len(), 254, "cut between two letters");
    }
}
