//! A page as a Markdown file of its own, its head as front matter.

use crate::json::{Labels, kind_word, space_word};
use crate::output::{field, set_off};
use crate::pages::{Whole, standing_words};
use duologue_core::journal::{Attachment, Page, Part, PracticePage, Version};
use duologue_core::practice::PAUSE;
use serde::Serialize;

/// The file for one page; `copied` says where its files stand.
pub fn page(
    Whole { page, files, standing }: &Whole,
    labels: &Labels,
    copied: &dyn Fn(&Attachment) -> Option<String>,
) -> String {
    let mut out = front_matter(page, labels);
    if let Some(standing) = standing {
        out.push_str(&format!("{}\n\n", standing_words(*standing)));
    }
    if page.head.taken_back {
        out.push_str("(taken back)\n");
    }
    for (heading, text) in sections(page, labels) {
        out.push_str(&format!("## {}\n\n", field(&heading)));
        if !text.trim().is_empty() {
            // Quoted to its last line: no heading in it passes for one of these.
            out.push_str(&format!("{}\n\n", set_off(text, "> ")));
        }
    }
    if !page.text.is_empty() {
        out.push_str(&page.text);
        out.push('\n');
    }
    for file in files {
        out.push_str(&linked(&file.name, copied(file)));
    }
    for version in &page.versions {
        out.push_str(&earlier(version));
    }
    out
}

fn front_matter(page: &Page, labels: &Labels) -> String {
    let head = &page.head;
    format!(
        "---\nid: {}\nspace: {}\nkind: {}\nauthors: {}\non: {}\nat: {}\ntags: {}\n---\n\n",
        head.id,
        space_word(head.space),
        kind_word(head.kind),
        quoted(&labels.all(&head.authors)),
        head.on,
        head.at.to_rfc3339(),
        quoted(&head.tags),
    )
}

/// JSON is YAML too, so no name or tag can break the front matter.
fn quoted(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// What practices keep beside free text; what was left empty is left out, but for a step that
/// was a choice without words.
fn sections<'a>(page: &'a Page, labels: &'a Labels) -> Vec<(String, &'a str)> {
    let mut all = Vec::new();
    if let Some(noticed) = &page.noticed {
        all.push(("What you did".to_owned(), noticed.did.as_str()));
        all.push(("What it says about you".to_owned(), &noticed.says));
        all.push(("What it meant to me".to_owned(), &noticed.meant));
    }
    all.extend(page.question.iter().map(|question| ("Question".to_owned(), question.as_str())));
    all.extend(page.answers.iter().map(|answer| {
        let text = if answer.in_person { "(told in person)" } else { &answer.text };
        (labels.get(answer.author).to_owned(), text)
    }));
    all.extend(page.replies.iter().map(|reply| {
        let heading = format!("{}, {}", labels.get(reply.author), reply.at.to_rfc3339());
        (heading, reply.text.as_str())
    }));
    all.retain(|(_, text)| !text.is_empty());
    if let Some(practice) = &page.practice {
        all.push(("About".to_owned(), practice.about.as_str()));
        all.extend(
            told(practice).map(|part| {
                (step_heading(labels.get(part.author), part), part.words.text.as_str())
            }),
        );
    }
    all
}

/// Who said it, in which step, and what was chosen there.
pub fn step_heading(label: &str, part: &Part) -> String {
    let Part { step, words, .. } = part;
    // Whose hand signed a pause says nothing of who asked for it.
    let mut heading = if step == PAUSE { step.clone() } else { format!("{label}, {step}") };
    let when = words.when.map(|when| when.to_string());
    let chosen = words.choice.iter().chain(&words.feelings).chain(&words.needs).chain(&when);
    for word in chosen {
        heading.push_str(", ");
        heading.push_str(word);
    }
    if part.agreed {
        heading.push_str(", agreed to by both");
    }
    heading
}

/// What is told of a practice, in its order. Agreeing has no words of its own: what was agreed to says
/// so, and words that were put in its place do not.
pub fn told(practice: &PracticePage) -> impl Iterator<Item = &Part> {
    practice.parts.iter().filter(|part| !part.step.ends_with("Agreed"))
}

/// A file of the page, as a link to where it stands. A name is no markup.
fn linked(name: &str, copied: Option<String>) -> String {
    let name: String = field(name)
        .chars()
        .flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c]))
        .collect();
    match copied {
        Some(place) => format!("\n- [{name}]({place})\n"),
        None => format!("\n- {name} (damaged)\n"),
    }
}

fn earlier(version: &Version) -> String {
    format!("\n---\n\nEarlier version, {}:\n\n{}\n", version.at.to_rfc3339(), version.text)
}
