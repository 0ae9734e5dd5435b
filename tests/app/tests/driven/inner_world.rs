//! Inner world at the table: questions drawn, up to the shallower of two private choices.

use app_tests::journal::{NOOR, SAM};
use app_tests::screens::Look;
use app_tests::table::at_the_table;
use serde_json::Value;

/// So many draws from one depth of three show whether the others are left out.
const DRAWS: usize = 12;

#[test]
fn a_question_is_drawn_another_one_too_and_put_on_the_table_screens_light() {
    drawn("light");
}

#[test]
fn a_question_is_drawn_another_one_too_and_put_on_the_table_screens_dark() {
    drawn("dark");
}

fn drawn(theme: &str) {
    let (_computer, app) = at_the_table(theme);
    let mut look = Look::at(&app, theme);
    app.unlock(SAM);
    app.choose_practice("innerWorld");
    app.click("own-depth-tender");
    app.see("[data-test=own-depth-tender]:checked");
    app.lock();

    // Noor has chosen nothing, which is everyday
    app.unlock_together(NOOR, SAM);
    app.choose_practice("innerWorld");
    app.see("draw-one");
    look.screen("inner-draw");
    app.click("draw-one");
    let mut last = app.words("drawn");
    look.screen("inner-drawn");
    for _ in 0..DRAWS {
        assert_eq!(depth_of(&last), "everyday", "no deeper than the shallower of both: {last}");
        app.click("draw-other");
        app.wait("another question", || (app.words("drawn") != last).then_some(()));
        last = app.words("drawn");
    }
    app.click("draw-put");
    app.see_words("table-question", &last);
    for name in [NOOR.label, SAM.label] {
        let shown = app.words("table-question");
        assert!(!shown.contains(name), "chance chose it, and nobody is named: {shown}");
    }
    app.see("draw-one");
    look.screen("inner-drawn-put");
    app.lock();
    look.end();
}

/// How deep a question of the library goes.
fn depth_of(text: &str) -> String {
    let library = include_str!("../../../../ui/content/en/questions.json");
    let library: Value = serde_json::from_str(library).expect("the library");
    let mut all = library.as_array().expect("questions").iter();
    let found = all.find(|one| one["text"] == text).expect("a question of the library");
    found["depth"].as_str().expect("a depth").to_owned()
}
