//! What the window may ask for. Each command parses, asks the core, translates.
//!
//! All run off the main thread, so that no step of the core ever blocks the
//! window; only what must get through at any time is answered on it.

pub(crate) mod backup;
pub(crate) mod check;
pub(crate) mod covered;
pub(crate) mod files;
pub(crate) mod going_on;
pub(crate) mod ideas;
pub(crate) mod journal;
pub(crate) mod kit;
pub(crate) mod mending;
pub(crate) mod notes;
pub(crate) mod opening;
pub(crate) mod paper;
pub(crate) mod plans;
pub(crate) mod practices;
pub(crate) mod questions;
pub(crate) mod recovery;
pub(crate) mod restoring;
pub(crate) mod rotation;
mod saving;
pub(crate) mod settings;
pub(crate) mod summary;
pub(crate) mod writing;

use tauri::ipc::Invoke;

/// Every command the window may call.
pub(crate) fn handler() -> impl Fn(Invoke) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        opening::situation,
        opening::choose_new_file,
        opening::make_journal,
        opening::add_partner,
        opening::open_file,
        opening::close_journal,
        opening::open_again,
        opening::open_sample,
        opening::unlock,
        opening::unlock_second,
        recovery::try_kit,
        recovery::recover,
        going_on::go_on_with_kit,
        opening::leave,
        opening::notices_read,
        opening::accept_loss,
        opening::lock,
        opening::quit,
        opening::cancel_job,
        opening::active,
        opening::suggest_passphrase,
        opening::passphrase_strength,
        journal::timeline,
        journal::written_days,
        journal::page,
        journal::today,
        files::page_files,
        files::check_file,
        files::add_file,
        files::save_file,
        files::take_off_file,
        writing::drafts,
        writing::save_draft,
        writing::discard_draft,
        writing::finish_draft,
        writing::give_draft,
        writing::save_for_sit_down,
        writing::free_drafts,
        writing::free_left,
        writing::start_edit,
        writing::share_page,
        writing::erase_page,
        writing::undo_erase,
        questions::questions,
        questions::put_question,
        questions::own_answer,
        questions::seal_answer,
        questions::unseal_answer,
        questions::open_answers,
        questions::reply,
        practices::practices,
        practices::practice,
        practices::begin_practice,
        practices::part_drafts,
        practices::step_draft,
        practices::has_sealed,
        practices::say_part,
        practices::seal_parts,
        practices::unseal_parts,
        practices::open_parts,
        practices::pause_practice,
        practices::finish_practice,
        practices::put_away_practice,
        practices::keep_alone,
        practices::saved_noticed,
        practices::give_noticed,
        covered::uncover,
        covered::cover,
        ideas::mark_idea,
        ideas::marked_ideas,
        ideas::mutual_ideas,
        ideas::own_content,
        ideas::add_own,
        ideas::depth,
        ideas::choose_depth,
        ideas::rested_questions,
        ideas::draw_question,
        settings::settings,
        settings::set_settings,
        settings::change_passphrase,
        kit::kits,
        kit::draw_kit,
        kit::kit_preview,
        kit::keep_kit,
        kit::drop_kit,
        check::check_journal,
        mending::mend_from_backups,
        mending::mend_from_backup,
        rotation::take_new_keys,
        rotation::encrypt_anew,
        backup::back_up,
        backup::automatic_backups,
        backup::begin_automatic_backups,
        backup::end_automatic_backups,
        restoring::choose_backup,
        restoring::try_backup,
        restoring::try_backup_with_kit,
        restoring::restore_backup,
        restoring::restore_backup_with_kit,
        summary::summaries,
        summary::summary,
        summary::begin_summary,
        summary::change_frame,
        summary::proposable_pages,
        summary::propose_page,
        summary::open_lines,
        summary::summary_preview,
        summary::approve_summary,
        notes::printable_pages,
        notes::notes_preview,
        notes::make_book,
        paper::paper_save_pdf,
        paper::paper_print,
        plans::export_plan,
    ]
}

/// Runs a slow step on a thread of its own.
async fn slowly<T: Send + 'static>(
    step: impl FnOnce() -> crate::failure::Done<T> + Send + 'static,
) -> crate::failure::Done<T> {
    tauri::async_runtime::spawn_blocking(step).await?
}
