//! `summary`: begun.
use crate::arguments::Summary;
use crate::failure::{Code, Failure};
use crate::passphrase::Passphrases;

/// Begun.
pub fn make(_summary: &Summary, _passphrases: &Passphrases) -> Result<(), Failure> {
    Err(Failure::new(Code::Other, "begun"))
}
