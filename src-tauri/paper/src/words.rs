//! The words on paper, from the same catalogues as the window's.

use chrono::{Datelike, NaiveDate};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::{LanguageIdentifier, langid};

/// Every language the paper speaks; the first stands in for those it does not.
const CATALOGUES: [(&str, &str); 1] = [("en", include_str!("../../../ui/locales/en/paper.ftl"))];

/// The words of the paper in one language: its frame, its days and months.
pub struct Words {
    pub(crate) language: LanguageIdentifier,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The words in `language`, a BCP 47 tag, or in English where there are none.
    pub fn of(language: &str) -> Self {
        let language: LanguageIdentifier = language.parse().unwrap_or(langid!("en"));
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
        Self { language, bundle }
    }

    /// A message with its values; its id, should a catalogue lack it.
    pub(crate) fn say(&self, id: &str, values: &[(&str, &str)]) -> String {
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            arguments.set(*name, *value);
        }
        self.said(id, &arguments)
    }

    /// The word for one of a row: a day of the week, a month.
    fn nth(&self, id: &str, n: u32) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set("n", n);
        self.said(id, &arguments)
    }

    fn said(&self, id: &str, arguments: &FluentArgs<'_>) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        self.bundle.format_pattern(pattern, Some(arguments), &mut Vec::new()).into_owned()
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
        let weekday = self.nth("paper-weekday", day.weekday().number_from_monday());
        let month = self.nth("paper-month", day.month());
        let (number, year) = (day.day().to_string(), day.year().to_string());
        let values = [("weekday", &*weekday), ("day", &number), ("month", &month), ("year", &year)];
        self.say("paper-day", &values)
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
