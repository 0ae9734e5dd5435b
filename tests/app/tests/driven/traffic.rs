//! What crosses to the window in a whole sitting says nothing of the partner's Mine.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::journal::{self, MINE_OF_NOOR, NOOR, OURS_BY_SAM, SAM};
use serde_json::{Value, json};

/// A day on which only Noor wrote, and only in Mine.
const PRIVATE_DAY: &str = "2019-07-19";
const PRIVATE_TAG: &str = "moonwort";
const PRIVATE_WORDS: &str = "Nobody knows of the quillwater plan.";

/// What Noor began for both, and prepared alone.
const MOMENT: &str = "The evening with the keys";
const TOPIC: &str = "Who plans the Sundays";

/// What both open in the sitting, and what of it stays sealed.
const OPENED_MOMENT: &str = "The walk home";
const OPENED: [&str; 2] = ["Emberquill", "Hedgelantern"];
const OPENED_QUESTION: &str = "What do you hope for?";
const STAYS_SEALED: &str = "Mothsilver";

/// Keeps a copy of every answer the core gives. The page is made anew at lock and at
/// unlock, so this is asked for again each time.
const RECORD: &str = "
    if (window.recorded) return;
    window.recorded = [];
    const fetched = window.fetch;
    window.fetch = async (...asked) => {
        const answer = await fetched(...asked);
        window.recorded.push([String(asked[0]), await answer.clone().text()]);
        return answer;
    };
";

fn record(app: &App) {
    app.script(RECORD, &[]);
}

fn recorded(app: &App) -> Vec<Value> {
    let all = app.script("return window.recorded", &[]);
    all.as_array().expect("a page that records").clone()
}

/// Everything private that Noor has: words, a tag, a day, ids, a mark, a depth, a sealed answer.
fn fill_mine(app: &App) -> Vec<String> {
    let me = app.ask("situation", json!({})).expect("a situation")["me"]["partner"].clone();
    let body = json!({
        "is": "page", "page": null, "space": "mine", "on": PRIVATE_DAY,
        "text": PRIVATE_WORDS, "tags": [PRIVATE_TAG],
    });
    let save = |body: &Value| {
        let given = json!({ "id": null, "author": me, "body": body });
        app.ask("save_draft", given).expect("a draft")["id"].clone()
    };
    let page = app.ask("finish_draft", json!({ "id": save(&body) })).expect("a page");
    app.ask("mark_idea", json!({ "idea": "i-thimble", "mark": "yes" })).expect("a mark");
    app.ask("choose_depth", json!({ "depth": "tender" })).expect("a depth");
    let own = json!({ "is": "question", "text": "Where is the copperleaf?", "depth": "tender" });
    app.ask("add_own", json!({ "author": me, "own": own })).expect("a question");
    let asked = json!({ "author": me, "text": "What do you miss?", "library": null });
    let question = app.ask("put_question", asked).expect("a question")["id"].clone();
    let answer = json!({ "is": "answer", "question": question, "text": "The fernlight.", "inPerson": false });
    app.ask("seal_answer", json!({ "author": me, "id": save(&answer) })).expect("a sealed answer");
    let note =
        json!({ "did": "You oiled the gate.", "says": "", "meant": "Quiet as a nightwren." });
    let note = save(&json!({ "is": "noticed", "noticed": note }));
    let note = app.ask("save_for_sit_down", json!({ "id": note })).expect("a note saved");
    prepare(app, &me, "understand", MOMENT, "happened", "Glimmerwort, and rain.");
    let moment = begun(app, MOMENT);
    app.ask("seal_parts", json!({ "author": me, "of": moment })).expect("a sealed view");
    prepare(app, &me, "openly", TOPIC, "camera", "A cup, a door, a tallowlight.");
    let hope = ask_and_answer(app, &me, OPENED_QUESTION, OPENED[0]);
    assert!(hope.is_string(), "a question that both will open");
    prepare(app, &me, "understand", OPENED_MOMENT, "happened", OPENED[1]);
    let opened = self::begun(app, OPENED_MOMENT);
    draft_step(app, &me, &opened, "softer", STAYS_SEALED);
    app.ask("seal_parts", json!({ "author": me, "of": opened })).expect("a sealed view");
    let begun = json!({ "is": "page", "page": null, "space": "mine", "on": PRIVATE_DAY,
        "text": "Half a sentence about brackenfall", "tags": [] });
    let draft = save(&begun);
    [&page["id"], &note["id"], &draft].map(|id| id.as_str().expect("an id").to_owned()).to_vec()
}

