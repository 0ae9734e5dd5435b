//! Recovery kits: another way to a partner's root, or only to what opens Ours. Format: docs/format.md §4.
//!
//! What a kit opens is no [`Opened`]: whoever comes in with one for all of mine chooses a new
//! passphrase first, and whoever has one for only Ours reads Ours and nothing else.

use super::unlock::{NewSlot, Opened, Unlocked};
use super::{VaultError, VaultFile, grant, member};
use crate::crypto::{self, Behind, Cost, KitKind, KitWords, OursRoot, SlotPlace, SlotRow};
use crate::{Id, Surroundings};
use std::collections::BTreeSet;
use std::sync::Arc;

const WORDS: u8 = 12;
/// How many words are typed back.
const THREE: usize = 3;

/// What the words of a kit are tried against.
#[derive(Debug, Clone)]
pub struct KitChallenge {
    partner: Id,
    /// Of both kinds.
    slots: Vec<SlotRow>,
}

/// What the words of a kit opened.
pub enum KitOpened {
    /// Everything of this partner.
    AllOfMine(Box<Recovered>),
    /// Only Ours.
    OnlyOurs(OursOpened),
}

/// Everything of a partner whose passphrase is lost: they choose a new one, and then sit down.
pub struct Recovered(Opened);

/// A recovery kit whose words are drawn. It opens nothing before [`Sitting::keep_kit`], and its
/// words are nowhere else.
///
/// [`Sitting::keep_kit`]: crate::journal::Sitting::keep_kit
pub struct NewKit {
    pub(crate) slot: NewSlot,
    words: KitWords,
    /// The key that signs what its root writes: new keys taken meanwhile are others.
    signer: [u8; 32],
}

/// What opens Ours, and nothing of Mine.
pub struct OursOpened {
    pub(super) ours: OursRoot,
    pub(super) vault: Id,
    pub(super) partner: Id,
}

impl KitChallenge {
    pub(super) fn of(partner: Id, mut slots: Vec<SlotRow>) -> Result<Self, VaultError> {
        slots.retain(SlotRow::is_whole);
        if slots.is_empty() {
            Err(VaultError::Damaged("keyslot"))
        } else {
            Ok(Self { partner, slots })
        }
    }

    /// Tries the words; at once, for nobody can guess them.
    ///
    /// # Errors
    /// [`VaultError::WrongKit`].
    pub fn answer(&self, words: &KitWords) -> Result<KitOpened, VaultError> {
        let secret = words.secret();
        let open = |slot: &SlotRow| Some((crypto::open_slot(slot, &secret).ok()?, slot.clone()));
        match self.slots.iter().find_map(open).ok_or(VaultError::WrongKit)? {
            (Behind::Root(root), slot) => {
                Ok(KitOpened::AllOfMine(Box::new(Recovered(Opened::through(slot, root)))))
            }
            (Behind::Ours(ours), slot) => {
                let SlotPlace { vault, partner, .. } = slot.place;
                Ok(KitOpened::OnlyOurs(OursOpened { ours, vault, partner }))
            }
        }
    }

    /// Whose words are asked for.
    pub fn partner(&self) -> Id {
        self.partner
    }
}

impl Recovered {
    /// A slot through which a new passphrase opens the same root; slow, and away from the file.
    ///
    /// # Errors
    /// [`VaultError::BadPassphrase`], [`VaultError::TooLittleMemory`].
    pub fn new_slot(
        &self,
        passphrase: &str,
        cost: Cost,
        surroundings: &mut dyn Surroundings,
    ) -> Result<NewSlot, VaultError> {
        self.0.new_slot(passphrase, cost, surroundings)
    }

    /// Whose root this is.
    pub fn partner(&self) -> Id {
        self.0.partner()
    }

    pub(crate) fn opened(&self) -> &Opened {
        &self.0
    }
}

impl NewKit {
    /// The words.
    pub fn words(&self) -> &KitWords {
        &self.words
    }

    /// Which kit this is: six digits that the paper shows, and that [`Keyslot::number`] gives.
    ///
    /// [`Keyslot::number`]: super::Keyslot::number
    pub fn number(&self) -> u32 {
        number_of(self.slot.entry().0)
    }

