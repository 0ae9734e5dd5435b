//! Time together: marked apart, planned from what both would like, a line each afterwards.

use std::path::Path;

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::days::in_may;
use app_tests::dialogs;
use app_tests::journal::{self, NOOR, Person, SAM};
use app_tests::screens::Look;
use app_tests::table::at_the_table;
use chrono::Datelike;
use serde_json::json;

const BOTH: &str = "Row to the island and eat pancakes there";
const ONLY_SAM: &str = "Sleep in a tent behind the mill";
const NOBODY: &str = "Learn the tango from the beginning";
const WHERE: &str = "Meet at the jetty; I bring the thermos.";
const OF_NOOR: &str = "The oar broke and we laughed.";
const OF_SAM: &str = "I liked how quiet it was.";

#[test]
fn an_idea_both_would_like_becomes_a_plan_and_a_page_screens_light() {
    planned("light");
}

#[test]
fn an_idea_both_would_like_becomes_a_plan_and_a_page_screens_dark() {
    planned("dark");
}

fn planned(theme: &str) {
    let (computer, app) = at_the_table(theme);
    let mut look = Look::at(&app, theme);

    app.unlock(NOOR);
    to_time(&app);
    look.screen("time-alone");
    app.see("[data-test=ideas] [data-test=idea]");
    app.click("[data-test=ideas] [data-test=idea]:first-child [data-test=mark-maybe]");
    app.click("filters summary");
    app.click("filter-cost-free");
    look.screen("time-filters");
    app.click("ideas-others");
    app.click("filters-clear");
    for idea in [BOTH, ONLY_SAM, NOBODY] {
        add(&app, idea);
    }
    mark(&app, BOTH, "yes");
    mark(&app, ONLY_SAM, "notNow");
    look.screen("time-own");
    app.lock();

    app.unlock(SAM);
    to_time(&app);
    mark(&app, BOTH, "maybe");
    mark(&app, ONLY_SAM, "yes");
    let mine = app.ask("marked_ideas", json!({})).expect("marks").to_string();
    assert_eq!(mine.matches("\"idea\"").count(), 2, "only one's own marks are there: {mine}");
    app.lock();

    app.unlock_together(NOOR, SAM);
    to_time(&app);
    app.see_words("mutual", BOTH);
    assert_eq!(app.count("mutual-idea"), 1, "only what both would like, or might, is shown");
    let shown = app.words("time");
    for other in [ONLY_SAM, NOBODY] {
        assert!(!shown.contains(other), "{other:?} is not for both:\n{shown}");
    }
    assert_eq!(app.count("mark"), 0, "which of the two said yes shows in nothing");
    look.screen("time-together");

    app.click("mutual-plan");
    app.see_words("plan", BOTH);
    look.screen("plan-new");
    app.click("[data-test=turn]:nth-of-type(1) [data-test=plan-part-open]");
    app.set("plan-part-day", &in_may(8).to_string());
    app.set("plan-part-time", "17:30");
    app.write("plan-part-text", WHERE);
    look.screen("plan-writing");
    app.give("plan-part");
    app.see_words("plan-stands", &format!("8 May {} at 17:30", in_may(8).year()));
    app.see_words("plan", WHERE);

    let file = computer.document("for the calendar.ics");
    app.click("plan-save");
    dialogs::save_as(&file);
    app.see_words("plan-saved", "for the calendar");
    let text = std::fs::read_to_string(&file).expect("a file for a calendar");
    assert!(text.contains(&starts()), "at the time of the wall clock:\n{text}");
    assert!(text.contains("SUMMARY:Duologue"), "{text}");
    assert!(!text.contains("island") && !text.contains("jetty"), "no content unasked:\n{text}");

    let file = computer.document("with its words.ics");
    app.click("plan-words");
    app.see_words("plan-calendar", "The entry says what you planned");
    app.click("plan-save");
    dialogs::save_as(&file);
    app.see_words("plan-saved", "with its words");
    look.screen("plan-calendar");
    says_the_plan_and_nothing_more(&file);

    // where the file was saved is told once
    app.go("together");
    app.click("begun-go-on");
    app.see("plan-stands");
    assert!(!app.sees("plan-saved"), "it was told");

    app.click("phones-minutes-15");
    app.listen_for_sounds();
    app.click("phones-start");
    app.see_words("phones-left", "15 minutes are left");
    look.screen("plan-standing");
    app.let_pass(15);
    app.see_words("phones-over", "That was the time");
    assert!(!app.sees("phones-left"), "nothing is counted any more");
    app.is_calm("phones");
    look.screen("plan-phones-over");

    line(&app, NOOR, OF_NOOR, "littleNew");
    line(&app, SAM, OF_SAM, "familiar");
    look.screen_down_to("plan-after", "after");
    app.finish();
    app.see_words("reading", NOOR.label);
    let page = app.newest_page();
    for words in [BOTH, WHERE, OF_NOOR, OF_SAM] {
        assert!(page.contains(words), "{words:?} belongs to the page:\n{page}");
    }
    look.screen("plan-page");
    app.lock();
    look.end();
}

