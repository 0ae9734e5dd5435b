//! Duologue: a private desktop journal for two.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    duologue::run();
}
