//! The words on paper, from the same catalogues as the window's.

use chrono::{Datelike, NaiveDate};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::{LanguageIdentifier, langid};

const ENGLISH: &str = include_str!("../../../ui/locales/en/paper.ftl");

/// The words of the paper.
pub(crate) struct Words {
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    pub(crate) fn english() -> Self {
        let english: LanguageIdentifier = langid!("en");
        let mut bundle = FluentBundle::new(vec![english]);
        // Names and texts stand alone or in a sentence of the same direction here;
        // isolating marks would be printed by fonts that show them.
        bundle.set_use_isolating(false);
        let resource = match FluentResource::try_new(ENGLISH.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
        Self { bundle }
    }

    /// A message with its values; its id, should a catalogue lack it.
    pub(crate) fn say(&self, id: &str, values: &[(&str, &str)]) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            arguments.set(*name, *value);
        }
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }

    /// As "Tuesday 28 October 2025".
    pub(crate) fn date(&self, day: NaiveDate) -> String {
        self.say(
            "paper-day",
            &[
                ("weekday", &day.format("%A").to_string()),
                ("day", &day.day().to_string()),
                ("month", &day.format("%B").to_string()),
                ("year", &day.year().to_string()),
            ],
        )
    }

    pub(crate) fn names(&self, names: &[String]) -> String {
        match names {
            [first, second] => {
                self.say("paper-name-list-two", &[("first", first), ("second", second)])
            }
            names => names.join(", "),
        }
    }
}
