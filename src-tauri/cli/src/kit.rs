//! `kit` and `unlock-with-kit`: another way in, for when the passphrase is lost.

use crate::arguments::{Kit, UnlockWithKit};
use crate::computer;
use crate::failure::Failure;
use crate::interrupt::careful;
use crate::json::Labels;
use crate::output::{print, remark};
use crate::pages::Whole;
use crate::passphrase::{Passphrases, kit_words};
use crate::pdf;
use crate::reading::for_people;
use crate::rotate;
use crate::up_to_date;
use crate::visit;
use duologue_core::crypto::{Cost, KitKind, KitWords};
use duologue_core::journal::{Journal, JournalError, Page, Sitting};
use duologue_core::vault::{KitOpened, NewKit, Opened, OursOpened, Recovered};
use duologue_paper::{KitOpens, Sheet};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use zeroize::{Zeroize, Zeroizing};

/// Room for twelve words with their numbers, so that they are not copied about.
const TWELVE_LINES: usize = 256;

/// Makes a kit and prints its words: the only time anybody sees them.
pub fn make(kit: &Kit, passphrases: &Passphrases) -> Result<(), Failure> {
    if let Some(path) = &kit.pdf {
        pdf::refuse_existing(path)?;
    }
    let opened = visit::ask(&kit.journal, &kit.label, passphrases)?;
    let kind = if kit.only_ours { KitKind::OnlyOurs } else { KitKind::AllOfMine };
    let new = visit::sit(&kit.journal, &opened, |sitting| {
        let new = sitting.draw_kit(kind, &opened)?;
        if let Some(path) = &kit.pdf {
            write_sheet(path, sheet(sitting, kit, &new), kit)?;
        }
        keep(sitting, &new, kit.pdf.as_deref())?;
        Ok(new)
    })?;
    match &kit.pdf {
        Some(_) => remark(
            "Whoever has this file comes in without a passphrase. Print it, and then delete it.",
        ),
        None => print_words(new.words())?,
    }
    remark(
        "An earlier kit of this kind opens this journal no more; older copies and backups it still opens.",
    );
    Ok(())
}

/// The kit counts from now on; where it cannot, a paper for it would be of no use.
fn keep(sitting: &mut Sitting, new: &NewKit, pdf: Option<&Path>) -> Result<(), Failure> {
    let kept = sitting.keep_kit(new);
    if kept.is_err()
        && let Some(path) = pdf
    {
        // What is left is words that open nothing.
        let _ = fs::remove_file(path);
    }
    Ok(kept?)
}

fn sheet(sitting: &Sitting, kit: &Kit, new: &NewKit) -> duologue_paper::Kit {
    duologue_paper::Kit {
        name: kit.label.clone(),
        opens: if kit.only_ours { KitOpens::OnlyOurs } else { KitOpens::All },
        journal: sitting.vault().to_string(),
        number: new.number(),
        made: sitting.today(),
        words: new.words().words().map(str::to_owned).collect(),
    }
}

fn write_sheet(path: &Path, sheet: duologue_paper::Kit, kit: &Kit) -> Result<(), Failure> {
    let mut sheet = Sheet::Kit(sheet);
    let done = pdf::of(&sheet, kit.paper).and_then(|bytes| pdf::save(path, &Zeroizing::new(bytes)));
    if let Sheet::Kit(kit) = &mut sheet {
        kit.words.zeroize();
    }
    duologue_paper::forget();
    done
}

fn print_words(words: &KitWords) -> Result<(), Failure> {
    let mut lines = Zeroizing::new(String::with_capacity(TWELVE_LINES));
    for (n, word) in words.words().enumerate() {
        let _ = writeln!(lines, "{}. {word}", n + 1);
    }
    print(&lines)?;
    remark(
        "Whoever has these words comes in without a passphrase. Write them down; they are not shown again.",
    );
    Ok(())
}

/// Tries the words, and goes on as their kit allows.
pub fn unlock(unlock: &UnlockWithKit, passphrases: &Passphrases) -> Result<(), Failure> {
    let closed = Journal::open(&unlock.journal, computer::records()?)?;
    let challenge = closed.kit_challenge(visit::person(&closed.faces()?, &unlock.label)?)?;
    closed.close()?;
    let words = KitWords::read(&kit_words(&unlock.label, unlock.kit_file.as_deref())?)?;
    match challenge.answer(&words)? {
        KitOpened::AllOfMine(recovered) => recover(unlock, &recovered, passphrases),
        KitOpened::OnlyOurs(opened) if unlock.go_on => go_on(unlock, &opened, passphrases),
        KitOpened::OnlyOurs(opened) => print_ours(unlock, &opened),
    }
}

