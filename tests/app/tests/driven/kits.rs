//! Recovery kits: made in Settings, and used where the passphrase is asked for.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::dialogs;
use app_tests::journal::{self, MINE_OF_NOOR, NOOR, OURS_BY_SAM, Person, SAM};
use serde_json::{Value, json};
use std::fs;

use crate::printed::text_of;

pub const NEW: &str = "pebble sandal orchard kettle finch";
/// BIP-39's own words for sixteen bytes of 0x7f: those of no kit.
pub const OF_NO_KIT: &str =
    "legal winner thank year wave sausage worth useful legal winner thank yellow";

#[test]
fn a_kit_on_paper_opens_everything_under_a_new_passphrase() {
    let computer = Computer::new();
    let app = noor(&computer);
    let words = draw(&app, "allOfMine");
    let pdf = computer.document("On paper.pdf");
    app.click("kit-page-save");
    dialogs::save_as(&pdf);
    see_words_under_cover(&app, "kit-page-saved", "On paper");
    let text = text_of(&pdf);
    for (number, word) in (1..).zip(&words) {
        assert!(
            text.contains(&format!("{number}. {word}")),
            "word {number} is in the PDF:\n{text}"
        );
    }
    assert!(text.contains("For Noor. Kit "), "and whose it is:\n{text}");
    type_back(&app, &words);
    let number = app.words("kit-done");
    let number = number.split_whitespace().find(|word| word.len() == 7 && word.ends_with(':'));
    let number = number.expect("its number").trim_end_matches(':').to_owned();
    assert!(text.contains(&format!("Kit {number}")), "the paper has the same number:\n{text}");
    let refused = app.ask("paper_save_pdf", json!({ "name": "Recovery kit" }));
    assert_eq!(refused.expect_err("no page")["code"], "badInput", "the page is shown once");
    let left = app.everything();
    for (number, word) in (1..).zip(&words) {
        for left_over in [format!(">{word}<"), format!("{number}. {word}")] {
            assert!(!left.contains(&left_over), "{left_over:?} is still on the page");
        }
    }
    app.click("kit-done-back");
    app.see_words("kits", &number);
    app.lock();

    with_words(&app, 1, &words.join(" "));
    assert!(!app.sees("rail"), "nothing opens before there is a new passphrase");
    let refused = app.ask("recover", json!({ "passphrase": "noor noor" }));
    assert_eq!(refused.expect_err("a weak one")["code"], "badInput", "nor under a weak one");
    app.choose_passphrase(NEW);
    app.click("anew-next");
    app.see_words("here", NOOR.label);
    app.go("journal");
    app.see_words("timeline", "zephyrquill");
    app.lock();
    app.try_passphrase(NOOR, NOOR.passphrase);
    app.see_words("failure-wrongPassphrase", NOOR.label);
    app.unlock(Person { passphrase: NEW, ..NOOR });
    app.see_words("told", "A recovery kit that opens your part was made");
    app.lock();
    app.unlock(SAM);
}

#[test]
fn a_kit_is_offered_once_a_journal_is_made_and_then_the_partner_is_asked_for() {
    let computer = Computer::new();
    let app = App::start(&computer);
    app.begin_journal(&computer.document("New.duologue"));
    app.click("making-where-next");
    app.introduce("making", NOOR);
    app.click("making-passphrase-next");
    let words = draw_here(&app, "allOfMine");
    type_back(&app, &words);
    app.click("kit-done-back");
    app.see("invite-offer");
    app.click("invite-offer-back");
    app.lock();
    app.click("unlock-forgotten");
    app.fill("with-kit-words", &words.join(" "));
    app.click("with-kit-go");
    app.see("anew");
}

#[test]
fn a_new_kit_takes_the_place_of_the_old_one_only_once_it_is_typed_back() {
    let computer = Computer::new();
    let app = noor(&computer);
    let old = draw(&app, "allOfMine");
    app.click("kit-on-paper");
    for (n, _) in asked(&app).into_iter().enumerate() {
        app.fill(&format!("kit-word-{}", n + 1), "notone");
    }
    app.click("kit-type-next");
    app.see_words("kit-type", "Look at the paper once more");
    assert_eq!(kits(&app), json!([]), "what was not typed back is no kit");
    app.click("kit-type-back");
    type_back(&app, &old);
    app.click("kit-done-back");

    app.click("settings-kit");
    app.click("kit-kind-allOfMine");
    app.see_words("kit-before", "takes its place");
    app.fill("kit-passphrase", NOOR.passphrase);
    app.click("kit-next");
    let never = read_words(&app);
    app.go("today");
    app.lock();
    with_words(&app, 1, &never.join(" "));
    app.see_words("with-kit", "another kit");
    app.fill("with-kit-words", &old.join(" "));
    app.click("with-kit-go");
    app.see("anew");
    app.click("anew-back");
    app.see("unlock-form");
    let refused = app.ask("recover", json!({ "passphrase": NEW }));
    assert_eq!(refused.expect_err("it was left")["code"], "locked", "what it opened is closed");
    app.unlock(NOOR);

    let new = draw(&app, "allOfMine");
    type_back(&app, &new);
    app.go("today");
    app.lock();
    with_words(&app, 1, &old.join(" "));
    app.see_words("with-kit", "Perhaps a newer kit took its place");
    app.fill("with-kit-words", &new.join(" "));
    app.click("with-kit-go");
    app.see("anew");
}

