//! Making a recovery kit: drawn, put on paper, typed back, and only then kept.

use super::paper::{self, What};
use super::slowly;
use crate::failure::{Done, refuse};
use crate::shapes::{FailureCode, Job, KitDrawn, KitKind, KitMade, Paper, Preview};
use crate::shell::{Shell, Step};
use duologue_core::Surroundings;
use duologue_core::crypto::{self, SlotKind};
use duologue_core::system::System;
use duologue_core::vault::NewKit;
use duologue_paper::{KitOpens, Sheet};
use tauri::{AppHandle, Manager, State};
use zeroize::{Zeroize, Zeroizing};

/// A kit that is drawn, and what is asked of it.
pub(crate) struct KitInHand {
    kit: NewKit,
    kind: KitKind,
    asked: [u8; 3],
}

impl From<KitKind> for crypto::KitKind {
    fn from(kind: KitKind) -> Self {
        match kind {
            KitKind::AllOfMine => Self::AllOfMine,
            KitKind::OnlyOurs => Self::OnlyOurs,
        }
    }
}

/// The recovery kits that count for the one who is here.
#[tauri::command(async)]
pub(crate) fn kits(shell: State<'_, Shell>) -> Done<Vec<KitMade>> {
    let keyslots = shell.open().alone()?.keyslots()?;
    let kits = keyslots.iter().filter_map(|keyslot| {
        let kind = match keyslot.kind {
            SlotKind::Passphrase => return None,
            SlotKind::Kit => KitKind::AllOfMine,
            SlotKind::OursKit => KitKind::OnlyOurs,
        };
        Some(KitMade { kind, number: keyslot.number() })
    });
    Ok(kits.collect())
}

/// Draws a kit; it opens nothing before its words are typed back.
#[tauri::command]
pub(crate) async fn draw_kit(app: AppHandle, kind: KitKind, passphrase: String) -> Done<KitDrawn> {
    let passphrase = Zeroizing::new(passphrase);
    slowly(move || {
        let shell = app.state::<Shell>();
        let step = Step::begin(&app, Job::Unlock);
        let challenge = shell.open().alone()?.own_challenge()?;
        let mut system = System::default();
        let proof = challenge.answer(&passphrase, system.free_memory_kib())?;
        step.go_on()?;
        let mut open = shell.open();
        let kit = open.alone()?.draw_kit(kind.into(), &proof)?;
        let asked = NewKit::three_places(&mut system);
        let drawn = KitDrawn { number: kit.number(), words: words_of(&kit), asked: asked.to_vec() };
        open.kit = Some(KitInHand { kit, kind, asked });
        Ok(drawn)
    })
    .await
}

fn words_of(kit: &NewKit) -> Vec<String> {
    kit.words().words().map(str::to_owned).collect()
}

/// Sets the sheet of the kit in hand.
#[tauri::command]
pub(crate) async fn kit_preview(app: AppHandle, paper: Paper, language: String) -> Done<Preview> {
    slowly(move || {
        let shell = app.state::<Shell>();
        let seated = shell.open().seated;
        let mut sheet = Sheet::Kit(sheet(&shell)?);
        let shown = paper::show(&shell, (&sheet, seated), What::Kit, (paper, &language));
        if let Sheet::Kit(kit) = &mut sheet {
            kit.words.zeroize();
        }
        let mut open = shell.open();
        if open.kit.is_none() {
            // Put away while it was set: its page may not outlive it.
            open.put_kit_away();
            return refuse(FailureCode::BadInput);
        }
        shown
    })
    .await
}

fn sheet(shell: &Shell) -> Done<duologue_paper::Kit> {
    let mut open = shell.open();
    let sitting = open.alone()?;
    let (me, journal, made) = (sitting.me(), sitting.vault(), sitting.today());
    let own = sitting.faces()?.into_iter().find(|(partner, _)| *partner == me);
    let Some(KitInHand { kit, kind, .. }) = &open.kit else {
        return refuse(FailureCode::BadInput);
    };
    Ok(duologue_paper::Kit {
        name: own.map(|(_, face)| face.label).unwrap_or_default(),
        opens: match kind {
            KitKind::AllOfMine => KitOpens::All,
            KitKind::OnlyOurs => KitOpens::OnlyOurs,
        },
        journal: journal.to_string(),
        number: kit.number(),
        made,
        words: words_of(kit),
    })
}

/// Keeps the kit in hand, if the three words are right; else the places of those that are not.
#[tauri::command(async)]
pub(crate) fn keep_kit(shell: State<'_, Shell>, typed: Vec<String>) -> Done<Vec<u8>> {
    let typed = Zeroizing::new(typed);
    let mut open = shell.open();
    let Some(in_hand) = open.kit.take() else { return refuse(FailureCode::BadInput) };
    let KitInHand { kit, asked, .. } = &in_hand;
    let of = |at: usize| typed.get(at).map_or("", String::as_str);
    let asked = asked.iter().enumerate();
    let is_wrong = |(at, place): &(usize, &u8)| !kit.is_word(**place, of(*at));
    let wrong: Vec<u8> = asked.filter(is_wrong).map(|(_, place)| *place).collect();
    let kept = match wrong.is_empty() {
        true => open.alone().and_then(|sitting| Ok(sitting.keep_kit(kit)?)),
        false => Ok(()),
    };
    if wrong.is_empty() && kept.is_ok() {
        open.put_kit_away();
    } else {
        open.kit = Some(in_hand);
    }
    kept.map(|()| wrong)
}

/// No kit after all: its words and its pages are forgotten, and what one opened for somebody who
/// chooses no new passphrase. An earlier one goes on opening.
#[tauri::command(async)]
pub(crate) fn drop_kit(shell: State<'_, Shell>) {
    let mut open = shell.open();
    open.put_kit_away();
    open.recovered = None;
}
