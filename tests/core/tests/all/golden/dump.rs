//! Everything that somebody reads in a journal, as JSON that says nothing of how it is kept in memory.

use core_tests::files::read;
use duologue_core::Id;
use duologue_core::journal::{
    Attachment, OpenedAnswer, OursSitting, Page, PracticePage, Reply, Sitting, Version,
};
use duologue_core::practice::{Summary, TableQuestion};
use serde_json::{Value, json};

/// What whoever is here reads, and what is theirs beside pages.
pub(super) fn of_sitting(sitting: &Sitting) -> Value {
    let pages: Vec<Value> =
        sitting.pages().unwrap().iter().map(|one| page_of(sitting, one)).collect();
    let drafts = sitting.drafts().unwrap();
    let drafts: Vec<Value> = drafts
        .iter()
        .map(|draft| json!({ "id": id(draft.id), "at": draft.at.to_rfc3339(), "body": draft.body }))
        .collect();
    let questions: Vec<Value> = sitting.questions().unwrap().iter().map(question).collect();
    let begun = sitting.begun_practices().unwrap();
    let begun: Vec<Value> = begun.iter().map(|begun| practice(&begun.page)).collect();
    let own = sitting.own_content().unwrap();
    let own: Vec<Value> = own.iter().map(|one| json!(one.own)).collect();
    let summaries = sitting.summaries();
    let summaries: Vec<Value> =
        summaries.iter().map(|of| summary(&sitting.summary(*of).unwrap())).collect();
    let faces: Vec<Value> = sitting
        .faces()
        .unwrap()
        .iter()
        .map(|(who, face)| json!([id(*who), face.label, face.colour, face.shape]))
        .collect();
    json!({
        "vault": id(sitting.vault()),
        "me": id(sitting.me()),
        "faces": faces,
        "pages": pages,
        "drafts": drafts,
        "questions": questions,
        "begun": begun,
        "marked": sitting.marked_ideas(),
        "own": own,
        "depth": sitting.depth(),
        "summaries": summaries,
    })
}

/// What whoever has a kit for only Ours reads.
pub(super) fn of_ours(ours: &OursSitting) -> Value {
    let pages = ours.pages().unwrap();
    let pages: Vec<Value> = pages
        .iter()
        .map(|one| {
            let files = ours.attachments(one.head.id).unwrap_or_default();
            let files = files.iter().map(|kept| {
                let mut bytes = Vec::new();
                ours.read_attachment(one.head.id, kept.id, &mut bytes).unwrap();
                file(kept, &bytes)
            });
            page(one, files.collect())
        })
        .collect();
    json!({ "me": id(ours.me()), "pages": pages })
}

fn page_of(sitting: &Sitting, one: &Page) -> Value {
    let files = sitting.attachments(one.head.id).unwrap_or_default();
    let files = files
        .iter()
        .map(|kept| file(kept, &read(sitting, one.head.id, kept.id).unwrap()))
        .collect();
    page(one, files)
}

fn id(id: Id) -> String {
    id.to_string()
}

fn file(kept: &Attachment, bytes: &[u8]) -> Value {
    json!({
        "id": id(kept.id),
        "author": id(kept.author),
        "name": kept.name,
        "media": kept.media,
        "at": kept.at.to_rfc3339(),
        "length": kept.length,
        "hash": kept.hash.to_string(),
        "read": blake3::hash(bytes).to_string(),
    })
}

fn page(one: &Page, files: Vec<Value>) -> Value {
    let head = &one.head;
    json!({
        "id": head.id.to_string(),
        "space": format!("{:?}", head.space),
        "authors": head.authors.iter().copied().map(id).collect::<Vec<_>>(),
        "kind": format!("{:?}", head.kind),
        "on": head.on.to_string(),
        "at": head.at.to_rfc3339(),
        "edited": head.edited.map(|at| at.to_rfc3339()),
        "tags": head.tags,
        "taken_back": head.taken_back,
        "text": one.text,
        "noticed": one.noticed,
        "question": one.question,
        "answers": one.answers.iter().map(answer).collect::<Vec<_>>(),
        "replies": one.replies.iter().map(reply).collect::<Vec<_>>(),
        "practice": one.practice.as_ref().map(practice),
        "versions": one.versions.iter().map(version).collect::<Vec<_>>(),
        "shared_as": one.shared_as.map(|copy| copy.to_string()),
        "files": files,
    })
}

fn version(one: &Version) -> Value {
    json!([one.at.to_rfc3339(), one.on.to_string(), one.text, one.tags])
}

fn answer(one: &OpenedAnswer) -> Value {
    json!([id(one.author), one.text, one.in_person])
}

fn reply(one: &Reply) -> Value {
    json!([id(one.author), format!("{:?}", one.kind), one.text, one.at.to_rfc3339()])
}

fn practice(page: &PracticePage) -> Value {
    let parts = page.parts.iter();
    let parts: Vec<Value> =
        parts.map(|part| json!([id(part.author), part.step, part.turn, part.words])).collect();
    json!({ "practice": page.practice, "about": page.about, "parts": parts })
}

fn question(one: &TableQuestion) -> Value {
    json!({
        "id": one.id.to_string(),
        "author": id(one.author),
        "text": one.text,
        "library": one.library,
        "mine": format!("{:?}", one.mine),
    })
}

fn summary(one: &Summary) -> Value {
    let approvals = one.approvals.iter();
    let approvals: Vec<Value> = approvals
        .map(|by| {
            json!([id(by.partner), format!("{:?}", by.state), by.at.map(|at| at.to_rfc3339())])
        })
        .collect();
    json!({ "hash": one.hash.to_string(), "approvals": approvals })
}
