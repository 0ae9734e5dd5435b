//! Behaviour of the core, through its public surface: one binary, one module a topic.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is not as it should be"
)]

#[path = "all/agreeing.rs"]
mod agreeing;
#[path = "all/answered_here.rs"]
mod answered_here;
#[path = "all/attachments.rs"]
mod attachments;
#[path = "all/attachments_hostile.rs"]
mod attachments_hostile;
#[path = "all/attachments_kept.rs"]
mod attachments_kept;
#[path = "all/attachments_metadata.rs"]
mod attachments_metadata;
#[path = "all/attachments_named.rs"]
mod attachments_named;
#[path = "all/attachments_pictures.rs"]
mod attachments_pictures;
#[path = "all/backed_up_despite_a_partner.rs"]
mod backed_up_despite_a_partner;
#[path = "all/backup.rs"]
mod backup;
#[cfg(target_os = "linux")]
#[path = "all/backup_behind.rs"]
mod backup_behind;
#[path = "all/backup_left_out.rs"]
mod backup_left_out;
#[path = "all/backup_new_keys.rs"]
mod backup_new_keys;
#[path = "all/backup_opened_before.rs"]
mod backup_opened_before;
#[path = "all/backup_progress.rs"]
mod backup_progress;
#[path = "all/backup_read_back.rs"]
mod backup_read_back;
#[path = "all/backups_by_a_partner.rs"]
mod backups_by_a_partner;
#[path = "all/backups_kept.rs"]
mod backups_kept;
#[path = "all/beginning_taken_back.rs"]
mod beginning_taken_back;
#[path = "all/boundaries.rs"]
mod boundaries;
#[path = "all/chain_links.rs"]
mod chain_links;
#[cfg(target_os = "linux")]
#[path = "all/changed_meanwhile.rs"]
mod changed_meanwhile;
#[path = "all/check.rs"]
mod check;
#[path = "all/check_files.rs"]
mod check_files;
#[path = "all/clocks.rs"]
mod clocks;
#[path = "all/covered.rs"]
mod covered;
#[path = "all/damaged_backup.rs"]
mod damaged_backup;
#[path = "all/deeds.rs"]
mod deeds;
#[path = "all/drafts.rs"]
mod drafts;
#[path = "all/drafts_by_a_partner.rs"]
mod drafts_by_a_partner;
#[path = "all/ended_by_others.rs"]
mod ended_by_others;
#[path = "all/erase.rs"]
mod erase;
#[cfg(target_os = "linux")]
#[path = "all/faults.rs"]
mod faults;
#[path = "all/files_named_by_a_partner.rs"]
mod files_named_by_a_partner;
#[path = "all/forged.rs"]
mod forged;
#[cfg(target_os = "linux")]
#[path = "all/forgetting.rs"]
mod forgetting;
#[path = "all/golden/mod.rs"]
mod golden;
#[path = "all/gone_grants.rs"]
mod gone_grants;
#[path = "all/hostile_list/mod.rs"]
mod hostile_list;
#[path = "all/hostile_rows.rs"]
mod hostile_rows;
#[path = "all/json.rs"]
mod json;
#[path = "all/key_derivation.rs"]
mod key_derivation;
#[path = "all/key_hunt.rs"]
mod key_hunt;
#[path = "all/keyslot_rows.rs"]
mod keyslot_rows;
#[path = "all/keyslots.rs"]
mod keyslots;
#[cfg(target_os = "linux")]
#[path = "all/kills.rs"]
mod kills;
#[path = "all/kit.rs"]
mod kit;
#[path = "all/kit_numbers.rs"]
mod kit_numbers;
#[path = "all/kit_ours_goes_on.rs"]
mod kit_ours_goes_on;
#[path = "all/laws.rs"]
mod laws;
#[path = "all/left_words.rs"]
mod left_words;
#[path = "all/log_of_zeros.rs"]
mod log_of_zeros;
#[path = "all/logs.rs"]
mod logs;
#[path = "all/longer_than_read.rs"]
mod longer_than_read;
#[path = "all/many_by_a_partner.rs"]
mod many_by_a_partner;
#[path = "all/members.rs"]
mod members;
#[path = "all/mending.rs"]
mod mending;
#[path = "all/mending_doubt.rs"]
mod mending_doubt;
#[path = "all/mending_guarded.rs"]
mod mending_guarded;
#[path = "all/named_by_a_partner.rs"]
mod named_by_a_partner;
#[path = "all/named_once.rs"]
mod named_once;
#[path = "all/new_keys_told.rs"]
mod new_keys_told;
#[path = "all/numbers_taken.rs"]
mod numbers_taken;
#[path = "all/old_logs.rs"]
mod old_logs;
#[path = "all/opening.rs"]
mod opening;
#[path = "all/opening_untouched.rs"]
mod opening_untouched;
#[path = "all/pages.rs"]
mod pages;
#[path = "all/partial_files.rs"]
mod partial_files;
#[path = "all/partners.rs"]
mod partners;
#[path = "all/passphrase.rs"]
mod passphrase;
#[cfg(target_os = "linux")]
#[path = "all/power.rs"]
mod power;
#[path = "all/practice_pages.rs"]
mod practice_pages;
#[path = "all/primitives.rs"]
mod primitives;
#[path = "all/private_choices.rs"]
mod private_choices;
#[path = "all/questions.rs"]
mod questions;
#[path = "all/readable.rs"]
mod readable;
#[path = "all/replies.rs"]
mod replies;
#[cfg(target_os = "linux")]
#[path = "all/restore_faults.rs"]
mod restore_faults;
#[path = "all/restored.rs"]
mod restored;
#[path = "all/rings.rs"]
mod rings;
#[path = "all/rotation.rs"]
mod rotation;
#[path = "all/rotation_hostile.rs"]
mod rotation_hostile;
#[path = "all/rotation_interrupted.rs"]
mod rotation_interrupted;
#[path = "all/rotten_rows.rs"]
mod rotten_rows;
#[path = "all/saved.rs"]
mod saved;
#[cfg(target_os = "linux")]
#[path = "all/short_calls.rs"]
mod short_calls;
#[path = "all/sizes.rs"]
mod sizes;
#[path = "all/streams.rs"]
mod streams;
#[path = "all/summary.rs"]
mod summary;
#[path = "all/taken_off.rs"]
mod taken_off;
#[path = "all/together.rs"]
mod together;
#[path = "all/trial.rs"]
mod trial;
#[path = "all/turns.rs"]
mod turns;
#[path = "all/two_keys/mod.rs"]
mod two_keys;
#[path = "all/types_by_a_partner.rs"]
mod types_by_a_partner;
#[path = "all/up_to_date.rs"]
mod up_to_date;
#[path = "all/up_to_date_faults.rs"]
mod up_to_date_faults;
#[path = "all/vectors.rs"]
mod vectors;
#[path = "all/views.rs"]
mod views;
#[path = "all/without_witness.rs"]
mod without_witness;
#[path = "all/witness.rs"]
mod witness;
