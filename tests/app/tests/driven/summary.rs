//! The counselling summary: prepared apart, approved by both, and the same on screen and on paper.

use app_tests::app::App;
use app_tests::computer::{Computer, program};
use app_tests::dialogs;
use app_tests::journal::{self, LONG, MINE_OF_NOOR, NOOR, OURS_BY_SAM, Person, SAM};
use app_tests::screens::Look;
use app_tests::table;
use std::fs;
use std::path::Path;

use crate::printed::{one_line, pages_of, text_of};

const WENT_WELL: &str = "The walk on Sunday, and that we both laughed.";
const CHANGED: &str = "The walk on Sunday, and the soup after it.";
const BY_SAM: &str = "That you asked me how the day was.";
const TOPIC: &str = "Who plans the weekends.";
const NOT_APPROVED: &str = "Not yet approved by both";

/// Begins a running summary; whoever is here comes first in it.
fn begin(app: &App) {
    app.go_to_summary();
    app.click("summary-form-running");
    app.click("summary-begin");
    app.see("summary-build");
}

/// Goes on with the one that is under way.
fn go_on(app: &App) {
    app.go("counselling");
    app.see("summary-build");
}

fn share(app: &App, section: &str, words: &str) {
    app.fill(&format!("line-{section}"), words);
    app.click(&format!("line-{section}-share"));
    app.see(&format!("line-{section}-shared"));
}

/// Whoever stands at `place` of the names approves what is on screen.
fn approve(app: &App, place: u8, person: Person) {
    app.see_words("summary-state", "Exactly what prints");
    app.click(&format!("approve-{place}"));
    app.fill("approve-passphrase", person.passphrase);
    app.click("approve-yes");
    stands(app, place, "holds");
}

/// What became of an approval.
#[track_caller]
fn stands(app: &App, place: u8, state: &str) {
    app.see(&format!("[data-test=approval-{place}][data-state={state}]"));
}

/// Noor began a page and wrote on it, Sam wrote and agreed, and each approved on their own turn.
fn approved(app: &App) {
    app.unlock(NOOR);
    begin(app);
    share(app, "wentWell", WENT_WELL);
    app.fill("line-topic", TOPIC);
    app.click("line-topic-propose");
    app.see("line-topic-proposed");
    app.lock();
    app.unlock(SAM);
    go_on(app);
    share(app, "wentWell", BY_SAM);
    app.click("line-topic-agree");
    app.see("line-topic-agreed");
    approve(app, 1, SAM);
    app.see_words("summary-text", NOT_APPROVED);
    app.lock();
    app.unlock(NOOR);
    go_on(app);
    stands(app, 1, "holds");
    approve(app, 0, NOOR);
    app.wait("a page without its mark", || {
        (!app.words("summary-text").contains(NOT_APPROVED)).then_some(())
    });
}

#[test]
fn two_people_prepare_approve_change_a_word_and_approve_again_and_what_is_saved_is_what_they_saw() {
    let computer = Computer::new();
    let file = journal::of_two(&computer, "two.duologue");
    let app = App::open(&computer, &file);
    approved(&app);
    share(&app, "wentWell", CHANGED);
    stands(&app, 0, "changed");
    stands(&app, 1, "changed");
    app.see_words("summary-text", NOT_APPROVED);
    app.see_words("approval-1", "Changed since Sam approved");
    approve(&app, 0, NOOR);
    app.lock();
    app.unlock(SAM);
    go_on(&app);
    approve(&app, 1, SAM);
    app.see_words("summary-state", "Exactly what prints");
    let pdf = computer.document("For Tuesday.pdf");
    app.click("summary-save");
    dialogs::save_as(&pdf);
    app.see_words("summary-saved", "For Tuesday");
    let text = text_of(&pdf);
    let shown = app.script(
        "return [...document.querySelector('[data-test=summary-text]').children]
            .map(line => line.textContent)",
        &[],
    );
    for line in shown.as_array().expect("lines").iter().filter_map(|line| line.as_str()) {
        let line = one_line(line);
        assert!(text.contains(&line), "the preview says {line:?}, the PDF does not:\n{text}");
    }
    for words in [CHANGED, BY_SAM, TOPIC, NOOR.label, SAM.label] {
        assert!(text.contains(words), "{words:?} must be in the PDF:\n{text}");
    }
    for words in [NOT_APPROVED, "both laughed", MINE_OF_NOOR, OURS_BY_SAM] {
        assert!(!text.contains(words), "{words:?} may not be in the PDF:\n{text}");
    }
    assert_eq!(pages_of(&pdf), 1, "a running session has one page");
    app.click("summary-finish");
    app.see_words("page-practice", CHANGED);
    app.close_window();
    let said = verified(&computer, &file);
    for person in [NOOR, SAM] {
        let approved = format!("{} approved it", person.label);
        assert!(said.contains(&approved), "the command line finds both signatures good: {said}");
    }
}

