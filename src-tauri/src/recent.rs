//! The system's list of recent files: nothing that is chosen in a dialog of this app is noted there.
//!
//! The file chooser of GTK notes whatever is chosen in it for every program to see, under this
//! app's name, unless it is told that there is no such list.

/// Nothing is noted from now on; what other programs noted stays as it is.
#[cfg(target_os = "linux")]
pub(crate) fn note_nothing() {
    use gtk::prelude::GtkSettingsExt;

    if let Some(settings) = gtk::Settings::default() {
        settings.set_gtk_recent_files_enabled(false);
    }
}

/// Elsewhere dialogs note nothing by themselves, or it is not in our hands.
#[cfg(not(target_os = "linux"))]
pub(crate) fn note_nothing() {}