#[test]
fn a_wrong_passphrase_draws_no_kit_and_words_that_are_wrong_are_told_apart() {
    let computer = Computer::new();
    let app = noor(&computer);
    app.click("settings-kit");
    app.click("kit-kind-onlyOurs");
    app.fill("kit-passphrase", SAM.passphrase);
    app.click("kit-next");
    app.see_words("failure-wrongPassphrase", NOOR.label);
    assert!(!app.sees("kit-words"), "whoever finds the journal open makes no kit of it");
    app.click("kit-back");
    app.lock();
    with_words(&app, 2, OF_NO_KIT);
    app.see_words("with-kit", "no recovery kit of Sam");
    app.click("with-kit-back");
    app.unlock(NOOR);
    let words = draw(&app, "allOfMine");
    type_back(&app, &words);
    app.go("today");
    app.lock();
    let cases = [
        (OF_NO_KIT.to_owned(), "another kit"),
        (OF_NO_KIT.replace(" yellow", ""), "There are 11 words"),
        (OF_NO_KIT.replace("year", "yeer"), "Word 4 is none"),
        (OF_NO_KIT.replace("year", "wave"), "not all together"),
    ];
    app.click("unlock-forgotten");
    app.click("[data-test=with-kit-who] label:nth-of-type(1) input");
    for (typed, said) in cases {
        app.fill("with-kit-words", &typed);
        app.click("with-kit-go");
        app.see_words("with-kit", said);
    }
    app.fill("with-kit-words", &numbered(&words).to_uppercase());
    app.click("with-kit-go");
    app.see("anew");
}

#[test]
fn a_kit_for_only_ours_reads_ours_and_opens_nothing_more() {
    let computer = Computer::new();
    let app = noor(&computer);
    let summary = summary(&app);
    let words = draw(&app, "onlyOurs");
    type_back(&app, &words);
    app.go("today");
    app.lock();
    with_words(&app, 1, &words.join(" "));
    app.see_words("only-ours", "Nothing can be written");
    app.see_words("timeline", "lighthouse");
    app.open_row("lighthouse");
    app.see_words("page-text", OURS_BY_SAM);
    app.see_words("who-reads", "opened with a recovery kit");
    assert!(!app.everything().contains(MINE_OF_NOOR), "Mine stays closed");
    let pages = app.ask("timeline", journal::pages_of("mine")).expect("a timeline");
    assert_eq!(pages["heads"], json!([]), "whatever the window asks for");
    app.ask("summary", json!({ "of": summary })).expect("a summary stands in Ours");
    for command in ["drafts", "today", "questions", "kits", "practices"] {
        let refused = app.ask(command, json!({})).expect_err("nothing else is open");
        assert_eq!(refused["code"], "locked", "{command}");
    }
    let pdf = computer.document("Ours.pdf");
    app.click("book-begin");
    app.set("book-from", "2026-01-01");
    app.set("book-to", "2026-12-31");
    app.fill("book-name", "What we wrote");
    app.click("book-save");
    dialogs::save_as(&pdf);
    app.see_words("book-saved", "Ours");
    let text = text_of(&pdf);
    assert!(text.contains(OURS_BY_SAM), "Ours is taken along:\n{text}");
    assert!(!text.contains(MINE_OF_NOOR), "and nothing of Mine:\n{text}");
    app.click("only-ours-lock");
    app.unlock(NOOR);
    app.go("journal");
    app.see_words("timeline", "zephyrquill");
}

