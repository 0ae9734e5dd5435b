//! The words on paper, from the same catalogues as the window's.

use chrono::{Datelike, NaiveDate};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

/// Every language the paper speaks; the first stands in for those it does not.
const CATALOGUES: [(&str, &str); 1] = [("en", include_str!("../../../ui/locales/en/paper.ftl"))];

/// The words of the paper.
pub(crate) struct Words {
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The words in `language`, or in English where there are none.
    pub(crate) fn of(language: &LanguageIdentifier) -> Self {
        let wanted = |(tag, _): &&(&str, &str)| *tag == language.language.as_str();
        let (tag, catalogue) = CATALOGUES.iter().find(wanted).unwrap_or(&CATALOGUES[0]);
        let mut bundle = FluentBundle::new(tag.parse().into_iter().collect());
        // Names and texts stand alone or in a sentence of the same direction here;
        // isolating marks would be printed by fonts that show them.
        bundle.set_use_isolating(false);
        let resource = match FluentResource::try_new((*catalogue).to_owned()) {
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

    /// The text before, between and after the values of a message, in their order.
    pub(crate) fn around<const VALUES: usize, const PARTS: usize>(
        &self,
        id: &str,
        values: [&str; VALUES],
    ) -> [String; PARTS] {
        const HOLE: &str = "\u{1}";
        let text = self.say(id, &values.map(|name| (name, HOLE)));
        let mut parts = text.split(HOLE).map(str::to_owned);
        std::array::from_fn(|_| parts.next().unwrap_or_default())
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

    /// As "Noor and Sam, Tuesday 28 October 2025."
    pub(crate) fn names_and_date(&self, names: &[String], made: NaiveDate) -> String {
        let made = self.date(made);
        let names = match names {
            [] => return self.say("paper-made", &[("made", &made)]),
            [first, second] => {
                self.say("paper-name-list-two", &[("first", first), ("second", second)])
            }
            names => names.join(", "),
        };
        self.say("paper-names", &[("names", &names), ("made", &made)])
    }
}
