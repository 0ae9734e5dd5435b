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
use duologue_core::vault::VaultError;
use duologue_core::{Id, Link};
use std::io::{self, Write};
use tauri::http::{Method, Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};

/// More would take the web view a quarter of a gigabyte to draw: the best of phones make as many.
const MOST_PIXELS: u64 = 64_000_000;
/// More would hold up the window for a moment while the web view takes it apart.
const MOST_BYTES: u64 = 32 * 1024 * 1024;
const POLICY: &str = "default-src 'none'; sandbox";

/// The address of a photo on a page.
pub(crate) fn address(page: Link, file: Id) -> String {
    let base = if cfg!(windows) { "http://photo.localhost/" } else { "photo://localhost/" };
    format!("{base}{page}/{file}")
}

/// Whether a picture of so many bytes is one that the window shows.
pub(crate) fn is_shown(picture: &Picture, bytes: u64) -> bool {
    picture.pixels() <= MOST_PIXELS && bytes <= MOST_BYTES
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
    let length = photo.bytes.len() as u64;
    let picture = Picture::of(&photo.bytes).filter(|picture| is_shown(picture, length))?;
    Some((picture.media, photo.bytes))
}

/// Whether it says of itself that it is small enough to be shown.
fn fits(open: &Open, page: Link, file: Id) -> bool {
    let files = list_files(open, page).unwrap_or_default();
    files.iter().any(|one| one.id == file && one.length <= MOST_BYTES)
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;
    use crate::desk::{noor_at_a_new_journal, page_of};
    use crate::shapes::FailureCode;
    use crate::shell::Seat;
    use tempfile::TempDir;

    /// Somebody at an open journal with two pages, of which the first has files on it.
    struct Desk {
        _folder: TempDir,
        shell: Shell,
        page: Link,
        other: Link,
    }

    fn desk() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let mut sitting = noor_at_a_new_journal(folder.path());
        let [page, other] = ["with files", "without"].map(|text| page_of(&mut sitting, text));
        let shell = Shell::new(folder.path());
        shell.open().seat = Seat::Alone(Box::new(sitting));
        Desk { _folder: folder, shell, page, other }
    }

    impl Desk {
        fn put(&self, name: &str, bytes: &[u8]) -> Id {
            let mut open = self.shell.open();
            open.alone().ok().unwrap().attach(self.page, name, &mut &bytes[..]).unwrap().id
        }

        fn ask(&self, asks: &str, path: &str) -> Response<Vec<u8>> {
            let address = format!("photo://localhost{path}");
            answer(&self.shell, asks, &Request::builder().uri(address).body(Vec::new()).unwrap())
        }

        #[track_caller]
        fn refuses(&self, asks: &str, path: &str, why: &str) {
            let answer = self.ask(asks, path);
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}: {why}");
            assert!(answer.body().is_empty(), "{path}: nothing of it comes along");
        }
    }

    /// What begins as a PNG of that size does.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
        [b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", &size[..], &[8, 2, 0, 0, 0, 0, 0, 0, 0]].concat()
    }

    #[test]
    fn a_photo_comes_whole_as_what_it_is_and_nobody_keeps_it() {
        let desk = desk();
        let photo = png(40, 30);
        let file = desk.put("harbour.txt", &photo);
        let answer = desk.ask(window::MAIN, &format!("/{}/{file}", desk.page));
        assert_eq!(answer.status(), StatusCode::OK, "it is on the page that is named");
        assert_eq!(*answer.body(), photo, "every byte of it");
        let header = |name| answer.headers()[name].to_str().unwrap();
        assert_eq!(header(header::CONTENT_TYPE), "image/png", "told by what is in it");
        assert_eq!(header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "and never guessed");
        assert_eq!(header(header::CACHE_CONTROL), "no-store", "the journal is asked each time");
        assert_eq!(header(header::CONTENT_SECURITY_POLICY), POLICY, "it may ask for nothing");
        assert_eq!(
            address(desk.page, file).rsplit_once("localhost").unwrap().1,
            format!("/{}/{file}", desk.page),
            "the address that the window is told is the one that is served"
        );
    }

    #[test]
    fn nobody_but_the_journals_window_gets_it() {
        let desk = desk();
        let path = format!("/{}/{}", desk.page, desk.put("harbour.png", &png(40, 30)));
        for asks in [window::PRINT, "", "main2"] {
            desk.refuses(asks, &path, "only the window that is emptied at lock may ask");
        }
        let request =
            Request::builder().method(Method::POST).uri(format!("photo://localhost{path}"));
        let answer = answer(&desk.shell, window::MAIN, &request.body(b"words".to_vec()).unwrap());
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "and nobody may send anything");
    }

    #[test]
    fn only_the_page_that_a_photo_is_on_gives_it() {
        let desk = desk();
        let (page, file) = (desk.page, desk.put("harbour.png", &png(40, 30)));
        desk.refuses(window::MAIN, &format!("/{}/{file}", desk.other), "it is on another page");
        desk.refuses(
            window::MAIN,
            &format!("/{page}/{}", Id::from_slice(&[7; 16]).unwrap()),
            "none",
        );
        for path in
            ["/", "", &format!("/{page}"), &format!("/{page}/"), &format!("/{page}/{file}/x")]
        {
            desk.refuses(window::MAIN, path, "it names no file of a page");
        }
        desk.refuses(window::MAIN, &format!("/{page}/../{page}/{file}"), "there are no folders");
        desk.shell.open().alone().ok().unwrap().hide_page(page).unwrap();
        desk.refuses(window::MAIN, &format!("/{page}/{file}"), "the page is out of sight");
    }

    #[test]
    fn what_is_only_called_a_photo_is_not_sent() {
        let desk = desk();
        for (name, bytes) in [
            ("page.jpg", &b"<!doctype html><script>alert(1)</script>"[..]),
            ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
            ("moving.jpg", b"GIF89a\x01\0\x01\0\0\0\0;"),
            ("half.png", b"\x89PNG\r\n\x1A\n"),
            ("begun.jpg", b"\xFF\xD8\xFF"),
            ("empty.png", b""),
        ] {
            let file = desk.put(name, bytes);
            desk.refuses(window::MAIN, &format!("/{}/{file}", desk.page), name);
        }
    }

    #[test]
    fn a_photo_that_would_fill_the_memory_is_not_sent() {
        let desk = desk();
        let file = desk.put("bomb.png", &png(60_000, 60_000));
        desk.refuses(
            window::MAIN,
            &format!("/{}/{file}", desk.page),
            "a few bytes, 3.6 billion dots",
        );
        let vast = [png(40, 30), vec![0xFF; MOST_BYTES as usize]].concat();
        let file = desk.put("vast.png", &vast);
        desk.refuses(window::MAIN, &format!("/{}/{file}", desk.page), "few dots, and many bytes");
        let fits = desk.put("large.png", &png(8_000, 8_000));
        let answer = desk.ask(window::MAIN, &format!("/{}/{fits}", desk.page));
        assert_eq!(answer.status(), StatusCode::OK, "as many as the best of phones make");
    }

    #[test]
    fn a_locked_journal_gives_nothing() {
        let desk = desk();
        let path = format!("/{}/{}", desk.page, desk.put("harbour.png", &png(40, 30)));
        let Seat::Alone(sitting) = std::mem::take(&mut desk.shell.open().seat) else {
            panic!("somebody sits there");
        };
        desk.refuses(window::MAIN, &path, "the journal is closed");
        desk.shell.open().seat = Seat::Locked(sitting.lock().unwrap());
        desk.refuses(window::MAIN, &path, "the journal is locked");
        let open = desk.shell.open();
        let refused = list_files(&open, desk.page).unwrap_err();
        assert_eq!(refused.code, FailureCode::Locked, "nor is it said that there are any");
    }

    #[test]
    fn whoever_locks_does_not_wait_for_a_photo() {
        let desk = desk();
        let shell = &desk.shell;
        let mut photo = Photo { bytes: Vec::new(), stops: shell.stops(), shell };
        photo.write_all(b"first").unwrap();
        shell.cancel();
        let stopped = VaultError::from(photo.write_all(b"second").unwrap_err());
        assert_eq!(stopped, VaultError::Cancelled, "it breaks off at the next piece");
    }
}
