//! What the window calls practices, their steps and what is chosen in them, for paper.

use crate::json::kind_word;
use duologue_core::journal::{PageKind, Practice};
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
pub struct Wording {
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

impl Wording {
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

    /// As "Talk openly".
    pub fn practice(&self, practice: Practice) -> String {
        let id = kind_word(PageKind::Practice(practice));
        self.first(&[&format!("practice-{}", kebab(id))]).unwrap_or_else(|| id.to_owned())
    }

    /// What a step is called in `practice`; one without a name has none.
    pub fn step(&self, practice: Practice, step: &str) -> String {
        let step = kebab(step);
        let [general, alone] = ["step", "alone"].map(|of| format!("{of}-{step}"));
        let own = format!("step-{}-{step}", kebab(kind_word(PageKind::Practice(practice))));
        let found = match practice {
            Practice::Witness | Practice::CheckIn => self.first(&[&alone, &general]),
            Practice::Summary => self.first(&[&format!("section-{step}")]),
            _ => self.first(&[&own, &general]),
        };
        found.unwrap_or_default()
    }

    /// A word that was chosen from those offered; nothing for one that is not known here.
    pub fn chosen(&self, id: &str) -> Option<String> {
        let choice = ["choice", "wanted", "newness"].map(|of| format!("{of}-{}", kebab(id)));
        let [choice, wanted, newness] = &choice;
        self.chosen.get(id).cloned().or_else(|| self.first(&[choice, wanted, newness]))
    }

    fn first(&self, ids: &[&str]) -> Option<String> {
        let pattern = ids.iter().find_map(|id| self.bundle.get_message(id)?.value())?;
        Some(self.bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned())
    }
}

/// "myPart" as "my-part".
fn kebab(id: &str) -> String {
    let mut out = String::with_capacity(id.len() + 2);
    for letter in id.chars() {
        if letter.is_ascii_uppercase() {
            out.push('-');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Wording;
    use duologue_core::journal::Practice;

    #[test]
    fn every_practice_and_its_steps_have_the_windows_words() {
        let words = Wording::read();
        assert_eq!(words.practice(Practice::SitDown), "Weekly sit-down", "a practice of two words");
        assert_eq!(words.step(Practice::Understand, "myPart"), "My own part", "a step of both");
        assert_eq!(words.step(Practice::Time, "plan"), "What we planned", "a name of its own");
        assert_eq!(words.step(Practice::Understand, "plan"), "One small thing I will do", "or not");
        assert_eq!(words.step(Practice::Witness, "moment"), "The moment", "a step of one");
        assert_eq!(words.step(Practice::Openly, "nothing"), "", "a newer step has no name");
        assert_eq!(words.chosen("warm-fond").as_deref(), Some("fond"), "a feeling");
        assert_eq!(words.chosen("need-rest").as_deref(), Some("rest"), "a need");
        assert_eq!(words.chosen("notQuite").as_deref(), Some("Not quite, more like…"), "a choice");
        assert_eq!(words.chosen("nothing"), None, "a newer word");
    }
}
