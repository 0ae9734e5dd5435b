//! A summary for a counsellor, as people write it who have much to say.

use serde_json::{Value, json};

use crate::app::App;

/// In the order of the lines of a summary, each where it could stand.
const PROSE: &str = "We sat on the back step after the kids were in bed, and nobody looked at a \
    phone. You asked how my day was, and waited for the answer. Half an hour before screens, and \
    the walk by the water. The second Sunday we were both too tired, and said so. I took the \
    silence in the car for anger and asked three times what it was. I wished to be asked once, \
    and then waited for. We each wait for the other to begin. One goes quiet, one asks more, the \
    quiet gets longer. Sunday evenings are where it happens. A way to pause that does not feel \
    like leaving. How to hear a no without guessing why. We leave with one sentence to begin \
    with. Nobody has to win it. Finding the first sentence is the hard part. Telling anger from \
    being tired.";

impl App {
    /// Begins a summary of one page without looking at it. Whoever comes to it later finds in their
    /// fields what they have shared by then.
    #[track_caller]
    pub fn begin_summary(&self) {
        let frame = json!({
            "form": "running", "paper": "a4", "language": "en",
            "from": "2026-10-08", "to": "2026-10-23",
        });
        let author = self.who_is_here().swap_remove(0);
        let begun = self.ask("begin_summary", json!({ "author": author, "frame": frame }));
        begun.expect("a summary begun");
    }

    /// Shares a line in each section of the summary under way for everyone who is here, as long as
    /// gently fits where it is `full`, else a sentence; what is for both is agreed to, where both
    /// are here.
    #[track_caller]
    pub fn fill_summary(&self, full: bool) {
        let here = self.who_is_here();
        let summary = self.ask("summaries", json!({})).expect("summaries")[0].take();
        let (of, lines) = (&summary["id"], summary["lines"].as_array().expect("lines"));
        for (at, line) in lines.iter().enumerate() {
            let author = Some(&line["author"]).filter(|author| here.contains(author));
            let Some(author) = author.or_else(|| line["author"].is_null().then_some(&here[0]))
            else {
                continue;
            };
            let budget = line["budget"].as_u64().unwrap_or_default();
            let step = line["step"].as_str().expect("a step");
            let text = if full { prose(at, budget) } else { sentence(at, budget) };
            self.say_in(of, step, author, &text);
            if let (Value::Null, Some(other)) = (&line["author"], here.get(1)) {
                self.say_in(of, &format!("{step}Agreed"), other, "");
            }
        }
    }

    fn who_is_here(&self) -> Vec<Value> {
        let now = self.ask("situation", json!({})).expect("who is here");
        match now["here"].as_array() {
            Some(here) => here.iter().map(|face| face["partner"].clone()).collect(),
            None => vec![now["me"]["partner"].clone()],
        }
    }

    /// Says `text` in a step of `of` that is open to its author.
    #[track_caller]
    fn say_in(&self, of: &Value, step: &str, author: &Value, text: &str) {
        let summary = self.ask("summary", json!({ "of": of })).expect("the summary");
        let open = |next: &&Value| next["step"] == step && next["by"] == *author;
        let next = summary["next"].as_array().and_then(|next| next.iter().find(open));
        let turn = &next.unwrap_or_else(|| panic!("nobody's turn in {step}"))["turn"];
        let words =
            json!({ "text": text, "choice": null, "feelings": [], "needs": [], "when": null });
        let body = json!({ "is": "part", "of": of, "step": step, "turn": turn, "words": words });
        let draft = json!({ "id": null, "author": author, "body": body });
        let saved = self.ask("save_draft", draft).expect("a draft");
        let said = self.ask("say_part", json!({ "author": author, "draft": saved["id"] }));
        said.expect("what was said");
    }
}

/// The first sentence that is no longer, from the one at this place on.
fn sentence(at: usize, characters: u64) -> String {
    let all = sentences();
    let mut from = all.iter().cycle().skip(at).take(all.len());
    let fits = |one: &&&str| one.chars().count() as u64 <= characters;
    from.find(fits).map(|one| one.trim().to_owned()).unwrap_or_default()
}

/// Whole words of at most so many characters, from the sentence at this place on.
fn prose(at: usize, characters: u64) -> String {
    let all = sentences();
    let words = all.iter().cycle().skip(at % all.len()).flat_map(|one| one.split_whitespace());
    let mut said = String::new();
    for word in words {
        if (said.chars().count() + 1 + word.chars().count()) as u64 > characters {
            break;
        }
        said.push_str(if said.is_empty() { "" } else { " " });
        said.push_str(word);
    }
    said
}

fn sentences() -> Vec<&'static str> {
    PROSE.split_inclusive(". ").collect()
}
