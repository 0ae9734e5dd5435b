//! Samples to look at, in target/paper: what a test cannot see, a person does.

use crate::book::{book, year};
use crate::budget::filled;
use crate::kit::kit;
use crate::printed::{day, entry, notes, set_sheet};
use crate::prose::PROSE;
use crate::summary::{first, running};
use duologue_paper::{
    Answer, Book, BookOf, ChosenKind, ChosenPage, ChosenPart, Form, Notes, Paper, Section, Sheet,
    Standing, Summary, Words,
};
use std::path::PathBuf;

fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("paper");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn keep(name: &str, sheet: &Sheet, paper: Paper) {
    let sheets = set_sheet(sheet, paper);
    assert!(
        sheets.missing().is_empty(),
        "{name}: no font here has {:?}; the fonts of fonts-noto-core and fonts-noto-cjk are needed",
        sheets.missing()
    );
    std::fs::write(folder().join(format!("{name}.pdf")), sheets.pdf().unwrap()).unwrap();
}

/// The words of `running` in another language: one of the two, and what both stand behind.
fn translated(texts: [&str; 9]) -> Summary {
    let mut summary = running();
    let mut texts = texts.into_iter();
    for line in summary.lines.iter_mut().filter(|line| line.author != Some(1)) {
        line.text = texts.next().unwrap().into();
    }
    summary
}

fn arabic() -> Summary {
    let mut summary = translated([
        "طلبتُ المساعدة في الأوراق فجاءت في الليلة نفسها.",
        "في الأحد الثاني كنا متعبين جدًّا.",
        "ظننتُ أن الصمت في السيارة تعب. حين عرفتُ لاحقًا شعرتُ بأنني خارج الباب، وندمتُ.",
        "كلٌّ منا ينتظر أن يبدأ الآخر.",
        "أحدنا يصمت فيسأل الآخر أكثر، فيطول الصمت.",
        "أمسيات الأحد.",
        "طريقة لإيقاف الجدال لا تشبه الرحيل (نحو 20 دقيقة).",
        "أن نخرج بجملة واحدة نبدأ بها.",
        "أن أسمع كلمة «لا» دون أن أخمّن السبب، كما قال Sam يوم 18.",
    ]);
    summary.names = vec!["نور".into(), "Sam".into()];
    summary
}

fn japanese() -> Summary {
    let mut summary = translated([
        "書類のことで助けを頼んだら、その晩のうちに手伝ってくれた。",
        "二回目の日曜日は、二人とも疲れすぎていた。",
        "車の中の沈黙を、疲れているのだと思った。後で知って、締め出されたように感じ、申し訳なかった。",
        "どちらも、相手が先に始めるのを待っている。",
        "一人が黙ると、もう一人がもっと聞き、沈黙が長くなる。",
        "日曜日の夜。",
        "立ち去るように感じさせずに、口論を止める方法。",
        "最初の一文を持って帰れること。",
        "理由を推し量らずに「いいえ」を聞くこと（Sam と 18日に話した）。",
    ]);
    summary.names = vec!["のぞみ".into(), "Sam".into()];
    summary
}

/// Only one of both wrote, and not everywhere.
fn half_open() -> Summary {
    let mut summary = running();
    let kept = [Section::WentWell, Section::Moment, Section::Today, Section::Help];
    for line in &mut summary.lines {
        if line.author != Some(1) || !kept.contains(&line.section) {
            line.text.clear();
        }
    }
    summary
}

fn for_a_talk() -> Notes {
    let long = "I keep coming back to the evening in the **kitchen**. What I want to say:\n\n\
        1. I was tired, and said so too late.\n2. I heard blame where there may have been none.\n\n\
        > You said: “I was only asking.”\n\nSee <https://example.org/listening> for the page I read.";
    let mut sheet = notes(vec![
        entry(8, "Noor", ChosenKind::Page { markdown: long.into() }),
        entry(
            8,
            "Noor",
            ChosenKind::Page { markdown: "Later: it was the tone, not the words.".into() },
        ),
        entry(
            12,
            "Noor",
            ChosenKind::Noticed {
                did: "Sam waited with dinner until I was off the phone.".into(),
                says: "He notices when I am stretched.".into(),
                meant: "I could arrive before I had to talk.".into(),
            },
        ),
    ]);
    sheet.names.truncate(1);
    sheet.standing = Standing::ByOne;
    sheet
}

