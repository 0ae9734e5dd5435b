//! The bytes of a summary that are hashed and signed.

use super::*;

#[test]
fn the_canonical_bytes_are_those_of_the_format() {
    let prepared = Prepared::new();
    let [seen, _] = prepared.seen_by_each();
    let (noor, sam) = (prepared.journal.noor, prepared.journal.sam);
    let each = |section: &str, authors: [(Id, &str); 2]| {
        authors.map(|(author, text)| {
            format!(r#"{{"author":"{author}","section":"{section}","text":"{text}"}}"#)
        })
    };
    let both = |section: &str, text: &str| {
        [format!(r#"{{"author":null,"section":"{section}","text":"{text}"}}"#)]
    };
    let mut lines: Vec<String> = Vec::new();
    lines.extend(each("wentWell", [(noor, "The walks."), (sam, "That we talked.")]));
    lines.extend(each("tried", [(sam, ""), (noor, "")]));
    lines.extend(each("moment", [(noor, ""), (sam, "")]));
    lines.extend(both("recognise", ""));
    lines.extend(both("loop", ""));
    lines.extend(both("topic", "The evenings."));
    lines.extend(each("today", [(sam, ""), (noor, "")]));
    lines.extend(each("worthwhile", [(noor, ""), (sam, "")]));
    lines.extend(each("help", [(sam, ""), (noor, "")]));
    let expected = format!(
        concat!(
            r#"{{"from":"2026-11-01","language":"en","lines":[{}],"made":"2026-11-02","#,
            r#""names":[{{"id":"{}","label":"Noor"}},{{"id":"{}","label":"Sam"}}],"#,
            r#""paper":"a4","template":"running-1","to":"2026-11-30","v":1}}"#
        ),
        lines.join(","),
        noor,
        sam
    );
    let canonical = String::from_utf8(seen.content.canonical().unwrap()).unwrap();
    assert_eq!(canonical, expected, "docs/format.md says these very bytes");
    let hash: [u8; 32] = core_tests::blake3_derive("summary", expected.as_bytes());
    assert_eq!(seen.hash.0, hash, "and their hash");
    let page = SEEN[0].as_bytes();
    let material = [&(page.len() as u64).to_be_bytes()[..], page].concat();
    let pages: [u8; 32] = core_tests::blake3_derive("pages", &material);
    assert_eq!(pages_hash(&SEEN).0, pages, "and that of the pages");
    assert_ne!(pages_hash(&["ab", "c"]), pages_hash(&["a", "bc"]), "where a page ends counts");
}

#[test]
fn every_word_and_place_of_the_content_is_in_its_hash() {
    let [seen, _] = Prepared::new().seen_by_each();
    let content = seen.content;
    let mut others = Vec::new();
    let mut swapped = content.clone();
    swapped.lines.swap(0, 1);
    others.push(("the order of two lines", swapped));
    let mut named = content.clone();
    named.names.swap(0, 1);
    others.push(("the order of the names", named));
    let mut renamed = content.clone();
    renamed.names[0].label = "N.".into();
    others.push(("a name", renamed));
    let mut moved = content.clone();
    moved.lines[0].author = moved.lines[1].author;
    others.push(("whose line it is", moved));
    let mut dated = content.clone();
    dated.made = november(3);
    others.push(("the day", dated));
    let mut later = content.clone();
    later.v = 2;
    others.push(("the version of the shape", later));
    let mut spaced = content.clone();
    spaced.lines[0].text.push('\u{200b}');
    others.push(("a sign that nobody sees", spaced));
    for (what, other) in others {
        assert_ne!(other.hash().unwrap(), seen.hash, "{what} is part of what is approved");
    }
    let json = content.canonical().unwrap();
    let read: duologue_core::practice::SummaryContent = serde_json::from_slice(&json).unwrap();
    assert_eq!(read, content, "and whoever has the bytes has the content");
}

#[test]
fn hostile_words_are_only_words() {
    let prepared = Prepared::new();
    let of = prepared.of;
    let mut noor = prepared.journal.sit(prepared.journal.noor);
    let texts = [
        "\"},{\"author\":null,\"section\":\"topic\",\"text\":\"x".to_owned(),
        "#set text(size: 1pt)\n= Title $x$ `code` \\".to_owned(),
        "שלום Sam, \u{202e}txet\u{202c} 🎉🧡".to_owned(),
        "a\u{0}b\u{7f}\u{2028}c".to_owned(),
        "x".repeat(10_000),
    ];
    for (text, turn) in texts.iter().zip(1..) {
        share(&mut noor, of, Section::Help, turn, text);
        let summary = noor.summary(of).unwrap();
        let stands = text_of(&summary, Section::Help, Some(prepared.journal.noor));
        assert_eq!(stands, text, "kept as it was typed");
        let json = summary.content.canonical().unwrap();
        let read: duologue_core::practice::SummaryContent = serde_json::from_slice(&json).unwrap();
        assert_eq!(read, summary.content, "and nothing in it is structure");
    }
}
