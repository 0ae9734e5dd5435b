//! The system's own dialogs, answered as a person would: the file chooser of GTK 3 and its print
//! dialog. Nothing in the app helps with this.
//!
//! Buttons are told apart by what they are, not by their words: those are in the system's language.

use std::path::Path;

use crate::desktop::reader::{Node, Reader, Role, state};
use crate::desktop::{Desktop, click, press, until, within};

/// Answers the dialog that asks where to save: at `path`.
///
/// # Panics
/// When no such dialog comes, or it does not go.
pub fn save_as(path: &Path) {
    let reader = Reader::begin();
    choose(&chooser(&reader), path);
}

/// Answers the dialog that asks which file to open: `path`.
///
/// # Panics
/// When no such dialog comes, or it does not go.
pub fn open(path: &Path) {
    let _desktop = Desktop::begin();
    let reader = Reader::begin();
    let chooser = chooser(&reader);
    show_path_field(&chooser);
    choose(&chooser, path);
}

/// Answers the dialog that asks for a folder: `path`, typed, and Enter until it is taken. The
/// first one may only look into it.
///
/// # Panics
/// When no such dialog comes, or it does not go.
pub fn open_folder(path: &Path) {
    let _desktop = Desktop::begin();
    let reader = Reader::begin();
    let chooser = chooser(&reader);
    show_path_field(&chooser);
    let field = until("a place for a path in the dialog", || path_field(&chooser));
    field.set_text(path.to_str().expect("a path in UTF-8"));
    until("the dialog gone", || {
        press("Return");
        within(std::time::Duration::from_secs(2), || (!chooser.is(state::SHOWING)).then_some(()))
    });
}

/// The place for a path is not there until somebody begins to type one.
fn show_path_field(chooser: &Node) {
    until("a place for a path in the dialog", || {
        if path_field(chooser).is_some() {
            return Some(());
        }
        press("ctrl+l");
        within(std::time::Duration::from_secs(2), || path_field(chooser).map(drop))
    });
}

/// Closes the dialog that asks for a file, with nothing chosen.
///
/// # Panics
/// When no such dialog comes, or it does not go.
pub fn cancel() {
    let _desktop = Desktop::begin();
    let reader = Reader::begin();
    let chooser = chooser(&reader);
    until("the dialog gone", || {
        if !chooser.is(state::SHOWING) {
            return Some(());
        }
        press("Escape");
        within(std::time::Duration::from_secs(2), || (!chooser.is(state::SHOWING)).then_some(()))
    });
}

/// Answers the print dialog: prints everything to `path`, as PDF on the paper that is offered.
///
/// Returns when the file is whole.
///
/// # Panics
/// When no such dialog comes, or nothing is printed.
pub fn print_to_file(path: &Path) {
    ask_to_print(path);
    until("a whole PDF at the chosen place", || {
        let bytes = std::fs::read(path).ok()?;
        bytes.trim_ascii_end().ends_with(b"%%EOF").then_some(())
    });
}

/// Answers the print dialog as [`print_to_file`] does, whatever comes of it.
///
/// # Panics
/// When no such dialog comes, or it does not go.
pub fn ask_to_print(path: &Path) {
    let _desktop = Desktop::begin();
    let reader = Reader::begin();
    let dialog = print_dialog(&reader);
    // GTK lists the printers as it finds them; the one that is a file is always among them.
    let printer = until("Print to File among the printers", || {
        dialog.first(&|node| node.role() == Some(Role::CELL) && node.name().contains("File"))
    });
    let file = until("a button with the name of the file", || {
        if let Some(button) = file_button(&dialog) {
            return Some(button);
        }
        let (x, y, width, height) = printer.place()?;
        click(x + width / 2, y + height / 2, 1);
        within(std::time::Duration::from_secs(2), || file_button(&dialog))
    });
    file.press();
    choose(&chooser(&reader), path);
    default_button(&dialog).press();
    until("the print dialog gone", || (!dialog.is(state::SHOWING)).then_some(()));
}

/// Waits for the print dialog, whoever opened it.
///
/// # Panics
/// When it does not come.
pub fn print_dialog(reader: &Reader) -> Node {
    until("the print dialog", || {
        let dialogs = reader.windows().into_iter();
        let mut dialogs = dialogs.filter(|window| window.role() == Some(Role::DIALOG));
        dialogs.find(|dialog| {
            let is_printer = |node: &Node| node.role() == Some(Role::CELL);
            dialog.is(state::SHOWING) && dialog.first(&is_printer).is_some()
        })
    })
}

fn chooser(reader: &Reader) -> Node {
    until("a dialog that asks for a file", || {
        let mut windows = reader.windows().into_iter();
        windows
            .find(|window| window.role() == Some(Role::FILE_CHOOSER) && window.is(state::SHOWING))
    })
}

fn choose(chooser: &Node, path: &Path) {
    let path = path.to_str().expect("a path in UTF-8");
    let field = until("a place for a path in the dialog", || path_field(chooser));
    field.set_text(path);
    until("the dialog gone", || {
        if !chooser.is(state::SHOWING) {
            return Some(());
        }
        if let Some(button) = find_default(chooser).filter(|button| button.is(state::SENSITIVE)) {
            button.press();
        }
        within(std::time::Duration::from_secs(2), || (!chooser.is(state::SHOWING)).then_some(()))
    });
}

fn path_field(chooser: &Node) -> Option<Node> {
    chooser.first(&|node| node.role() == Some(Role::TEXT) && node.is(state::SHOWING))
}

fn file_button(dialog: &Node) -> Option<Node> {
    dialog.first(&|node| {
        node.role() == Some(Role::BUTTON) && node.is(state::SHOWING) && node.name().contains('/')
    })
}

fn default_button(dialog: &Node) -> Node {
    until("the button that Enter presses", || {
        find_default(dialog).filter(|button| button.is(state::SENSITIVE))
    })
}

fn find_default(dialog: &Node) -> Option<Node> {
    dialog.first(&|node| {
        node.role() == Some(Role::BUTTON) && node.is(state::SHOWING) && node.is(state::DEFAULT)
    })
}
