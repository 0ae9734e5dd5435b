//! A summary for a counsellor, as people write it who have much to say.

use serde_json::{Value, json};

use crate::app::App;

const PROSE: &str = "We sat on the back step after the kids were in bed, and nobody looked at a \
    phone. The second Sunday we were both too tired, and said so. I took the silence in the car \
    for anger and asked three times what it was. I wished to be asked once and then waited for. \
    We each wait for the other to begin. One goes quiet, one asks more, the quiet gets longer. \
    Sunday evenings are where it happens. A way to pause that does not feel like leaving. Finding \
    the first sentence is the hard part; after it we can talk for an hour. I would like to hear a \
    no without guessing why. Half an hour before screens, and the walk by the water.";

impl App {
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
            let text = prose(at, if full { budget } else { budget.min(70) });
            self.say_in(of, &line["step"], author, "say", &text);
            if let (Value::Null, Some(other)) = (&line["author"], here.get(1)) {
                self.say_in(of, &line["step"], other, "agree", "");
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

    /// Says `text` in a step of `of`, in the way that is open to its author.
    #[track_caller]
    fn say_in(&self, of: &Value, step: &Value, author: &Value, way: &str, text: &str) {
        let summary = self.ask("summary", json!({ "of": of })).expect("the summary");
        let open =
            |next: &&Value| next["step"] == *step && next["by"] == *author && next["way"] == way;
        let turn = summary["next"].as_array().and_then(|next| next.iter().find(open));
        let turn = &turn.unwrap_or_else(|| panic!("a turn to {way} in {step}: {summary}"))["turn"];
        let words =
            json!({ "text": text, "choice": null, "feelings": [], "needs": [], "when": null });
        let body = json!({ "is": "part", "of": of, "step": step, "turn": turn, "words": words });
        let draft = json!({ "id": null, "author": author, "body": body });
        let saved = self.ask("save_draft", draft).expect("a draft");
        let said = self.ask("say_part", json!({ "author": author, "draft": saved["id"] }));
        said.expect("what was said");
    }
}

/// At most so many characters, whole words, beginning with the sentence at this place.
fn prose(at: usize, characters: u64) -> String {
    let sentences: Vec<&str> = PROSE.split_inclusive(". ").collect();
    let mut said = String::new();
    let words = sentences.iter().cycle().skip(at % sentences.len()).flat_map(|one| one.split(' '));
    for word in words.filter(|word| !word.is_empty()) {
        if (said.chars().count() + 1 + word.chars().count()) as u64 > characters {
            return said;
        }
        if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(word);
        if characters < 80 && word.ends_with('.') {
            return said;
        }
    }
    said
}
