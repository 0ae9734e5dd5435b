//! A plan as a file for a calendar.

use super::journal::with_here;
use super::saving::ask_where;
use super::slowly;
use crate::convert::link;
use crate::failure::{Done, refuse};
use crate::shapes::{FailureCode, FilePlace};
use crate::shell::{Open, Seat, Shell};
use chrono::NaiveDateTime;
use duologue_core::Link;
use icalendar::{Calendar, Component, Event, EventLike};
use tauri::{AppHandle, Manager};

/// What a calendar shows unless a person wants the words of the plan in it.
const NAMELESS: &str = "Duologue";

/// Saves the plan that stands as a file for a calendar, where the person says.
#[tauri::command]
pub(crate) async fn export_plan(
    app: AppHandle,
    of: String,
    words: bool,
    name: String,
) -> Done<Option<FilePlace>> {
    slowly(move || {
        let (of, shell) = (link(&of)?, app.state::<Shell>());
        // Before the dialog: a plan without a day is refused at once.
        entry(&shell.open(), of, words)?;
        let Some(target) = ask_where(&app, &name, ("iCalendar", "ics"))? else { return Ok(None) };
        // After it: what was locked meanwhile is not written.
        let entry = entry(&shell.open(), of, words)?;
        target.write(entry.as_bytes()).map(Some)
    })
    .await
}

fn entry(open: &Open, of: Link, words: bool) -> Done<String> {
    let begun = with_here!(&open.seat, sitting => sitting.begun_practice(of))?;
    let plans = begun.page.parts.iter().filter(|part| part.step == "plan");
    let Some(plan) = plans.max_by_key(|part| part.turn) else {
        return refuse(FailureCode::BadInput);
    };
    let Some(when) = plan.words.when else { return refuse(FailureCode::BadInput) };
    let content = words.then_some((begun.page.about.as_str(), plan.words.text.as_str()));
    Ok(calendar(when, content))
}

/// An event at a time of the wall clock, wherever it is read; without content unless there is any.
fn calendar(when: NaiveDateTime, content: Option<(&str, &str)>) -> String {
    let mut event = Event::new();
    event.starts(when);
    match content {
        None => event.summary(NAMELESS),
        Some((about, text)) => {
            event.summary(&lines(about));
            if !text.is_empty() {
                event.description(&lines(text));
            }
            &mut event
        }
    };
    Calendar::empty()
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", NAMELESS))
        .push(event.done())
        .done()
        .to_string()
}

/// Text without controls but line feeds, which are written as letters: what reads calendars may take
/// a carriage return for the end of a line, and what follows it for more than words.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace(|c: char| c.is_control() && c != '\n', " ")
}

#[cfg(test)]
mod tests {
    use super::calendar;
    use chrono::NaiveDate;

    const ABOUT: &str = "Walk to the harbour, and count boats";
    const TEXT: &str = "Meet at the bridge;\nbring bread";

    fn written(content: Option<(&str, &str)>) -> String {
        let day = NaiveDate::from_ymd_opt(2026, 12, 3).expect("a day");
        calendar(day.and_hms_opt(19, 30, 0).expect("a time"), content)
    }

    /// The lines as they were before they were folded.
    fn lines(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").lines().map(str::to_owned).collect()
    }

    fn value(text: &str, name: &str) -> Option<String> {
        let start = format!("{name}:");
        lines(text).iter().find_map(|line| line.strip_prefix(&start).map(str::to_owned))
    }

    #[test]
    fn the_plan_stands_at_its_time_of_the_wall_clock() {
        let text = written(None);
        assert_eq!(
            value(&text, "DTSTART").as_deref(),
            Some("20261203T193000"),
            "no zone, no shift:\n{text}"
        );
        assert!(!text.contains("TZID"), "a plan belongs to no time zone:\n{text}");
    }

    #[test]
    fn nothing_of_the_plan_is_in_it_unless_wanted() {
        let text = written(None);
        assert_eq!(value(&text, "SUMMARY").as_deref(), Some("Duologue"), "{text}");
        assert_eq!(value(&text, "DESCRIPTION"), None, "{text}");
        let known = [
            "BEGIN", "VERSION", "PRODID", "CALSCALE", "DTSTAMP", "DTSTART", "SUMMARY", "UID", "END",
        ];
        for line in lines(&text) {
            let name = line.split([':', ';']).next().unwrap_or_default();
            assert!(known.contains(&name), "{line:?} is more than a time:\n{text}");
        }
    }

    #[test]
    fn the_words_are_in_it_when_wanted() {
        let text = written(Some((ABOUT, TEXT)));
        let summary = value(&text, "SUMMARY").expect("a summary");
        assert!(summary.contains("Walk to the harbour"), "{text}");
        let description = value(&text, "DESCRIPTION").expect("a description");
        assert!(description.contains("Meet at the bridge"), "{text}");
    }

    #[test]
    fn nothing_that_is_written_in_a_plan_is_more_than_words() {
        let planted = "Walk\rATTACH:https://example.org\u{85}\u{0}";
        let text = written(Some((planted, planted)));
        let begins = |line: &str| line.starts_with("ATTACH");
        assert!(!text.split(['\r', '\n', '\u{85}']).any(begins), "a line of its own:\n{text:?}");
        assert!(text.replace("\r\n ", "").contains("ATTACH:"), "the words are there:\n{text:?}");
    }

    #[test]
    fn no_two_files_share_an_id() {
        let ids = [written(None), written(None)].map(|text| value(&text, "UID").expect("an id"));
        assert_ne!(ids[0], ids[1], "the same plan twice must not be told as the same");
        assert!(ids[0].len() >= 32, "{:?} is no random id", ids[0]);
    }
}
