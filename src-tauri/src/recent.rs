//! The system's list of recent files: nothing that was put on a page or saved from one stays in it.
//!
//! The file chooser of GTK notes whatever is chosen in it for every program to see, under this
//! app's name, a moment later and whether it is asked to or not.

use std::path::Path;

/// Takes a file that was chosen in a dialog out of the list.
#[cfg(target_os = "linux")]
pub(crate) fn forget(path: &Path) {
    use gtk::glib::{self, ControlFlow};
    use gtk::prelude::RecentManagerExt;
    use std::time::{Duration, Instant};

    /// More often than the list is written to disk.
    const LOOK_EVERY: Duration = Duration::from_millis(50);
    const LOOK_FOR: Duration = Duration::from_secs(10);

    let Ok(address) = glib::filename_to_uri(path, None) else { return };
    glib::MainContext::default().invoke(move || {
        let Some(list) = gtk::RecentManager::default() else { return };
        let begun = Instant::now();
        glib::timeout_add_local(LOOK_EVERY, move || {
            // It is noted late, and perhaps more than once; whoever is not in it needs not go.
            if list.has_item(&address) {
                let _ = list.remove_item(&address);
            }
            if begun.elapsed() > LOOK_FOR { ControlFlow::Break } else { ControlFlow::Continue }
        });
    });
}

/// Elsewhere dialogs note nothing by themselves, or it is not in our hands.
#[cfg(not(target_os = "linux"))]
pub(crate) fn forget(_path: &Path) {}
