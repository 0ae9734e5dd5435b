//! `rotate`: somebody knows my passphrase.

use crate::arguments::ChangePassphrase;
use crate::check::tell;
use crate::computer;
use crate::failure::{Code, Failure};
use crate::output::{print, remark};
use crate::passphrase::{Passphrases, chosen};
use crate::visit;
use duologue_core::crypto::Cost;
use duologue_core::journal::Sitting;
use duologue_core::vault::Opened;

/// Takes new keys and encrypts everything anew; where that was begun before, finishes it.
pub fn make(rotate: &ChangePassphrase, passphrases: &Passphrases) -> Result<(), Failure> {
    let opened = visit::ask_alone(&rotate.journal, &rotate.label, passphrases)?;
    if is_unfinished(rotate, &opened)? {
        return visit::sit(&rotate.journal, &opened, encrypt_anew);
    }
    let new = chosen(&rotate.label, rotate.new_passphrase_file.as_deref(), &[&rotate.label])?;
    let mut surroundings = computer::surroundings();
    let cost = Cost::measured(surroundings.as_mut());
    let keys = opened.new_keys(&new, cost, surroundings.as_mut())?;
    visit::sit(&rotate.journal, &opened, |sitting| {
        sitting.take_new_keys(&keys, &opened)?;
        remark(
            "The new passphrase counts from now on; the old one, and recovery kits, open nothing here any more. Older copies and backups they still open.",
        );
        remark(if sitting.has_lost_mine() {
            "Make a new backup. But keep one from before you went on without your old Mine: should you find the passphrase you had then, only that opens it."
        } else {
            "Make new ones, and delete those."
        });
        encrypt_anew(sitting)
    })
}

fn is_unfinished(rotate: &ChangePassphrase, opened: &Opened) -> Result<bool, Failure> {
    visit::sit(&rotate.journal, opened, |sitting| Ok(sitting.keys_unfinished().is_some()))
}

/// Encrypts with the new keys what is under old ones still, and says how much it was.
pub fn encrypt_anew(sitting: &mut Sitting) -> Result<(), Failure> {
    let done = sitting.encrypt_anew(&mut tell).map_err(|error| {
        Failure::from(error)
            .if_stopped("what is encrypted anew stays so; rotate goes on from there")
    })?;
    print(&format!("encrypted anew: {} changes\n", done.changes))?;
    if done.left == 0 {
        return Ok(());
    }
    let left = format!("{} changes do not open, and stay as they are; see check", done.left);
    Err(Failure::new(Code::Damaged, left))
}