/// What the command line says of the newest summary.
fn verified(computer: &Computer, journal: &Path) -> String {
    let passphrase = computer.document("noor.pass");
    fs::write(&passphrase, NOOR.passphrase).expect("a passphrase in a file");
    let given = format!("{}={}", NOOR.label, passphrase.display());
    let mut tool = computer.command(program("DUOLOGUE_CLI"));
    tool.arg("verify-summary").arg(journal).args(["--as", NOOR.label, "--passphrase-file", &given]);
    app_tests::desktop::until("the journal free again and its summary verified", || {
        let ran = tool.output().expect("duologue-cli runs");
        ran.status.success().then(|| String::from_utf8_lossy(&ran.stdout).into_owned())
    })
}

#[test]
fn a_line_shows_in_the_preview_while_it_is_written_and_leaves_only_when_it_is_shared() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    begin(&app);
    app.write("line-help", "How to begin a hard talk: gorsebloom.");
    app.see_words("summary-text", "gorsebloom");
    app.see_words("summary-state", "Not shared yet");
    app.see("[data-test=summary-save][aria-disabled=true]");
    app.see("[data-test=approve-0][aria-disabled=true]");
    app.lock();
    app.unlock(SAM);
    go_on(&app);
    app.see_words("summary-state", "Exactly what prints");
    assert!(!app.everything().contains("gorsebloom"), "what is not shared is Noor's alone");
    app.lock();
    app.unlock(NOOR);
    go_on(&app);
    app.see_words("summary-text", "gorsebloom");
    app.click("line-help-share");
    app.see("line-help-shared");
    app.see_words("summary-state", "Exactly what prints");
    app.lock();
    app.unlock(SAM);
    go_on(&app);
    app.see_words("summary-text", "gorsebloom");
}

#[test]
fn more_than_a_page_holds_is_offered_back_and_neither_printed_nor_approved() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    begin(&app);
    let long = "We tried to speak in turns and it went on for a long while. ".repeat(120);
    // As somebody pastes it.
    app.set("line-moment", &long);
    app.click("line-moment-share");
    app.see("summary-too-long");
    app.see_words("summary-too-long-line", NOOR.label);
    app.see("[data-test=summary-save][aria-disabled=true]");
    app.see("[data-test=summary-print][aria-disabled=true]");
    app.see("[data-test=approve-0][aria-disabled=true]");
    app.click("summary-too-long-line");
    app.see("[data-test=line-moment]:focus");
    share(&app, "moment", "We spoke in turns.");
    app.see_gone("summary-too-long");
    approve(&app, 0, NOOR);
}

#[test]
fn ones_own_words_are_copied_from_mine_after_a_reminder_and_stay_ones_own_until_they_are_shared() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    app.write_page("mine", "For nobody yet: larkspurmoon.");
    begin(&app);
    app.click("copy-begin");
    app.see_words("copy-remember", "keep no secrets");
    choose_first(&app, "copy-page");
    app.wait("the words of the page", || {
        let words =
            app.script("return document.querySelector('[data-test=copy-words]')?.value", &[]);
        words.as_str().is_some_and(|words| words.contains("larkspurmoon")).then_some(())
    });
    choose(&app, "copy-into", "help");
    app.click("copy-yes");
    app.see_gone("copy-dialog");
    app.see_words("summary-text", "larkspurmoon");
    app.lock();
    app.unlock(SAM);
    go_on(&app);
    app.see_words("summary-state", "Exactly what prints");
    assert!(!app.everything().contains("larkspurmoon"), "a copy is a draft of Noor's alone");
    app.lock();
    app.unlock_together(NOOR, SAM);
    go_on(&app);
    assert!(!app.sees("copy-begin"), "nothing of Mine is shown at the table");
}

/// Chooses what is offered in a list.
fn choose(app: &App, list: &str, value: &str) {
    app.see(list);
    app.script(
        "const list = document.querySelector(`select[data-test=\"${arguments[0]}\"]`);
        list.value = arguments[1];
        list.dispatchEvent(new Event('change', { bubbles: true }))",
        &[list.into(), value.into()],
    );
}

/// Chooses the first thing in a list, after the words that ask to choose.
fn choose_first(app: &App, list: &str) {
    app.see(list);
    let script = "const list = document.querySelector(`select[data-test=\"${arguments[0]}\"]`);
        return list.options[1].value";
    let first = app.script(script, &[list.into()]);
    choose(app, list, first.as_str().expect("something to choose"));
}

#[test]
fn another_passphrase_approves_nothing_and_loses_nothing() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    begin(&app);
    share(&app, "help", "A way to pause.");
    app.see_words("summary-state", "Exactly what prints");
    app.click("approve-0");
    app.fill("approve-passphrase", SAM.passphrase);
    app.click("approve-yes");
    app.see("failure-wrongPassphrase");
    app.click("approve-no");
    stands(&app, 0, "none");
    app.see_words("summary-text", "A way to pause.");
}