/// Puts a new passphrase in the place of the lost one.
fn recover(
    unlock: &UnlockWithKit,
    recovered: &Recovered,
    passphrases: &Passphrases,
) -> Result<(), Failure> {
    let new = passphrases.chosen_by(&unlock.label, &[&unlock.label])?;
    let mut surroundings = computer::surroundings();
    let cost = Cost::measured(surroundings.as_mut());
    let slot = recovered.new_slot(&new, cost, surroundings.as_mut())?;
    careful(|| {
        let closed = Journal::open(&unlock.journal, computer::records()?)?;
        let mut sitting = closed
            .recover(recovered, &slot, surroundings)
            .map_err(|(_, error)| Failure::from(error))?;
        visit::tell(&sitting.alarms());
        let brought = up_to_date::bring(&mut sitting);
        sitting.lock().and_then(Journal::close)?;
        brought.map_err(|failure| {
            failure.if_stopped(
                "your new passphrase counts from now on, and the next visit brings the journal up to date",
            )
        })
    })
}

/// Prints all of Ours, oldest first.
fn print_ours(unlock: &UnlockWithKit, opened: &OursOpened) -> Result<(), Failure> {
    let text = careful(|| {
        let closed = Journal::open(&unlock.journal, computer::records()?)?;
        let sitting = closed
            .read_ours(opened, computer::surroundings())
            .map_err(|(_, error)| Failure::from(error))?;
        visit::tell(&sitting.alarms());
        if sitting.faces()?.len() > 1 && !sitting.partner_is_confirmed() {
            remark(
                "That your partner's pages are theirs stands in Mine, which is lost: this goes by the file alone.",
            );
        }
        let labels = Labels::of(sitting.faces()?);
        let page = |page: Page| {
            let files = sitting.attachments(page.head.id)?;
            Whole::of(page, files, |id| sitting.summary(id))
        };
        let pages = sitting.pages()?.into_iter().map(page).collect::<Result<Vec<_>, _>>()?;
        let pages: Vec<String> = pages.iter().map(|page| for_people(page, &labels)).collect();
        let text = Zeroizing::new(pages.join("\n"));
        sitting.lock().and_then(Journal::close)?;
        Ok::<_, Failure>(text)
    })?;
    remark(
        "This kit opens only Ours, to read. What was in Mine is lost with the passphrase. To write again under a new one: --go-on.",
    );
    print(&text)
}

/// Gives whoever has a kit for only Ours new keys, and encrypts Ours with them.
fn go_on(
    unlock: &UnlockWithKit,
    opened: &OursOpened,
    passphrases: &Passphrases,
) -> Result<(), Failure> {
    let beside = ask_partner(unlock, opened, passphrases)?;
    let new = passphrases.chosen_by(&unlock.label, &[&unlock.label])?;
    let mut surroundings = computer::surroundings();
    let cost = Cost::measured(surroundings.as_mut());
    let keys = opened.new_keys(&new, cost, surroundings.as_mut())?;
    careful(|| {
        let closed = Journal::open(&unlock.journal, computer::records()?)?;
        let reading =
            closed.read_ours(opened, surroundings).map_err(|(_, error)| Failure::from(error))?;
        let went_on = reading.go_on(opened, &keys, beside.as_ref());
        let mut sitting = went_on.map_err(|(_, error)| Failure::from(error))?;
        visit::tell(&sitting.alarms());
        remark(
            "The new passphrase counts from now on, and every recovery kit of yours opens nothing here any more. What stood in your old Mine stays in the file, and opens no more. Unlock Duologue together once: until then your partner does not read what you write.",
        );
        let done =
            up_to_date::bring(&mut sitting).and_then(|()| rotate::encrypt_anew(&mut sitting));
        let locked: Result<(), JournalError> = sitting.lock().and_then(Journal::close);
        done.map_err(|failure| failure.if_stopped("go on with rotate"))?;
        Ok(locked?)
    })
}

/// The partner's own passphrase, where nothing else says which card is theirs.
fn ask_partner(
    unlock: &UnlockWithKit,
    opened: &OursOpened,
    passphrases: &Passphrases,
) -> Result<Option<Opened>, Failure> {
    let (needed, faces) = careful(|| {
        let closed = Journal::open(&unlock.journal, computer::records()?)?;
        let reading = closed
            .read_ours(opened, computer::surroundings())
            .map_err(|(_, error)| Failure::from(error))?;
        let (needed, faces) = (reading.needs_partner()?, reading.faces()?);
        reading.lock().and_then(Journal::close)?;
        Ok::<_, Failure>((needed, faces))
    })?;
    let partner = faces.iter().find(|(id, _)| *id != opened.partner());
    let Some((_, face)) = partner.filter(|_| needed) else { return Ok(None) };
    remark(
        "What this kit opens does not tell for certain which keys are your partner's, or is not all that it takes: this needs their passphrase once, typed by them.",
    );
    visit::ask_alone(&unlock.journal, &face.label, passphrases).map(Some)
}
