//! `mend`: putting back what is damaged, out of a backup.

use crate::arguments::Mend;
use crate::failure::{Code, Failure};
use crate::interrupt::go_on;
use crate::output::print;
use crate::passphrase::Passphrases;
use crate::visit;
use duologue_core::vault::{BackupFile, Mended};

/// Puts back what LABEL can read; a script learns when something is left.
pub fn mend(mend: &Mend, passphrases: &Passphrases) -> Result<(), Failure> {
    let mut backup = BackupFile::open(&mend.backup)?;
    let opened = visit::ask(&mend.journal, &mend.label, passphrases)?;
    let Mended { brought, left } = visit::sit(&mend.journal, &opened, |sitting| {
        Ok(sitting.mend(&mut backup, &mut |_, _| go_on())?)
    })?;
    print(&format!("put back: {brought}\n"))?;
    if left == 0 {
        return Ok(());
    }
    let message =
        format!("{left} are damaged still: this backup does not have them whole; see check");
    Err(Failure::new(Code::Damaged, message))
}
