//! A sheet as a PDF: unencrypted, whole or not at all, and for its owner alone.

use crate::arguments::PaperSize;
use crate::failure::{Code, Failure};
use crate::output::remark;
use crate::whole;
use duologue_core::vault::VaultError;
use duologue_paper::{PaperError, Sheet, Words, typeset};
use std::io::Write;
use std::path::Path;

/// The language of this program, and so of its paper.
pub const LANGUAGE: &str = "en";

/// Before anybody is asked for a passphrase; writing refuses it once more.
pub fn refuse_existing(path: &Path) -> Result<(), Failure> {
    if path.symlink_metadata().is_ok() { Err(VaultError::AlreadyExists.into()) } else { Ok(()) }
}

/// Sets a sheet.
pub fn of(sheet: &Sheet, size: PaperSize) -> Result<Vec<u8>, Failure> {
    let unprinted =
        |error: PaperError| Failure::new(Code::Other, format!("cannot typeset: {error}"));
    let sheets = typeset(sheet, &Words::of(LANGUAGE), size.into()).map_err(unprinted)?;
    let missing = sheets.missing();
    if !missing.is_empty() {
        remark(&format!(
            "No font here has these letters, they print as empty boxes: {}",
            missing.join(" ")
        ));
    }
    sheets.pdf().map_err(unprinted)
}

/// The file appears whole or not at all, readable by its owner, and never in the place of another.
/// Ctrl-C is the caller's business.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    whole::save(path, |file| file.write_all(bytes))
        .map_err(|error| Failure::of_disk("write the PDF", error))
}