/// Begins a practice, and prepares words for one of its steps that nobody else is to see.
fn prepare(app: &App, me: &Value, practice: &str, about: &str, step: &str, text: &str) {
    let given = json!({ "author": me, "practice": practice, "about": about });
    let of = app.ask("begin_practice", given).expect("a practice begun")["id"].clone();
    draft_step(app, me, &of, step, text);
}

fn draft_step(app: &App, me: &Value, of: &Value, step: &str, text: &str) {
    let words = json!({ "text": text, "choice": null, "feelings": [], "needs": [], "when": null });
    let body = json!({ "is": "part", "of": of, "step": step, "turn": 0, "words": words });
    let given = json!({ "id": null, "author": me, "body": body });
    app.ask("save_draft", given).expect("a draft of a step");
}

/// Puts a question on the table, unless it is there, and seals an answer to it.
fn ask_and_answer(app: &App, me: &Value, question: &str, answer: &str) -> Value {
    let table = app.ask("questions", json!({})).expect("the table");
    let there = table.as_array().expect("questions").iter().find(|one| one["text"] == question);
    let id = there.map_or_else(
        || {
            let asked = json!({ "author": me, "text": question, "library": null });
            app.ask("put_question", asked).expect("a question")["id"].clone()
        },
        |one| one["id"].clone(),
    );
    let body = json!({ "is": "answer", "question": id, "text": answer, "inPerson": false });
    let draft = json!({ "id": null, "author": me, "body": body });
    let draft = app.ask("save_draft", draft).expect("a draft")["id"].clone();
    app.ask("seal_answer", json!({ "author": me, "id": draft })).expect("a sealed answer");
    id
}

/// Both open a question, and the first step of a moment; nothing of either crosses before.
fn open(app: &App, [noor, sam]: [&Value; 2], question: &Value, moment: &Value) {
    let before = serde_json::to_string(&recorded(app)).expect("JSON");
    for words in OPENED {
        assert!(!before.contains(words), "{words} is Noor's alone until both open it");
    }
    let pressed = json!([noor, sam]);
    let answers = json!({ "question": question, "pressed": pressed });
    app.ask("open_answers", answers).expect("opened answers");
    let step = json!({ "of": moment, "step": "happened", "pressed": pressed });
    app.ask("open_parts", step).expect("an opened step");
    app.go("journal");
    app.see_words("timeline", OPENED_QUESTION);
    let after = serde_json::to_string(&recorded(app)).expect("JSON");
    for words in OPENED {
        assert!(after.contains(words), "{words} is for both now");
    }
}

/// The id of what is under way about something.
fn begun(app: &App, about: &str) -> Value {
    let all = app.begun();
    let mut all = all.as_array().expect("what is under way").iter();
    all.find(|one| one["page"]["about"] == about).expect("what was begun")["id"].clone()
}