    /// The places, from 1, of three of the words, in their order: whoever has them on paper can
    /// type them.
    pub fn three_places(surroundings: &mut dyn Surroundings) -> [u8; THREE] {
        let mut places = BTreeSet::new();
        while places.len() < THREE {
            let [drawn] = surroundings.random();
            // 252 is twelve times twenty-one, so no place is likelier than another.
            if drawn < 252 {
                places.insert(drawn % WORDS + 1);
            }
        }
        let mut three = [0; THREE];
        three.iter_mut().zip(places).for_each(|(three, place)| *three = place);
        three
    }

    /// Whether `typed` is the word at `place`, from 1, in any case and with any space around.
    pub fn is_word(&self, place: u8, typed: &str) -> bool {
        let at = usize::from(place).checked_sub(1);
        let word = at.and_then(|at| self.words.words().nth(at));
        word.is_some_and(|word| word.eq_ignore_ascii_case(typed.trim()))
    }

    /// Whether what it opens is what `me` has now.
    pub(crate) fn is_of(&self, me: &Unlocked) -> bool {
        self.signer == me.signer.public() && self.slot.partner() == me.partner
    }
}

/// The number of the kit whose keyslot this is. Format: docs/format.md §4.
pub(super) fn number_of(slot: Id) -> u32 {
    let [a, b, c, d, ..] = slot.0;
    100_000 + u32::from_be_bytes([a, b, c, d]) % 900_000
}

impl OursOpened {
    /// Whose it is.
    pub fn partner(&self) -> Id {
        self.partner
    }
}

impl Opened {
    /// A kit over what this opened.
    pub(crate) fn new_kit(&self, kind: KitKind, surroundings: &mut dyn Surroundings) -> NewKit {
        let words = KitWords::draw(surroundings);
        let SlotPlace { vault, partner, .. } = self.slot.place;
        let place = (vault, partner, crate::id::Name(surroundings.random()));
        let slot = NewSlot(crypto::seal_kit_slot(place, kind, &words.secret(), &self.root));
        NewKit { slot, words, signer: self.root.ours_root().signer().public() }
    }

    /// Whether this is `me`, asked again, through a keyslot that is theirs now.
    pub(crate) fn is_of(&self, me: &Unlocked) -> bool {
        let signer = self.root.ours_root().signer();
        signer.public() == me.signer.public() && self.is_through_one_of(me)
    }
}

impl VaultFile {
    /// What the words of a kit of `partner` are tried against.
    ///
    /// # Errors
    /// [`VaultError::NoKit`]; [`VaultError::Damaged`] when no kit's slot is as it was written.
    pub fn kit_challenge(&self, partner: Id) -> Result<KitChallenge, VaultError> {
        KitChallenge::of(partner, self.kit_slots(partner)?)
    }

    /// Unlocks as much of a partner as opens Ours, for reading; and whether the partner's card
    /// is one they confirmed.
    ///
    /// Their pin stands in Mine, which does not open. A card they once granted Ours to counts;
    /// where they granted nothing, because they were let in themselves, it is the file's word.
    ///
    /// # Errors
    /// As [`Self::unlock`].
    pub(crate) fn unlock_ours(&self, opened: &OursOpened) -> Result<(Unlocked, bool), VaultError> {
        let cards = self.members()?.cards;
        let number = member::number_of(&cards, opened.partner);
        let mut me = Unlocked::begin(self.id, opened.partner, number, &opened.ours);
        me.partners = self.named_partners()?;
        me.refuse_another_card(&cards)?;
        let mut confirmed = true;
        for (partner, card) in cards.into_iter().filter(|(of, _)| *of != opened.partner) {
            let given = grant::cards_given_to(self, &me, partner)?;
            confirmed &= given.contains(&card.hash());
            if given.is_empty() || given.contains(&card.hash()) {
                me.pins.insert(partner, card);
                continue;
            }
            let older = self.older_cards(partner)?;
            if let Some(older) = older.into_iter().find(|older| given.contains(&older.hash())) {
                me.pins.insert(partner, older);
                me.successors.insert(partner, card);
            }
        }
        let (keys, refused) = grant::read(self, &me)?;
        for (space, key) in keys {
            me.hold(space, Arc::new(key));
        }
        me.refused_grants = refused;
        me.ended = self.ended_logs(&me)?;
        self.hold_cards_before(&mut me)?;
        Ok((me, confirmed))
    }
}
