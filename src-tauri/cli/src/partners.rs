//! `new`, `join`, `passphrase` and `accept`: who is in the journal, and what they go on with.

use crate::arguments::{Accept, ChangePassphrase, Join, New};
use crate::computer;
use crate::failure::{Code, Failure};
use crate::interrupt::careful;
use crate::passphrase::{Passphrases, chosen};
use crate::visit;
use duologue_core::crypto::Cost;
use duologue_core::journal::{Journal, JournalError, NewJournal, OpenFor};
use duologue_core::vault::{Face, NewMember, VaultError};

/// The window's inks and marks, in the order in which it offers them.
const COLOURS: [&str; 6] = ["ochre", "indigo", "russet", "lake", "plum", "stone"];
const SHAPES: [&str; 6] = ["arch", "leaf", "hill", "pebble", "clover", "kite"];

/// Makes a journal.
pub fn new(new: &New, passphrases: &Passphrases) -> Result<(), Failure> {
    if new.journal.symlink_metadata().is_ok() {
        return Err(VaultError::AlreadyExists.into());
    }
    let records = computer::records()?;
    let passphrase = passphrases.chosen_by(&new.label, &[&new.label])?;
    let mut surroundings = computer::surroundings();
    let cost = Cost::measured(surroundings.as_mut());
    let made =
        NewJournal::prepare(&face(&new.label, &[]), &passphrase, cost, surroundings.as_mut())?;
    careful(|| made.write(&new.journal, records, surroundings)?.lock().and_then(Journal::close))?;
    Ok(())
}

/// Adds the partner.
pub fn join(join: &Join, passphrases: &Passphrases) -> Result<(), Failure> {
    let closed = Journal::open(&join.journal, computer::records()?)?;
    let (faces, vault) = (closed.faces()?, closed.id());
    let challenge = closed.challenge(visit::person(&faces, &join.invited_by)?)?;
    closed.close()?;
    if faces.len() > 1 {
        return Err(JournalError::NeedsBoth.into());
    }
    if join.label == join.invited_by {
        return Err(Failure::new(Code::Usage, "--as and --invited-by name the same person"));
    }
    let opened = visit::answer(&challenge, &passphrases.of(&join.invited_by)?)?;

    let taken: Vec<Face> = faces.into_iter().map(|(_, face)| face).collect();
    let face = face(&join.label, &taken);
    let passphrase = passphrases.chosen_by(&join.label, &[&join.label, &join.invited_by])?;
    let mut surroundings = computer::surroundings();
    let cost = Cost::measured(surroundings.as_mut());
    let new = NewMember::make(vault, &face, &passphrase, cost, surroundings.as_mut())?;
    let open = if join.from_today { OpenFor::FromToday } else { OpenFor::Everything };
    visit::sit(&join.journal, &opened, |sitting| Ok(sitting.add_partner(&new, &face, open)?))
}

/// Puts a new passphrase in the place of the old one.
pub fn change_passphrase(
    change: &ChangePassphrase,
    passphrases: &Passphrases,
) -> Result<(), Failure> {
    let opened = visit::ask(&change.journal, &change.label, passphrases)?;
    let new = chosen(&change.label, change.new_passphrase_file.as_deref(), &[&change.label])?;
    let mut surroundings = computer::surroundings();
    let cost = Cost::measured(surroundings.as_mut());
    let slot = opened.new_slot(&new, cost, surroundings.as_mut())?;
    visit::sit(&change.journal, &opened, |sitting| Ok(sitting.change_passphrase(&slot)?))
}

/// Goes on without what was seen and is gone; what that is was said when the journal opened.
pub fn accept(accept: &Accept, passphrases: &Passphrases) -> Result<(), Failure> {
    let opened = visit::ask(&accept.journal, &accept.label, passphrases)?;
    visit::sit(&accept.journal, &opened, |sitting| Ok(sitting.accept_loss()?))
}

/// A face with the first ink and mark that nobody has.
fn face(label: &str, taken: &[Face]) -> Face {
    let colour = COLOURS.into_iter().find(|colour| taken.iter().all(|face| face.colour != *colour));
    let shape = SHAPES.into_iter().find(|shape| taken.iter().all(|face| face.shape != *shape));
    Face {
        label: label.to_owned(),
        colour: colour.unwrap_or(COLOURS[0]).to_owned(),
        shape: shape.unwrap_or(SHAPES[0]).to_owned(),
    }
}
