//! Passphrases: typed unseen, or out of a file.

use crate::arguments::PassphraseFile;
use crate::failure::{Code, Failure};
use crate::output::{field, remark};
use duologue_core::passphrase::strength;
use std::fs::File;
use std::io::Read;
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
            Some(path) => read(label, path),
            None => ask(&format!("Passphrase of {}: ", field(label))),
        }
    }

    /// A passphrase that `label` chooses now; weak ones are remarked on, and taken.
    pub fn chosen_by(&self, label: &str, known: &[&str]) -> Result<Zeroizing<String>, Failure> {
        let chosen = match self.file_of(label)? {
            Some(path) => read(label, path)?,
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

fn read(label: &str, path: &str) -> Result<Zeroizing<String>, Failure> {
    let of_disk = |error| Failure::of_disk(&format!("read the passphrase file of {label}"), error);
    let mut bytes = Zeroizing::new(Vec::with_capacity(MOST_BYTES as usize));
    File::open(path).map_err(of_disk)?.take(MOST_BYTES).read_to_end(&mut bytes).map_err(of_disk)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| {
        Failure::new(Code::Other, format!("the passphrase file of {label} is not UTF-8 text"))
    })?;
    let line = text.strip_suffix("\r\n").or(text.strip_suffix('\n')).unwrap_or(text);
    Ok(Zeroizing::new(line.to_owned()))
}

fn ask(prompt: &str) -> Result<Zeroizing<String>, Failure> {
    rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(|_| {
        let message = "no terminal to ask for a passphrase in: use --passphrase-file LABEL=PATH";
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
