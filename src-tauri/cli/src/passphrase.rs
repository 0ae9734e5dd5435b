//! Passphrases: typed unseen, or out of a file.

use crate::arguments::PassphraseFile;
use crate::failure::{Code, Failure};
use crate::output::{field, remark};
use duologue_core::passphrase::strength;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use zeroize::Zeroizing;

/// More than any passphrase has, so that a wrong file is not read whole.
const MOST_BYTES: u64 = 4096;

/// Where passphrases come from.
pub struct Passphrases {
    files: Vec<PassphraseFile>,
}

impl Passphrases {
    /// Passphrases of these files; who has none is asked.
    pub fn new(files: Vec<PassphraseFile>) -> Self {
        Self { files }
    }

    /// The passphrase of somebody who is in the journal.
    pub fn of(&self, label: &str) -> Result<Zeroizing<String>, Failure> {
        match self.file_of(label)? {
            Some(path) => read(&format!("the passphrase file of {label}"), Path::new(path)),
            None => ask(&format!("Passphrase of {}: ", field(label))),
        }
    }

    /// A passphrase that `label` chooses now; weak ones are remarked on, and taken.
    pub fn chosen_by(&self, label: &str, known: &[&str]) -> Result<Zeroizing<String>, Failure> {
        chosen(label, self.file_of(label)?.map(Path::new), known)
    }

    fn file_of(&self, label: &str) -> Result<Option<&str>, Failure> {
        let mut paths =
            self.files.iter().filter_map(|file| file.0.strip_prefix(label)?.strip_prefix('='));
        match (paths.next(), paths.next()) {
            (found, None) => Ok(found),
            _ => Err(Failure::new(
                Code::Usage,
                format!("two passphrase files are given for {label}"),
            )),
        }
    }
}

/// A passphrase that `label` chooses now, out of a file or typed twice.
pub fn chosen(
    label: &str,
    file: Option<&Path>,
    known: &[&str],
) -> Result<Zeroizing<String>, Failure> {
    let chosen = match file {
        Some(path) => read(&format!("the passphrase file of {label}"), path)?,
        None => ask_twice(label)?,
    };
    if chosen.is_empty() {
        return Err(Failure::new(Code::Other, "an empty passphrase would protect nothing"));
    }
    if !strength(&chosen, known).enough {
        remark("This passphrase is easy to guess. Five words that a machine drew are better.");
    }
    Ok(chosen)
}

/// The twelve words of a recovery kit of `label`, out of a file or typed unseen.
pub fn kit_words(label: &str, file: Option<&Path>) -> Result<Zeroizing<String>, Failure> {
    match file {
        Some(path) => read("the kit file", path),
        None => ask(&format!("The twelve words of the recovery kit of {}: ", field(label))),
    }
}

/// A secret out of a file; `what` says which.
fn read(what: &str, path: &Path) -> Result<Zeroizing<String>, Failure> {
    let of_disk = |error| Failure::of_disk(&format!("read {what}"), error);
    let mut bytes = Zeroizing::new(Vec::with_capacity(MOST_BYTES as usize));
    File::open(path).map_err(of_disk)?.take(MOST_BYTES).read_to_end(&mut bytes).map_err(of_disk)?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Failure::new(Code::Other, format!("{what} is not UTF-8 text")))?;
    let line = text.strip_suffix("\r\n").or(text.strip_suffix('\n')).unwrap_or(text);
    Ok(Zeroizing::new(line.to_owned()))
}

fn ask(prompt: &str) -> Result<Zeroizing<String>, Failure> {
    rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(|_| {
        let message = "no terminal to ask in: use --passphrase-file LABEL=PATH, or the command's own file option";
        Failure::new(Code::Usage, message)
    })
}

fn ask_twice(label: &str) -> Result<Zeroizing<String>, Failure> {
    let label = field(label);
    let chosen = ask(&format!("New passphrase of {label}: "))?;
    if ask("The same once more: ")? != chosen {
        return Err(Failure::new(Code::Other, "the two were not the same; nothing was changed"));
    }
    Ok(chosen)
}