fn our_year() -> Book {
    let mut entries = year();
    let part = |heading: &str, author: &str, text: &str| ChosenPart {
        heading: heading.into(),
        author: author.into(),
        text: text.into(),
    };
    let add = |on: u32, author: &str, kind: ChosenKind| ChosenPage {
        on: day(on),
        author: author.into(),
        kind,
    };
    entries.extend([
        add(
            2,
            "Noor",
            ChosenKind::Replied {
                page: Box::new(ChosenKind::Page {
                    markdown: "## The allotment\n\nWe dug until *dark*, and found:\n\n- a spoon\n- \
                        two marbles\n  - one blue\n- **no** potatoes\n\n---\n\n> Next year beans.\n\n\
                        The map is [here](https://example.org/allotments)."
                        .into(),
                }),
                replies: vec![Answer {
                    author: "Sam".into(),
                    markdown: Some("I have the blue one in my coat.".into()),
                }],
            },
        ),
        add(
            4,
            "",
            ChosenKind::Practice {
                title: "Talk openly: Sunday evenings".into(),
                parts: vec![
                    part("In turns", "Noor", "On Sunday I stood in the hall with my coat on, and nobody said stay."),
                    part("In turns", "Sam", "I heard: you wished I had said stay."),
                    part("In turns", "Noor", "Yes."),
                    part("What we agreed", "", "Half an hour before screens, on Sundays."),
                ],
            },
        ),
        add(
            6,
            "Sam",
            ChosenKind::Noticed {
                did: "You kept the porch light on.".into(),
                says: "You wait for people.".into(),
                meant: "I was expected.".into(),
            },
        ),
        add(
            9,
            "",
            ChosenKind::InnerWorld {
                question: "What helps you come back after a quarrel?".into(),
                answers: vec![
                    Answer { author: "Noor".into(), markdown: Some("Time, but with an end to it.".into()) },
                    Answer { author: "Sam".into(), markdown: None },
                ],
            },
        ),
    ]);
    book(BookOf::Ours, entries)
}

#[test]
fn samples_of_every_sheet_are_kept_to_be_looked_at() {
    keep("running-session", &Sheet::Summary(running()), Paper::A4);
    let approved = Summary { standing: Standing::Approved, ..running() };
    keep("running-session-approved-letter", &Sheet::Summary(approved), Paper::Letter);
    keep("first-session", &Sheet::Summary(first()), Paper::A4);
    let full = filled(Form::First, PROSE[0].1, |section| section.budget(Form::First));
    keep("first-session-full", &Sheet::Summary(full), Paper::A4);
    keep("half-left-open", &Sheet::Summary(half_open()), Paper::A4);
    keep("arabic-and-english", &Sheet::Summary(arabic()), Paper::A4);
    keep("japanese-and-english", &Sheet::Summary(japanese()), Paper::A4);
    keep("recovery-kit", &Sheet::Kit(kit()), Paper::A4);
    keep("notes", &Sheet::Notes(for_a_talk()), Paper::A4);
    keep("book", &Sheet::Book(our_year()), Paper::A4);
}

#[test]
fn the_languages_of_two_people_share_a_page() {
    for (summary, tag) in [(arabic(), "ar"), (japanese(), "ja")] {
        let sheets =
            duologue_paper::typeset(&Sheet::Summary(summary), &Words::of("en"), Paper::A4).unwrap();
        assert_eq!(sheets.page_count(), 1, "{tag}: it fits");
        let pdf = sheets.pdf().unwrap();
        let language = format!("/Lang({tag})");
        let told = pdf.windows(language.len()).any(|part| part == language.as_bytes());
        assert!(told, "{tag}: a screen reader is told the language of these lines");
    }
}
