//! Takes new keys in the journal it is given, from another process, and dies when it draws the
//! n-th random value: `rotator JOURNAL COMPUTER LABEL OLD NEW N`. Where it lives, it says how
//! often it drew. OLD is a passphrase, or the words of a kit for only Ours.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "its answer is read by a test, and dying is what it is for"
)]

use core_tests::{Mortal, World};
use duologue_core::Id;
use duologue_core::crypto::{Cost, KitWords};
use duologue_core::journal::{Journal, Sitting};
use duologue_core::vault::{Computer, KitOpened};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, path, computer, label, old, new, dies_at] = &arguments[..] else {
        panic!("six arguments");
    };
    let dies_at: u64 = dies_at.parse().unwrap();
    let drawn = Arc::new(AtomicU64::new(0));
    // Other randomness than that of the journal.
    let world = World::seeded(dies_at.wrapping_add(1_000_000)).surroundings();
    let surroundings = Box::new(Mortal { world, dies_at, drawn: Arc::clone(&drawn) });
    let journal = Journal::open(Path::new(path), Computer::new(Path::new(computer))).unwrap();
    let faces = journal.faces().unwrap();
    let who = faces.into_iter().find(|(_, face)| face.label == *label).unwrap().0;
    let mut sitting = match KitWords::read(old) {
        Ok(words) => go_on(journal, who, (&words, new), surroundings),
        Err(_) => take_new_keys(journal, who, (old, new), surroundings),
    };
    sitting.encrypt_anew(&mut |_, _| ControlFlow::Continue(())).unwrap();
    sitting.lock().unwrap().close().unwrap();
    println!("{}", drawn.load(Ordering::Relaxed));
}

fn take_new_keys(
    journal: Journal,
    who: Id,
    (old, new): (&str, &str),
    surroundings: Box<Mortal>,
) -> Sitting {
    let proof = journal.challenge(who).unwrap().answer(old, None).unwrap();
    let Ok(mut sitting) = journal.unlock(&proof, surroundings) else { panic!("it unlocks") };
    let keys = proof.new_keys(new, Cost::CHEAP, sitting.surroundings()).unwrap();
    if let Err(error) = sitting.take_new_keys(&keys, &proof) {
        panic!("no new keys: {error:?}");
    }
    sitting
}

fn go_on(
    journal: Journal,
    who: Id,
    (words, new): (&KitWords, &str),
    mut surroundings: Box<Mortal>,
) -> Sitting {
    let opened = journal.kit_challenge(who).unwrap().answer(words).unwrap();
    let KitOpened::OnlyOurs(opened) = opened else { panic!("a kit for only Ours") };
    let keys = opened.new_keys(new, Cost::CHEAP, surroundings.as_mut()).unwrap();
    let Ok(reading) = journal.read_ours(&opened, surroundings) else { panic!("Ours opens") };
    match reading.go_on(&opened, &keys, None) {
        Ok(sitting) => sitting,
        Err((_, error)) => panic!("it does not go on: {error:?}"),
    }
}
