//! The program `restorer`, with one call to the disk that does only half of what it is asked for.

#[path = "../short/calls.rs"]
mod calls;
#[path = "restorer.rs"]
mod restorer;

fn main() {
    restorer::main();
}