#[test]
fn nothing_of_the_partners_mine_crosses_to_the_window_in_a_whole_sitting() {
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    let ids = fill_mine(&app);
    app.lock();

    app.unlock(SAM);
    record(&app);
    for place in ["today", "journal", "practices", "together", "counselling", "settings"] {
        app.go(place);
    }
    app.choose_practice("innerWorld");
    app.see_words("table-question", "What do you miss?");
    app.go("journal");
    app.see_words("timeline", OURS_BY_SAM);
    let [noor, sam] = both(&app);
    let [moment, topic] = [MOMENT, TOPIC].map(|about| begun(&app, about));
    for (command, given) in every_question() {
        // Refusals are answers too; what they hold is looked at with the rest.
        let _ = app.ask(command, given);
    }
    for (command, given) in [&noor, &sam].into_iter().flat_map(|author| own(author, &moment)) {
        let _ = app.ask(command, given);
    }
    // a practice as the window does it alone
    app.go("practices");
    app.click("begun-go-on");
    app.write("view-happened", "Sam, by the hedge.");
    app.seal_view();
    let hope = ask_and_answer(&app, &sam, OPENED_QUESTION, "Rest.");
    let walk = begun(&app, OPENED_MOMENT);
    draft_step(&app, &sam, &walk, "happened", "We walked.");
    app.ask("seal_parts", json!({ "author": sam, "of": walk })).expect("a sealed view");
    let mut traffic = recorded(&app);
    for words in OPENED {
        let told = serde_json::to_string(&traffic).expect("JSON");
        assert!(!told.contains(words), "{words} is Noor's alone while Sam is here alone");
    }
    app.leave_and_lock();

    app.unlock_together(NOOR, SAM);
    record(&app);
    for place in ["together", "today", "journal", "practices", "settings"] {
        app.go(place);
    }
    for (command, given) in every_question() {
        let _ = app.ask(command, given);
    }
    // behind either curtain, whoever goes there, and in a step that Noor has not begun
    for (command, given) in [&noor, &sam]
        .into_iter()
        .flat_map(|author| own(author, &moment).into_iter().chain(own(author, &topic)))
    {
        let _ = app.ask(command, given);
    }
    let notes = app.ask("part_drafts", json!({ "author": noor, "of": topic }));
    assert_eq!(notes, Ok(json!([])), "what Noor wrote alone is covered");
    let saved = app.ask("saved_noticed", json!({ "author": noor }));
    assert_eq!(saved.expect_err("what Noor saved")["code"], "covered", "nor what she saved");
    let said = json!({ "author": noor, "of": topic, "step": "said" });
    assert_eq!(app.ask("step_draft", said), Ok(Value::Null), "notes are no draft of a step");
    talk(&app);
    open(&app, [&noor, &sam], &hope, &walk);
    traffic.extend(recorded(&app));

    let told = serde_json::to_string(&traffic).expect("JSON");
    assert!(told.contains(OURS_BY_SAM), "the record holds what was answered: Ours is in it");
    assert!(told.contains("What do you miss?"), "and the question on the table");
    assert!(told.contains("Sundays without a list"), "and what was said in the practice");
    let private = [
        PRIVATE_DAY,
        PRIVATE_TAG,
        "quillwater",
        "i-thimble",
        "copperleaf",
        "fernlight",
        "brackenfall",
        "nightwren",
        "Glimmerwort",
        "tallowlight",
        STAYS_SEALED,
        MINE_OF_NOOR,
    ];
    for word in private.into_iter().chain(ids.iter().map(String::as_str)) {
        assert!(!told.contains(word), "{word} is Noor's alone");
    }
    for word in ["sealedAt", "lastActive", "count", "streak", "score", "waiting"] {
        assert!(!told.contains(&format!("\"{word}\"")), "no answer of the core has a {word}");
    }
}

/// A turn of the talk that Noor prepared for, and a sit-down with Sam behind the curtain.
fn talk(app: &App) {
    app.go("together");
    app.click("[data-test=begun] li:nth-of-type(2) [data-test=begun-go-on]");
    app.click("takes-floor");
    app.say("part-said", "I would like Sundays without a list.");
    app.open_and_say("part-heard", "No list.");
    app.click("confirm-yes");
    app.see("floor-on");
    app.click("focus-leave");
    app.choose_practice("sitDown");
    app.click("begin-go");
    app.click("[data-test=give-saved]:nth-of-type(2)");
    app.click("only-curtain-next");
    app.see("uncover");
    app.click("only-back");
    app.see("sit-down");
    app.click("focus-leave");
}

/// Both ids, Noor's first, as Sam's window knows them.
fn both(app: &App) -> [Value; 2] {
    let here = app.ask("situation", json!({})).expect("the situation");
    [here["partner"]["partner"].clone(), here["me"]["partner"].clone()]
}

/// Every command that asks for what somebody has prepared and not said.
fn own(author: &Value, of: &Value) -> [(&'static str, Value); 4] {
    let by = json!({ "author": author, "of": of });
    [
        ("part_drafts", by.clone()),
        ("step_draft", json!({ "author": author, "of": of, "step": "happened" })),
        ("saved_noticed", json!({ "author": author })),
        ("has_sealed", by),
    ]
}

/// Every command that only asks.
fn every_question() -> Vec<(&'static str, Value)> {
    let days = json!({ "from": "2019-01-01", "to": "2030-12-31" });
    let ours = json!({ "space": "ours", "from": "2019-01-01", "to": "2030-12-31" });
    vec![
        ("situation", json!({})),
        ("timeline", journal::every_page()),
        ("timeline", journal::pages_of("mine")),
        ("timeline", journal::pages_of("before")),
        ("written_days", days),
        ("today", json!({})),
        ("drafts", json!({})),
        ("questions", json!({})),
        ("practices", json!({})),
        ("mutual_ideas", json!({})),
        ("own_content", json!({})),
        ("settings", json!({})),
        ("summaries", json!({})),
        ("printable_pages", ours),
        ("rested_questions", json!({ "library": [{ "id": "q-e-001", "depth": "everyday" }] })),
        ("draw_question", json!({ "library": [{ "id": "q-e-001", "depth": "everyday" }] })),
    ]
}
