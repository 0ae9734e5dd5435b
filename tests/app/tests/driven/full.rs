//! A journal with something of everything in it, and all of it long.

use std::path::PathBuf;
use std::sync::LazyLock;

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::days::years_ago;
use app_tests::journal::{self, LONG};
use chrono::Local;
use serde_json::{Value, json};

const LONG_TEXT: &str = "# Where it began\n\nWe had said *nothing* for most of the way, and then \
    **both at once**. I would like to remember how the light stood over the harbour, and that you \
    waited for me at the second bridge although it rained.\n\n- the ferry that did not come\n- the \
    bread we shared with a stranger\n- what you said about your father\n\n> Stay a little longer.\n\n\
    Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft is a word I \
    promised to use. See [the timetable](https://example.org/a/very/long/address/that/does/not/\
    break/anywhere/at/all/because/it/has/no/spaces/in/it).\n\nThere was more, and some of it I \
    will tell you. The rest is only about being tired, and about how long the winter was.";

/// A journal of two long names with something of everything in it, copied to `computer`.
pub fn full(computer: &Computer) -> PathBuf {
    static MADE: LazyLock<(Computer, PathBuf)> = LazyLock::new(|| {
        let computer = Computer::new();
        let journal = journal::of_long_names(&computer, "Made.duologue");
        let app = App::open(&computer, &journal);
        fill(&app);
        drop(app);
        (computer, journal)
    });
    let copy = computer.document("A journal with a rather long name, for both of us.duologue");
    std::fs::copy(&MADE.1, &copy).expect("a copy of a journal");
    copy
}

/// Fills a journal by asking the core for what the screens ask for.
fn fill(app: &App) {
    let [first, second] = LONG;
    let today = Local::now().date_naive();
    let last_year = years_ago(today).to_string();
    let today = today.to_string();

    app.unlock(second);
    let me = who(app);
    page(app, &me, "ours", &last_year, "A year ago, at the same table, we did not know.", &[]);
    let taken = page(app, &me, "ours", &today, "Words I would rather not have said.", &[]);
    app.ask("erase_page", json!({ "id": taken })).expect("a page taken back");
    let body = json!({ "is": "noticed", "noticed": {
        "did": "You called my mother without being asked, and stayed on the line for an hour.",
        "says": "That you see what I cannot ask for.",
        "meant": "I slept that night for the first time in a week.",
    } });
    let draft = save(app, &me, &body);
    app.ask("give_draft", json!({ "id": draft })).expect("something noticed, given");
    let questions = [
        "What would you like me to understand about the years before we met?",
        "When do you feel most at home with me, and what do I do then without noticing it?",
        "What do you hope for this winter?",
    ]
    .map(|text| {
        let put = app.ask("put_question", json!({ "author": me, "text": text, "library": null }));
        put.expect("a question")["id"].clone()
    });
    let [to_open, to_seal, _] = &questions;
    seal(app, &me, to_open);
    seal(app, &me, to_seal);
    app.lock();

    app.unlock(first);
    let me = who(app);
    let edited =
        page(app, &me, "ours", &today, "# Where it began\n\nWe had said nothing.", &["sea"]);
    let draft = app.ask("start_edit", json!({ "id": edited })).expect("a draft");
    let tags = ["sea", "the-longest-of-all-the-tags-that-anyone-would-ever-think-of"];
    let body = page_body(&edited, "ours", &today, LONG_TEXT, &tags);
    let given = json!({ "id": draft["id"], "author": me, "body": body });
    app.ask("save_draft", given).expect("an edit kept");
    app.ask("finish_draft", json!({ "id": draft["id"] })).expect("an edited page");
    page(app, &me, "mine", &today, &format!("Only for me.\n\n{LONG_TEXT}"), &["winter"]);
    for month in 1..=9 {
        let on = format!("2026-0{month}-0{month}");
        page(app, &me, "mine", &on, "A short one, about the weather and the neighbours.", &[]);
    }
    seal(app, &me, to_open);
    seal(app, &me, to_seal);
    let word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    save(app, &me, &page_body(&Value::Null, "mine", &today, word, &[]));
    app.lock();

    app.unlock_together(first, second);
    let here = app.ask("situation", json!({})).expect("the situation")["here"].clone();
    let both = [here[0]["partner"].clone(), here[1]["partner"].clone()];
    let opened = app.ask("open_answers", json!({ "question": to_open, "pressed": both }));
    let opened = opened.expect("answers opened")["head"]["id"].clone();
    for author in both {
        let body =
            json!({ "is": "reply", "question": opened, "text": "Thank you. That stays with me." });
        let draft = save(app, &author, &body);
        app.ask("reply", json!({ "draft": draft })).expect("a reply");
    }
    app.lock();
}

fn who(app: &App) -> Value {
    app.ask("situation", json!({})).expect("the situation")["me"]["partner"].clone()
}

fn page_body(page: &Value, space: &str, on: &str, text: &str, tags: &[&str]) -> Value {
    json!({ "is": "page", "page": page, "space": space, "on": on, "text": text, "tags": tags })
}

fn save(app: &App, author: &Value, body: &Value) -> Value {
    let given = json!({ "id": null, "author": author, "body": body });
    app.ask("save_draft", given).expect("a draft")["id"].clone()
}

fn page(app: &App, me: &Value, space: &str, on: &str, text: &str, tags: &[&str]) -> Value {
    let draft = save(app, me, &page_body(&Value::Null, space, on, text, tags));
    app.ask("finish_draft", json!({ "id": draft })).expect("a page")["id"].clone()
}

fn seal(app: &App, me: &Value, question: &Value) {
    let body =
        json!({ "is": "answer", "question": question, "text": LONG_TEXT, "inPerson": false });
    let draft = save(app, me, &body);
    app.ask("seal_answer", json!({ "author": me, "id": draft })).expect("a sealed answer");
}