#[test]
fn whoever_has_a_kit_for_only_ours_goes_on_writing_under_a_new_passphrase() {
    let computer = Computer::new();
    let app = noor(&computer);
    let words = draw(&app, "onlyOurs");
    type_back(&app, &words);
    app.go("today");
    app.lock();
    with_words(&app, 1, &words.join(" "));
    app.click("only-ours-go-on");
    app.see_words("go-on-mine", "cannot be opened with this kit");
    app.see_words("go-on-first", "a kit for everything of yours");
    let given = json!({ "words": OF_NO_KIT, "passphrase": NEW, "beside": null });
    let refused = app.ask("go_on_with_kit", given).expect("an answer to the words");
    assert_eq!(refused["is"], "refused", "whoever finds Ours open has no words: {refused}");
    app.fill("go-on-words", &words.join(" "));
    app.choose_passphrase(NEW);
    app.click("go-on-next");
    app.see_words("new-keys-unfinished", "Not finished yet");
    app.click("new-keys-go-on");
    app.see_words("new-keys-done", "encrypted again");
    let kept = fs::read(computer.data().join("this-computer.json")).expect("what is kept");
    let kept: Value = serde_json::from_slice(&kept).expect("its JSON");
    let since = kept["went_on"].as_object().map(serde_json::Map::len);
    assert_eq!(since, Some(1), "backups from before, which open the old Mine, stay: {kept}");
    let left = app.everything();
    assert!(!left.contains(NEW) && !left.contains(&words.join(" ")), "no secret stays on the page");
    app.go("journal");
    app.see_words("timeline", "lighthouse");
    assert!(!app.words("timeline").contains("zephyrquill"), "the old Mine is not there");
    app.write_page("mine", "A new Mine: swallowtail.");
    app.write_page("ours", "And on in Ours: marigold.");
    app.go("settings");
    app.click("settings-check");
    app.click("check-go");
    app.see_words("check-lost", "your old Mine");
    app.see("check-whole");
    app.lock();
    let new = Person { passphrase: NEW, ..NOOR };
    with_words(&app, 1, &words.join(" "));
    app.see_words("with-kit", "no recovery kit of Noor");
    app.click("with-kit-back");
    app.unlock(SAM);
    app.see_words("told-newCard", NOOR.label);
    app.lock();
    app.unlock_together(new, SAM);
    app.go("journal");
    app.see_words("timeline", "marigold");
    assert!(!app.words("timeline").contains("swallowtail"), "the new Mine is Noor's alone");
}

/// Noor in Settings of a journal of two.
fn noor(computer: &Computer) -> App {
    let app = App::open(computer, &journal::of_two(computer, "two.duologue"));
    app.unlock(NOOR);
    app.go("settings");
    app
}

/// Begins a summary; its id.
fn summary(app: &App) -> Value {
    app.go_to_summary();
    app.click("summary-form-running");
    app.click("summary-begin");
    app.see("summary-build");
    app.ask("summaries", json!({})).expect("the summaries")[0]["id"].clone()
}

/// Draws a kit of Noor's; its words come back.
pub fn draw(app: &App, kind: &str) -> Vec<String> {
    app.go("settings");
    app.click("settings-kit");
    draw_here(app, kind)
}

fn draw_here(app: &App, kind: &str) -> Vec<String> {
    app.click(&format!("kit-kind-{kind}"));
    app.fill("kit-passphrase", NOOR.passphrase);
    app.click("kit-next");
    read_words(app)
}

fn read_words(app: &App) -> Vec<String> {
    app.see_words("kit-page-state", "Exactly what prints");
    let words: Vec<String> = app.words("kit-words").split_whitespace().map(str::to_owned).collect();
    assert_eq!(words.len(), 12, "twelve words: {words:?}");
    words
}

/// Shows the words again if they are covered. The page itself presses: between looking and clicking
/// the button may be gone, or the words covered once more.
pub fn uncover(app: &App) {
    app.script("document.querySelector('[data-test=kit-show]')?.click()", &[]);
}

/// Waits for `part` to say `words`. A dialog of the system was in front: the window may hear of it
/// late, and covers the words once more.
fn see_words_under_cover(app: &App, part: &str, words: &str) {
    app.wait(&format!("{words:?} in `{part}`"), || {
        uncover(app);
        (app.sees(part) && app.words(part).contains(words)).then_some(())
    });
}

/// Which words are asked for.
pub fn asked(app: &App) -> Vec<usize> {
    app.see("kit-word-3");
    let labels = app.script(
        "return [...document.querySelectorAll('[data-test=kit-type] label')]
            .map(label => Number(label.innerText.match(/[0-9]+/)[0]))",
        &[],
    );
    let places = labels.as_array().expect("labels").iter().filter_map(Value::as_u64);
    places.map(|place| place as usize).collect()
}

/// Types the three words that are asked for, and keeps the kit.
pub fn type_back(app: &App, words: &[String]) {
    uncover(app);
    app.click("kit-on-paper");
    for (n, place) in asked(app).into_iter().enumerate() {
        app.fill(&format!("kit-word-{}", n + 1), &words[place - 1]);
    }
    app.click("kit-type-next");
    app.see("kit-done");
}

/// Tries words of a kit of the person at `place` in the alphabet.
pub fn with_words(app: &App, place: u8, words: &str) {
    app.click("unlock-forgotten");
    app.click(&format!("[data-test=with-kit-who] label:nth-of-type({place}) input"));
    app.fill("with-kit-words", words);
    app.click("with-kit-go");
    app.wait("an answer to the words", || {
        let script = "return document.querySelector('[data-test=with-kit] [role=alert]') !== null
            || document.querySelector('[data-test=anew], [data-test=only-ours]') !== null";
        (app.script(script, &[]) == Value::Bool(true)).then_some(())
    });
}

fn kits(app: &App) -> Value {
    app.ask("kits", json!({})).expect("the kits that count")
}

/// As the paper has them.
fn numbered(words: &[String]) -> String {
    (1..).zip(words).map(|(n, word)| format!("{n}. {word} ")).collect()
}
