//! The program `scribe`, with one call to the disk that does only half of what it is asked for.

#[path = "../short/calls.rs"]
mod calls;
#[path = "scribe.rs"]
mod scribe;

fn main() {
    scribe::main();
}
