//! The program `migrator`, with one call to the disk that does only half of what it is asked for.

#[path = "../short/calls.rs"]
mod calls;
#[path = "migrator.rs"]
mod migrator;

fn main() {
    migrator::main();
}
