//! `photo://`: the photos on pages, from memory, for the journal's window alone.
//!
//! What is a photo is told by the very bytes that are sent, never by a name or by what was said of
//! them: a JPEG or PNG, and nothing that could hold words or run. Nothing is kept: whoever asks
//! once more, asks the journal once more, and a locked one answers nobody.

use crate::commands::files::{list_files, read_file};
use crate::convert::{id, link};
use crate::shell::{Open, Shell};
use crate::window;
use duologue_core::journal::Picture;
use duologue_core::vault::{MAX_ATTACHMENT, VaultError};
use duologue_core::{Id, Link};
use std::io::{self, Write};
use tauri::http::{Method, Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};

/// More would take the web view a quarter of a gigabyte to draw: the best of phones make as many.
const MOST_PIXELS: u64 = 64_000_000;
const POLICY: &str = "default-src 'none'; sandbox";

/// The address of a photo on a page.
pub(crate) fn address(page: Link, file: Id) -> String {
    let base = if cfg!(windows) { "http://photo.localhost/" } else { "photo://localhost/" };
    format!("{base}{page}/{file}")
}

/// Whether a picture is one that the window shows.
pub(crate) fn is_shown(picture: &Picture) -> bool {
    picture.pixels() <= MOST_PIXELS
}

/// Serves the photos of the page that the main window shows. Off the main thread: whatever has the
/// journal must not hold up the window.
pub(crate) fn serve<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let app = context.app_handle().clone();
    let asks = context.webview_label().to_owned();
    tauri::async_runtime::spawn_blocking(move || {
        responder.respond(answer(app.state::<Shell>().inner(), &asks, &request));
    });
}

fn answer(shell: &Shell, asks: &str, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    let may_ask = asks == window::MAIN && request.method() == Method::GET;
    let found = may_ask.then(|| find(shell, request.uri().path())).flatten();
    let (status, kind, body) = match found {
        Some((kind, body)) => (StatusCode::OK, kind, body),
        None => (StatusCode::NOT_FOUND, "text/plain", Vec::new()),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ] {
        headers.insert(name, header::HeaderValue::from_static(value));
    }
    response
}

/// The photo at `/page/file`, if whoever is here reads that page and it is there.
fn find(shell: &Shell, path: &str) -> Option<(&'static str, Vec<u8>)> {
    let (page, file) = path.strip_prefix('/')?.split_once('/')?;
    let (page, file) = (link(page).ok()?, id(file).ok()?);
    // Whoever locks meanwhile does not wait for a photo.
    let mut photo = Photo { bytes: Vec::new(), stops: shell.stops(), shell };
    let open = shell.open();
    fits(&open, page, file).then_some(())?;
    read_file(&open, page, file, &mut photo).ok()?;
    let picture = Picture::of(&photo.bytes).filter(is_shown)?;
    Some((picture.media, photo.bytes))
}

/// Whether it is no larger than what this app puts on a page.
fn fits(open: &Open, page: Link, file: Id) -> bool {
    let files = list_files(open, page).unwrap_or_default();
    files.iter().any(|one| one.id == file && one.length <= MAX_ATTACHMENT)
}

/// A photo on its way to the window.
struct Photo<'a> {
    bytes: Vec<u8>,
    shell: &'a Shell,
    /// How often something had been stopped when it set out.
    stops: u64,
}

impl Write for Photo<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.shell.stops() != self.stops {
            return Err(io::Error::other(VaultError::Cancelled));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
