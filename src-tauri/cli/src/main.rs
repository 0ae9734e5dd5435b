//! A Duologue journal in a terminal, for scripts and for rescue: the same core without a window.
//!
//! Every command is one visit: look at the journal, ask for the passphrase and
//! derive the key with the file closed, open it, do one thing, lock it. Results
//! go to stdout, everything else to stderr, and the exit code says which kind
//! of thing went wrong ([`failure::Code`]).
//!
//! What is *not* here: rules about pages and anything of the file's format;
//! those are the core's.

mod arguments;
mod attachments;
mod backup;
mod check;
mod computer;
mod export;
mod failure;
mod interrupt;
mod json;
mod kit;
mod markdown;
mod mend;
mod output;
mod pages;
mod partners;
mod passphrase;
mod pdf;
mod reading;
mod rotate;
mod summary;
mod up_to_date;
mod verify_summary;
mod visit;
mod whole;
mod wording;

use arguments::{Arguments, Command};
use clap::Parser;
use failure::Failure;
use passphrase::Passphrases;
use std::process::ExitCode;

fn main() -> ExitCode {
    duologue_core::process::keep_to_itself();
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

fn run(Arguments { passphrase_files, command }: Arguments) -> Result<(), Failure> {
    let passphrases = Passphrases::new(passphrase_files);
    match command {
        Command::New(new) => partners::new(&new, &passphrases),
        Command::Join(join) => partners::join(&join, &passphrases),
        Command::Passphrase(change) => partners::change_passphrase(&change, &passphrases),
        Command::Rotate(rotate) => rotate::make(&rotate, &passphrases),
        Command::Kit(kit) => kit::make(&kit, &passphrases),
        Command::UnlockWithKit(unlock) => kit::unlock(&unlock, &passphrases),
        Command::Accept(accept) => partners::accept(&accept, &passphrases),
        Command::Write(write) => pages::write(&write, &passphrases),
        Command::Edit(edit) => pages::edit(&edit, &passphrases),
        Command::Erase(erase) => pages::erase(&erase, &passphrases),
        Command::List(list) => reading::list(&list, &passphrases),
        Command::Read(read) => reading::read(&read, &passphrases),
        Command::Attach(attach) => attachments::attach(&attach, &passphrases),
        Command::Attachments(of) => attachments::list(&of, &passphrases),
        Command::SaveAttachment(save) => attachments::save(&save, &passphrases),
        Command::Detach(detach) => attachments::detach(&detach, &passphrases),
        Command::Backup(backup) => backup::make(&backup, &passphrases),
        Command::Restore(restore) => backup::restore(&restore, &passphrases),
        Command::Check(check) => check::check(&check, &passphrases),
        Command::Mend(mend) => mend::mend(&mend, &passphrases),
        Command::Verify(verify) => backup::verify(&verify, &passphrases),
        Command::Summary(summary) => summary::make(&summary, &passphrases),
        Command::VerifySummary(verify) => verify_summary::check(&verify, &passphrases),
        Command::Export(export) => export::make(&export, &passphrases),
    }
}