#[test]
fn a_plan_is_changed_alone_and_what_is_begun_outlives_a_lock() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock_together(NOOR, SAM);
    let here = app.ask("situation", json!({})).expect("the situation")["here"].clone();
    let of = app.begin_plan(&here[0]["partner"], BOTH);
    app.lock();

    app.unlock(SAM);
    app.see("today-also");
    assert!(!app.sees("next-plan"), "what has no day yet is not next");
    to_plan(&app);
    app.set("plan-part-day", &in_may(8).to_string());
    app.set("plan-part-time", "17:30");
    app.write("plan-part-text", WHERE);
    app.lock();
    app.unlock(NOOR);
    let begun = app.ask("part_drafts", json!({ "author": here[0]["partner"], "of": of }));
    assert_eq!(begun.expect("drafts"), json!([]), "what Sam has begun is Sam's");
    app.lock();

    app.unlock(SAM);
    to_plan(&app);
    app.wait("the words from before the lock", || app.everything().contains(WHERE).then_some(()));
    app.give("plan-part");
    app.see_words("plan-stands", "17:30");
    app.lock();

    app.unlock(NOOR);
    app.see_words("next-plan", BOTH);
    app.see_words("next-plan", &format!("8 May {} at 17:30", in_may(8).year()));
    app.click("next-plan-see");
    app.see_words("plan-stands", "17:30");
    app.click("plan-change");
    app.see("plan-part");
    app.set("plan-part-time", "18:15");
    app.give("plan-part");
    app.see_words("plan-stands", "18:15");
    app.lock();
}

/// The file has the plan’s own words, and beside them only what makes it a file for a calendar.
#[track_caller]
fn says_the_plan_and_nothing_more(file: &Path) {
    let text = std::fs::read_to_string(file).expect("a file for a calendar");
    let whole = text.replace("\r\n ", "");
    let drawn = |line: &&str| !line.starts_with("UID:") && !line.starts_with("DTSTAMP:");
    let lines: Vec<_> = whole.lines().filter(drawn).collect();
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:Duologue",
        "BEGIN:VEVENT",
        &format!("DESCRIPTION:{}", WHERE.replace(';', "\\;")),
        &starts(),
        &format!("SUMMARY:{BOTH}"),
        "END:VEVENT",
        "END:VCALENDAR",
    ];
    assert_eq!(lines, expected, "what was chosen, and nothing more");
    assert_eq!(whole.lines().count(), lines.len() + 2, "and one id, and when it was made:\n{text}");
}

fn to_time(app: &App) {
    app.choose_practice("time");
    app.see("time");
}

fn to_plan(app: &App) {
    to_time(app);
    app.click("plan-open");
    app.see("plan-when");
}

fn add(app: &App, idea: &str) {
    app.write("own-idea", idea);
    app.click("own-idea-add");
    app.see_words("own-ideas", idea);
}

#[track_caller]
fn mark(app: &App, idea: &str, how: &str) {
    let all = app.ask("own_content", json!({})).expect("our own ideas");
    let all = all.as_array().cloned().unwrap_or_default();
    let found = all.iter().find(|own| own["own"]["text"] == idea).expect("the idea");
    let id = found["id"].as_str().expect("an id").to_owned();
    app.click(&format!("[data-test=idea][data-id=\"{id}\"] [data-test=mark-{how}]"));
    app.wait("the mark kept", || {
        let marks = app.ask("marked_ideas", json!({})).ok()?;
        marks.as_array()?.iter().any(|one| one["idea"] == *id && one["mark"] == how).then_some(())
    });
}

#[track_caller]
fn line(app: &App, person: Person, text: &str, newness: &str) {
    // whoever has said theirs has no turn any more
    app.see("[data-test=after] [data-test=turn]");
    app.see_words("[data-test=after] [data-test=turn]", person.label);
    app.click("after-part-open");
    app.write("after-part-text", text);
    app.click(&format!("after-part-choice-{newness}"));
    app.give("after-part");
    app.see_words("after", text);
}

/// When the plan is, as a calendar reads it.
fn starts() -> String {
    format!("DTSTART:{}T173000", in_may(8).format("%Y%m%d"))
}
