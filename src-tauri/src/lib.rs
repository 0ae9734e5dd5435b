//! The shell around the core: window, commands, lock, print.
//!
//! Commands are thin: they parse what the window sent, ask the core, and
//! translate what comes back into [`shapes`]. The window never gets a path to
//! write to, a key, or text it did not ask for; file dialogs are opened here.
//! What is *not* here: rules about pages (the core's) and words (the window's).

mod automatic;
mod commands;
mod convert;
#[cfg(test)]
mod desk;
mod failure;
mod this_computer;
// WebDriver comes in by the same port.
#[cfg(all(any(target_os = "linux", windows), not(feature = "webdriver")))]
mod inspector;
mod lock;
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod memory;
mod photo;
mod press;
mod print;
mod recent;
mod sample;
pub mod shapes;
mod shell;
mod unkept;
mod up_to_date;
mod window;

use shell::Shell;
use std::io::Write;
use std::path::PathBuf;
use tauri::Manager;

/// Runs the app until its window is closed. Where the system has no webview to show it with, it says
/// so and ends.
pub fn run() {
    duologue_core::process::keep_to_itself();
    if press::serve_if_asked() {
        return;
    }
    #[cfg(all(any(target_os = "linux", windows), not(feature = "webdriver")))]
    inspector::keep_out();
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    memory::overwrite_what_c_gives_back();
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, arguments, folder| {
            window::show(app);
            if let Some(path) = journal_among(arguments.into_iter().skip(1), &folder) {
                commands::opening::open_from_outside(app, path);
            }
        }))
        .plugin(tauri_plugin_dialog::init())
        .register_uri_scheme_protocol("paper", print::serve)
        .register_asynchronous_uri_scheme_protocol("photo", photo::serve)
        .invoke_handler(commands::handler())
        .setup(|app| {
            recent::note_nothing();
            let shell = Shell::new(&app.path().app_data_dir()?);
            app.manage(shell);
            let folder = std::env::current_dir().unwrap_or_default();
            let asked = journal_among(std::env::args().skip(1), &folder.to_string_lossy());
            commands::opening::open_at_start(app.handle(), asked);
            window::make(app.handle())?;
            lock::watch(app.handle());
            Ok(())
        })
        .build(tauri::generate_context!());
    match app {
        Ok(app) => app.run(handle_event),
        Err(error) => {
            // Nothing of anybody's is open yet.
            let _ = writeln!(std::io::stderr(), "Duologue cannot start: {error}");
            std::process::exit(1);
        }
    }
}

fn handle_event(app: &tauri::AppHandle, event: tauri::RunEvent) {
    match event {
        tauri::RunEvent::Exit => lock::leave(app),
        tauri::RunEvent::WindowEvent {
            label,
            event: tauri::WindowEvent::CloseRequested { api, .. },
            ..
        } if label == window::MAIN => lock::before_closing(app, &api),
        tauri::RunEvent::WindowEvent { label, event: tauri::WindowEvent::Destroyed, .. }
            if label == window::MAIN =>
        {
            app.exit(0);
        }
        #[cfg(target_os = "macos")]
        tauri::RunEvent::Opened { urls } => {
            if let Some(path) = urls.iter().find_map(|url| url.to_file_path().ok()) {
                commands::opening::open_from_outside(app, path);
            }
        }
        _ => {}
    }
}

/// The first argument that is a file, not an option.
fn journal_among(arguments: impl Iterator<Item = String>, folder: &str) -> Option<PathBuf> {
    let name = arguments.into_iter().find(|argument| !argument.starts_with('-'))?;
    Some(PathBuf::from(folder).join(name))
}
