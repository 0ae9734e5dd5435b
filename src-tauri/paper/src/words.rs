//! The words on paper, from the same catalogues as the window's.

use crate::block::{Block, LineRole, printable};
use crate::entries::blank;
use chrono::{Datelike, NaiveDate, NaiveDateTime};
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

    /// A line of the sheet's own: it stands as this language does, whatever names are in it.
    pub(crate) fn line(&self, role: LineRole, text: impl Into<String>) -> Block {
        let ours = Block::plain(role, self.say("paper-left-open", &[]));
        Block { rtl: ours.rtl, ..Block::plain(role, text) }
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

    /// The text before, between and after the `holes` of a message, in their order.
    pub(crate) fn around<const HOLES: usize, const PARTS: usize>(
        &self,
        id: &str,
        known: &[(&str, &str)],
        holes: [&str; HOLES],
    ) -> [String; PARTS] {
        // What people write has no controls left by then, so nothing of it is a hole.
        const HOLE: &str = "\u{1}";
        let known: Vec<_> = known.iter().map(|(name, value)| (*name, printable(value))).collect();
        let mut values: Vec<_> = known.iter().map(|(name, value)| (*name, &**value)).collect();
        values.extend(holes.map(|name| (name, HOLE)));
        let text = self.say(id, &values);
        let mut parts = text.split(HOLE).map(str::to_owned);
        std::array::from_fn(|_| parts.next().unwrap_or_default())
    }

    /// A message about somebody; another where they have no name.
    pub(crate) fn named(&self, id: &str, unnamed: &str, name: &str) -> String {
        if blank(name) { self.say(unnamed, &[]) } else { self.say(id, &[("author", name)]) }
    }

    /// Somebody's `text` with their name in bold before it.
    pub(crate) fn run_in(&self, name: &str, text: &str) -> Block {
        self.labelled("paper-run-in", &[("name", name)], text)
    }

    /// A message with `text` in it, the message in bold.
    pub(crate) fn labelled(&self, id: &str, known: &[(&str, &str)], text: &str) -> Block {
        let [before, after] = self.around(id, known, ["text"]);
        Block::labelled(LineRole::Text, [&before, &after], text)
    }

    /// As "Tuesday 28 October 2025".
    pub(crate) fn date(&self, day: NaiveDate) -> String {
        let weekday = self.nth("paper-weekday", day.weekday().number_from_monday());
        let month = self.nth("paper-month", day.month());
        let (number, year) = (day.day().to_string(), day.year().to_string());
        let values = [("weekday", &*weekday), ("day", &number), ("month", &month), ("year", &year)];
        self.say("paper-day", &values)
    }

    /// As "October 2025".
    pub(crate) fn month(&self, day: NaiveDate) -> String {
        let month = self.nth("paper-month", day.month());
        self.say("paper-month-of", &[("month", &month), ("year", &day.year().to_string())])
    }

    /// As "8 to 23 October 2026": what `from` shares with `to` is said once. `ids` are
    /// the messages for one day, a period within a month, within a year, and of more than one.
    pub(crate) fn period(&self, ids: [&str; 4], from: NaiveDate, to: NaiveDate) -> String {
        let id = match (from.year() == to.year(), from.month() == to.month()) {
            (true, true) if from == to => ids[0],
            (true, true) => ids[1],
            (true, false) => ids[2],
            (false, _) => ids[3],
        };
        let [from, to] = [from, to].map(|day| {
            let month = self.nth("paper-month", day.month());
            [day.day().to_string(), month, day.year().to_string()]
        });
        let names = ["from-day", "from-month", "from-year", "to-day", "to-month", "to-year"];
        let values: Vec<_> = names.into_iter().zip(from.iter().chain(&to)).collect();
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.say(id, &values)
    }

    /// As "Covers 8 to 23 October 2026."
    pub(crate) fn covers(&self, from: NaiveDate, to: NaiveDate) -> String {
        let ids = ["paper-period-day", "paper-period", "paper-period-months", "paper-period-years"];
        self.period(ids, from, to)
    }

    /// As "Tuesday 28 October 2025, 19:30".
    pub fn moment(&self, when: NaiveDateTime) -> String {
        let (day, time) = (self.date(when.date()), when.format("%H:%M").to_string());
        self.say("paper-at-time", &[("day", &day), ("time", &time)])
    }

    /// As "Noor and Sam, Tuesday 28 October 2025."; only those who have a name.
    pub(crate) fn names_and_date(&self, names: &[String], made: NaiveDate) -> String {
        let made = self.date(made);
        match self.names(names) {
            Some(names) => self.say("paper-names", &[("names", &names), ("made", &made)]),
            None => self.say("paper-made", &[("made", &made)]),
        }
    }

    /// As "Noor and Sam"; nothing where nobody has a name.
    pub(crate) fn names(&self, names: &[String]) -> Option<String> {
        let known: Vec<&str> =
            names.iter().map(String::as_str).filter(|name| !blank(name)).collect();
        match known[..] {
            [] => None,
            [first, second] => {
                Some(self.say("paper-name-list-two", &[("first", first), ("second", second)]))
            }
            _ => Some(known.join(", ")),
        }
    }
}
