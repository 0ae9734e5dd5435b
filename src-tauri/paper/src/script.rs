//! The language of a text, as far as its script tells.
//!
//! Han characters look different in Chinese and Japanese, and a screen reader
//! reads Arabic with an English voice unless it is told. A script that many
//! languages share (Latin, Cyrillic) tells nothing.

use crate::block::Block;

/// Scripts that tell, with the language most written in them, and others that are.
const SCRIPTS: [(Script, &str, &[&str]); 7] = [
    (Script::Kana, "ja", &[]),
    (Script::Hangul, "ko", &[]),
    (Script::Han, "zh", &["ja", "ko"]),
    (Script::Arabic, "ar", &["fa", "ur", "ps", "ku", "ckb", "sd", "ug"]),
    (Script::Hebrew, "he", &["yi"]),
    (Script::Thai, "th", &[]),
    (Script::Greek, "el", &[]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Kana,
    Hangul,
    Han,
    Arabic,
    Hebrew,
    Thai,
    Greek,
}

/// Tells each block its language where its script says that it is not `language`, the sheet's.
pub(crate) fn tell(blocks: &mut [Block], language: &str) {
    let scripts: Vec<Option<Script>> =
        blocks.iter().map(|block| script_of(block.runs.iter().map(|run| &*run.text))).collect();
    let han = language_of_han(&scripts);
    for (block, script) in blocks.iter_mut().zip(scripts) {
        let of_script = SCRIPTS.iter().find(|(known, _, _)| Some(*known) == script);
        block.language = of_script.and_then(|(script, usual, others)| {
            let usual = if *script == Script::Han { han } else { usual };
            let known = language == usual || others.contains(&language);
            (!known).then_some(usual)
        });
    }
}

/// Whoever writes kana or hangul elsewhere on the sheet writes Han characters of that language.
fn language_of_han(scripts: &[Option<Script>]) -> &'static str {
    let has = |script| scripts.contains(&Some(script));
    match (has(Script::Kana), has(Script::Hangul)) {
        (true, _) => "ja",
        (false, true) => "ko",
        (false, false) => "zh",
    }
}

/// The script in which at least half of the letters are, if it tells.
fn script_of<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Script> {
    let mut letters = 0;
    let mut counts = [0_usize; SCRIPTS.len()];
    for c in texts.flat_map(str::chars).filter(|c| c.is_alphabetic()) {
        letters += 1;
        let told = if c.is_ascii() { None } else { script(c) };
        if let Some(at) = SCRIPTS.iter().position(|(known, _, _)| Some(*known) == told) {
            counts[at] += 1;
        }
    }
    // Japanese and Korean are written in Han characters too.
    let [kana, hangul, han, ..] = &mut counts;
    let theirs = if *kana > 0 { kana } else { hangul };
    if *theirs > 0 {
        *theirs += std::mem::take(han);
    }
    let most = (0..SCRIPTS.len()).max_by_key(|at| counts[*at])?;
    (counts[most] > 0 && counts[most] * 2 >= letters).then(|| SCRIPTS[most].0)
}

fn script(c: char) -> Option<Script> {
    Some(match c {
        '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9D}' => Script::Kana,
        '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7AF}' => {
            Script::Hangul
        }
        '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}' => Script::Han,
        '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{FB50}'..='\u{FDFF}' => {
            Script::Arabic
        }
        '\u{0590}'..='\u{05FF}' => Script::Hebrew,
        '\u{0E00}'..='\u{0E7F}' => Script::Thai,
        '\u{0370}'..='\u{03FF}' => Script::Greek,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::tell;
    use crate::block::{Block, LineRole};

    fn told(texts: &[&str], language: &str) -> Vec<Option<&'static str>> {
        let mut blocks: Vec<Block> =
            texts.iter().map(|text| Block::plain(LineRole::Text, *text)).collect();
        tell(&mut blocks, language);
        blocks.iter().map(|block| block.language).collect()
    }

    #[test]
    fn a_script_tells_its_language_and_the_language_of_the_sheet_needs_no_telling() {
        assert_eq!(
            told(&["plain", "καλημέρα", "مرحبا", "今日は", "日曜日"], "en"),
            [None, Some("el"), Some("ar"), Some("ja"), Some("ja")],
            "Han beside kana is Japanese, Latin is whatever the sheet is"
        );
        assert_eq!(told(&["星期天"], "en"), [Some("zh")], "Han alone is Chinese");
        assert_eq!(told(&["a π in a sentence"], "en"), [None], "one letter tells nothing");
        assert_eq!(told(&["سلام"], "fa"), [None], "Persian is written in Arabic letters too");
    }
}
