//! What the window calls practices, their steps and what is chosen in them, for paper.

use duologue_chosen::Wording;
use fluent_bundle::{FluentBundle, FluentResource};
use serde::Deserialize;
use std::collections::HashMap;

/// The window's catalogues that hold such words.
const CATALOGUES: [&str; 5] = [
    include_str!("../../../ui/locales/en/practices.ftl"),
    include_str!("../../../ui/locales/en/doing.ftl"),
    include_str!("../../../ui/locales/en/alone.ftl"),
    include_str!("../../../ui/locales/en/time.ftl"),
    include_str!("../../../ui/locales/en/summary.ftl"),
];
const FEELINGS: &str = include_str!("../../../ui/content/en/feelings.json");
const NEEDS: &str = include_str!("../../../ui/content/en/needs.json");
const CHECK_IN: &str = include_str!("../../../ui/content/en/checkin.json");

/// The words, by the ids that stand in a journal.
pub struct Catalogues {
    bundle: FluentBundle<FluentResource>,
    chosen: HashMap<String, String>,
}

#[derive(Deserialize)]
struct Word {
    id: String,
    text: String,
}

#[derive(Deserialize)]
struct Family {
    words: Vec<Word>,
}

#[derive(Deserialize)]
struct Question {
    answers: Vec<Word>,
}

impl Catalogues {
    /// Reads what is compiled in.
    pub fn read() -> Self {
        let mut bundle = FluentBundle::default();
        bundle.set_use_isolating(false);
        for catalogue in CATALOGUES {
            let resource = match FluentResource::try_new(catalogue.to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        let families: Vec<Family> = serde_json::from_str(FEELINGS).unwrap_or_default();
        let questions: Vec<Question> = serde_json::from_str(CHECK_IN).unwrap_or_default();
        let needs: Vec<Word> = serde_json::from_str(NEEDS).unwrap_or_default();
        let felt = families.into_iter().flat_map(|family| family.words);
        let answers = questions.into_iter().flat_map(|question| question.answers);
        let all = felt.chain(answers).chain(needs);
        Self { bundle, chosen: all.map(|word| (word.id, word.text)).collect() }
    }

    /// The message "step-my-part" for the `step` "myPart"; "step-time-plan" for "time.plan".
    fn message(&self, of: &str, id: &str) -> Option<String> {
        let pattern = self.bundle.get_message(&format!("{of}-{}", kebab(id)))?.value()?;
        Some(self.bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned())
    }
}

impl Wording for Catalogues {
    fn word(&self, of: &str, id: &str) -> Option<String> {
        match (of, id.split_once('.')) {
            ("step", Some(("summary", section))) => self.message("section", section),
            ("step", Some(("witness" | "checkIn", step))) => self.message("alone", step),
            ("choice" | "feeling" | "need", _) if self.chosen.contains_key(id) => {
                self.chosen.get(id).cloned()
            }
            ("choice", _) => {
                ["choice", "wanted", "newness"].iter().find_map(|of| self.message(of, id))
            }
            _ => self.message(of, id),
        }
    }
}

/// "myPart" as "my-part", "time.plan" as "time-plan".
fn kebab(id: &str) -> String {
    let mut out = String::with_capacity(id.len() + 2);
    for letter in id.chars() {
        match letter {
            '.' => out.push('-'),
            'A'..='Z' => out.extend(['-', letter.to_ascii_lowercase()]),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Catalogues, Wording};

    #[test]
    fn what_stands_in_a_journal_by_its_id_has_the_windows_words() {
        let words = Catalogues::read();
        for (of, id, word) in [
            ("practice", "sitDown", "Weekly sit-down"),
            ("step", "myPart", "My own part"),
            ("step", "plan", "One small thing I will do"),
            ("step", "time.plan", "What we planned"),
            ("step", "witness.moment", "The moment"),
            ("step", "summary.wentWell", "What went well"),
            ("feeling", "warm-fond", "fond"),
            ("need", "need-rest", "rest"),
            ("choice", "notQuite", "Not quite, more like…"),
            ("choice", "littleNew", "A little new"),
            ("choice", "closeness-far", "Far apart"),
        ] {
            assert_eq!(words.word(of, id).as_deref(), Some(word), "{of} {id}");
        }
        for (of, id) in [("step", "understand.plan"), ("step", "newer"), ("choice", "newer")] {
            assert_eq!(words.word(of, id), None, "{of} {id} has no word of its own");
        }
    }
}