#[test]
fn a_page_that_is_finished_is_still_approved_by_whoever_has_not() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    begin(&app);
    share(&app, "help", "A way to pause.");
    approve(&app, 0, NOOR);
    app.click("summary-finish");
    app.see_words("summary-stands", "Not approved by both");
    app.lock();
    app.unlock(SAM);
    app.go("counselling");
    app.click("summary-open");
    app.see("summary-finished-build");
    app.see_words("summary-text", NOT_APPROVED);
    approve(&app, 1, SAM);
    app.wait("a page without its mark", || {
        (!app.words("summary-text").contains(NOT_APPROVED)).then_some(())
    });
    app.click("summary-in-journal");
    app.see_words("summary-stands", "Approved by both");
}

#[test]
fn a_summary_from_both_sides_of_the_table_screens_light() {
    both_at_the_table("light");
}

#[test]
fn a_summary_from_both_sides_of_the_table_screens_dark() {
    both_at_the_table("dark");
}

#[test]
fn a_full_summary_of_long_names_screens_light() {
    full_of_long_names("light");
}

#[test]
fn a_full_summary_of_long_names_screens_dark() {
    full_of_long_names("dark");
}

/// Both at the table, each line as long as gently fits: it stands closer, and both approve it.
fn full_of_long_names(theme: &str) {
    let computer = Computer::for_pictures(theme, 100);
    let app = App::open(&computer, &journal::of_long_names(&computer, "two.duologue"));
    let mut look = Look::at(&app, theme);
    app.unlock_together(LONG[0], LONG[1]);
    app.go_to_summary();
    app.click("summary-form-first");
    app.click("summary-begin");
    app.see("summary-build");
    app.fill_summary(true);
    app.see_words("summary-text", "One goes quiet");
    app.see_words("summary-state", "Exactly what prints");
    assert!(!app.sees("summary-too-long"), "whoever keeps to the budget need not shorten");
    look.screen("summary-full");
    for (person, holding) in LONG.into_iter().zip(1..) {
        approve_at_table(&app, person, holding);
    }
    look.screen("summary-full-approved");
    let text = app.words("summary-text");
    assert!(text.contains("Approved: "), "a full page says who approved: {text}");
    app.click("summary-finish");
    app.see("page-practice");
    app.go("counselling");
    app.click("summary-open");
    app.see("summary-finished-build");
    assert!(
        !app.words("summary-finished-build").contains("approved, saved"),
        "both have approved: it is not said that it can be"
    );
    look.end();
}

/// One of both at the table approves; then `holding` approvals hold.
fn approve_at_table(app: &App, person: Person, holding: u64) {
    app.see_words("summary-state", "Exactly what prints");
    app.click(&format!("[data-test^=approve-][aria-label^=\"{}\"]", person.label));
    app.fill("approve-passphrase", person.passphrase);
    app.click("approve-yes");
    app.wait("one more approval", || {
        (app.count("[data-test^=approval-][data-state=holds]") == holding).then_some(())
    });
}

/// Each writes apart, both open at once, agree, approve with their own passphrases, and finish.
fn both_at_the_table(theme: &str) {
    let (_computer, app) = table::at_the_table(theme);
    let mut look = Look::at(&app, theme);
    app.unlock_together(NOOR, SAM);
    app.go_to_summary();
    app.see("summary-new");
    look.screen("summary-new");
    app.click("summary-form-first");
    app.click("summary-begin");
    app.see("summary-build");
    look.screen("summary-begun");
    let apart = [("To ask sooner, when I am hurt.", "goalsMe"), ("The dances on Fridays.", "met")];
    for ((words, section), place) in apart.into_iter().zip(1..) {
        app.click(&format!("[data-test=for-one]:nth-child({place})"));
        app.click("only-curtain-next");
        app.see("summary-apart");
        app.write(&format!("line-{section}"), words);
        if section == "met" {
            look.screen("summary-apart");
        }
        app.click("only-back");
        app.see("summary-build");
    }
    assert!(!app.everything().contains("when I am hurt"), "what is written apart is its writer's");
    app.click("open-lines-begin");
    app.one_presses();
    app.the_other_presses();
    app.see_words("summary-text", "when I am hurt");
    app.see_words("summary-text", "The dances on Fridays.");
    app.fill_summary(false);
    app.see_words("summary-text", "One goes quiet");
    app.see_words("summary-state", "Exactly what prints");
    look.screen("summary-opened");
    app.click("[data-test^=approve-][aria-label]");
    app.see("approve-dialog");
    look.screen("summary-approve");
    app.click("approve-no");
    for (person, holding) in [NOOR, SAM].into_iter().zip(1..) {
        approve_at_table(&app, person, holding);
    }
    look.screen("summary-approved");
    app.click("summary-finish");
    app.see("page-practice");
    look.screen("summary-page");
    app.go("counselling");
    app.see("summary-earlier");
    look.screen("summary-earlier");
    app.click("summary-open");
    app.see("summary-finished-build");
    look.screen("summary-finished");
    app.lock();
    look.end();
}
