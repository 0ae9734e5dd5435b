//! `paper://`: the pages of the last preview, from memory, for the preview and the print window.

use crate::shell::Shell;
use crate::window;
use duologue_paper::Sheets;
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{AppHandle, Emitter, Manager, Runtime, UriSchemeContext, Url, WebviewWindow};

/// How much of the white margin at a page's foot is left out, in points: the webview counts paper
/// in whole pixels, and a page that is a hair too long would drag an empty one behind it.
const SLACK: f64 = 2.0;
const POLICY: &str = "default-src 'none'; img-src paper: http://paper.localhost; style-src paper: http://paper.localhost";

/// The address of something `paper://` serves.
pub(crate) fn address(path: &str) -> Url {
    let base = if cfg!(windows) { "http://paper.localhost/" } else { "paper://localhost/" };
    match Url::parse(&format!("{base}{path}")) {
        Ok(url) => url,
        Err(_) => unreachable!("a fixed address with a path of our own"),
    }
}

/// Serves what the main window previews and the print window prints; nothing to anyone else.
pub(crate) fn serve<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
) -> Response<Vec<u8>> {
    let known = [window::MAIN, window::PRINT].contains(&context.webview_label());
    let answer = known
        .then(|| find(context.app_handle().state::<Shell>().inner(), request.uri().path()))
        .flatten();
    let (status, kind, body) = match answer {
        Some((kind, body)) => (StatusCode::OK, kind, body),
        None => (StatusCode::NOT_FOUND, "text/plain", Vec::new()),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_SECURITY_POLICY, header::HeaderValue::from_static(POLICY));
    response
}

fn find(shell: &Shell, path: &str) -> Option<(&'static str, Vec<u8>)> {
    match path.trim_start_matches('/') {
        "print.css" => Some(("text/css", print_style(shell)?.into_bytes())),
        "print" => Some(("text/html; charset=utf-8", print_page(shell)?.into_bytes())),
        path => {
            let mut parts = path.strip_prefix("preview/")?.splitn(3, '/');
            let (number, page) = (parts.next()?, parts.next()?.parse().ok()?);
            let open = shell.open();
            if number.parse() != Ok(open.preview_number) {
                return None;
            }
            picture(&open.preview.as_ref()?.sheets, page, parts.next())
        }
    }
}

/// A page as the screen shows it, in pixels, so many across; or as outlines, for print.
fn picture(sheets: &Sheets, page: usize, across: Option<&str>) -> Option<(&'static str, Vec<u8>)> {
    match across {
        Some(across) => Some(("image/png", sheets.png(page, across.parse().ok()?)?)),
        None => Some(("image/svg+xml", sheets.svg(page)?.into_bytes())),
    }
}

fn print_style(shell: &Shell) -> Option<String> {
    let (width, height) = shell.open().preview.as_ref()?.sheets.size_pt();
    let height = height - SLACK;
    Some(format!(
        "@page{{size:auto;margin:0}}html,body{{margin:0;background:#fff}}\
         img{{display:block;width:100%;aspect-ratio:{width}/{height};object-fit:cover;\
         object-position:top;break-after:page}}img:last-child{{break-after:auto}}"
    ))
}

fn print_page(shell: &Shell) -> Option<String> {
    let open = shell.open();
    let sheets = &open.preview.as_ref()?.sheets;
    let images: String = (0..sheets.page_count())
        .map(|page| format!("<img alt=\"\" src=\"{}\">", page_path(open.preview_number, page)))
        .collect();
    Some(format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><title>Duologue</title><link rel=\"stylesheet\" href=\"/print.css\"></head><body>{images}</body></html>"
    ))
}

/// The path of one page's picture; with `/` and a width in pixels after it, of one for the screen.
pub(crate) fn page_path(number: u64, page: usize) -> String {
    format!("/preview/{number}/{page}")
}

/// Opens the system's print dialog for the last preview, which is called `name` if it becomes
/// a file.
///
/// # Errors
/// When the system has no webview to print from.
pub(crate) fn open_dialog(app: &AppHandle, name: String) -> tauri::Result<()> {
    window::make_print(app, move |window| show_dialog(window, name.clone()))
}

/// The printer did not take the pages, or the system shows no dialog: the person is told.
pub(crate) fn say_not_printed(app: &AppHandle) {
    // A window that is gone asks for nothing.
    let _ = app.emit_to(window::MAIN, "notPrinted", ());
}

#[cfg(not(target_os = "linux"))]
fn show_dialog(window: WebviewWindow, _name: String) {
    if window.print().is_err() {
        say_not_printed(window.app_handle());
    }
}

/// Over the journal, with the paper that was previewed and no margins but the pages' own. The
/// print window goes when the pages have been handed over, or when the dialog is closed.
#[cfg(target_os = "linux")]
fn show_dialog(window: WebviewWindow, name: String) {
    use webkit2gtk::{PrintOperation, PrintOperationExt, PrintOperationResponse};

    let size = window.state::<Shell>().open().preview.as_ref().map(|shown| shown.sheets.size_pt());
    let Some((width, height)) = size else { return };
    let printing = window.clone();
    // A window that is gone has nothing to print.
    let _ = window.with_webview(move |view| {
        let operation = PrintOperation::new(&view.inner());
        operation.set_page_setup(&paper(width, height));
        let settings = gtk::PrintSettings::new();
        settings.set(gtk::PRINT_SETTINGS_OUTPUT_BASENAME, Some(&name));
        operation.set_print_settings(&settings);
        let app = printing.app_handle().clone();
        operation.connect_failed(move |_, _| say_not_printed(&app));
        let printed = printing.clone();
        operation.connect_finished(move |_| close(&printed));
        let journal = printing.get_webview_window(window::MAIN);
        let journal = journal.and_then(|journal| journal.gtk_window().ok());
        if operation.run_dialog(journal.as_ref()) == PrintOperationResponse::Cancel {
            close(&printing);
        }
    });
}

#[cfg(target_os = "linux")]
fn paper(width: f64, height: f64) -> gtk::PageSetup {
    use gtk::Unit;

    let letter = gtk::PaperSize::new(Some(gtk::PAPER_NAME_LETTER));
    let is_letter = (letter.height(Unit::Points) - height).abs() < 1.0
        && (letter.width(Unit::Points) - width).abs() < 1.0;
    let size = if is_letter { letter } else { gtk::PaperSize::new(Some(gtk::PAPER_NAME_A4)) };
    let setup = gtk::PageSetup::new();
    setup.set_paper_size(&size);
    setup.set_top_margin(0.0, Unit::Points);
    setup.set_bottom_margin(0.0, Unit::Points);
    setup.set_left_margin(0.0, Unit::Points);
    setup.set_right_margin(0.0, Unit::Points);
    setup
}

#[cfg(target_os = "linux")]
fn close(window: &WebviewWindow) {
    // Already gone is as good.
    let _ = window.destroy();
}

/// Closes the dialogs of the system that are open over the journal.
///
/// While the print dialog is open, nothing that is sent to the windows arrives: locking
/// could not empty them. (GTK runs the dialog inside the app's own loop.)
pub(crate) fn close_dialogs() {
    #[cfg(target_os = "linux")]
    gtk::glib::MainContext::default().invoke(|| {
        use gtk::prelude::{Cast, DialogExt};

        let windows = gtk::Window::list_toplevels();
        for dialog in windows.iter().filter_map(|window| window.downcast_ref::<gtk::Dialog>()) {
            dialog.response(gtk::ResponseType::Cancel);
        }
    });
}
