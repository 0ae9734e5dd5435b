//! A journal of an older version, once somebody sat down at it.

use crate::failure::Failure;
use crate::interrupt::go_on;
use crate::output::{field, remark};
use duologue_core::journal::{Before, JournalError, Sitting};
use duologue_core::vault::VaultError;

/// Brings it up to date, or says why it is not: it is read and written as it is then.
///
/// # Errors
/// When the person stopped it: what they came for is not done either.
pub fn bring(sitting: &mut Sitting) -> Result<(), Failure> {
    if !sitting.is_older()? {
        return Ok(());
    }
    remark(
        "An older version of Duologue wrote this journal: it is backed up, then brought up to date.",
    );
    match sitting.bring_up_to_date(&mut |_, _| go_on()) {
        Ok(None) => {}
        Ok(Some(before)) => tell(&before),
        Err(JournalError::Vault(VaultError::Cancelled)) => return Err(Failure::Stopped),
        Err(error) => remark(&format!(
            "It was not brought up to date: {}. This changed nothing in the journal; it is read and written as it is, and the next visit tries again.",
            Failure::from(error)
        )),
    }
    Ok(())
}

fn tell(Before { place, made }: &Before) {
    remark(&format!(
        "It was brought up to date. The backup from before, verified, is {}. It opens with the passphrase you have now, and will still hold what you erase later.",
        field(&place.to_string_lossy())
    ));
    if made.damaged > 0 {
        remark(&format!(
            "Changes and files in this journal that are damaged, and are so in that backup too: {}. Keep earlier backups as well, and see verify.",
            made.damaged
        ));
    }
}
