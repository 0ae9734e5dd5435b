//! The windows: one for the journal, one to print from.

use tauri::webview::{DownloadEvent, NewWindowResponse, PageLoadEvent, WebviewWindowBuilder};
use tauri::{AppHandle, Manager, Url, Webview, WebviewUrl, WebviewWindow};

/// The journal's window.
pub(crate) const MAIN: &str = "main";
/// The window a page is printed from.
pub(crate) const PRINT: &str = "print";

/// Makes the journal's window.
///
/// # Errors
/// When the system has no webview.
pub(crate) fn make(app: &AppHandle) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::App("index.html".into()))
        .title("Duologue")
        .inner_size(1180.0, 800.0)
        .min_inner_size(480.0, 480.0)
        // Nothing of the webview is kept on disk. WebDriver refuses such a
        // webview, so the configuration for the app tests alone leaves it out.
        .incognito(!cfg!(feature = "webdriver"))
        .general_autofill_enabled(false)
        .disable_drag_drop_handler()
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(saves_nothing)
        .build()?;
    paint_without_graphics_card(&window)
}

/// A page of text that mostly stands still is painted sooner without one, and its words stay out
/// of the card's memory: docs/decisions/0016. WebDriver takes no picture of such a page.
#[cfg(all(target_os = "linux", not(feature = "webdriver")))]
fn paint_without_graphics_card(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

    window.with_webview(|view| {
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

#[cfg(not(all(target_os = "linux", not(feature = "webdriver"))))]
fn paint_without_graphics_card(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Makes the window a page is printed from; it holds what `paper://` serves and nothing else.
///
/// # Errors
/// When the system has no webview.
#[cfg(target_os = "linux")]
pub(crate) fn make_print(
    app: &AppHandle,
    on_loaded: impl Fn(WebviewWindow) + Send + Sync + 'static,
) -> tauri::Result<()> {
    close_print(app);
    let Some(main) = app.get_webview_window(MAIN) else { return Ok(()) };
    let app = app.clone();
    main.with_webview(move |main| {
        // An incognito view of WebKitGTK has a context of its own, and Tauri makes `paper://`
        // known only in the first one: the print window shares the journal's.
        let window = print_window(&app, on_loaded).with_related_view(main.inner());
        if window.visible(false).build().is_err() {
            crate::print::say_not_printed(&app);
        }
    })
}

/// Makes the window a page is printed from; it shows what `paper://` serves and nothing else.
///
/// # Errors
/// When the system has no webview.
#[cfg(not(target_os = "linux"))]
pub(crate) fn make_print(
    app: &AppHandle,
    on_loaded: impl Fn(WebviewWindow) + Send + Sync + 'static,
) -> tauri::Result<()> {
    close_print(app);
    print_window(app, on_loaded).build()?;
    Ok(())
}

fn print_window(
    app: &AppHandle,
    on_loaded: impl Fn(WebviewWindow) + Send + Sync + 'static,
) -> WebviewWindowBuilder<'_, tauri::Wry, AppHandle> {
    let address = crate::print::address("print");
    WebviewWindowBuilder::new(app, PRINT, WebviewUrl::CustomProtocol(address))
        .title("Duologue")
        .inner_size(720.0, 900.0)
        .incognito(!cfg!(feature = "webdriver"))
        .on_navigation(is_paper)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(saves_nothing)
        .on_page_load(move |window, payload| {
            if payload.event() == PageLoadEvent::Finished {
                on_loaded(window);
            }
        })
}

/// Closes the print window and its dialog, if they are there.
pub(crate) fn close_print(app: &AppHandle) {
    crate::print::close_dialogs();
    if let Some(window) = app.get_webview_window(PRINT) {
        // Already gone is as good.
        let _ = window.destroy();
    }
}

/// Brings the window to the front.
pub(crate) fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        // A window manager may refuse; the window is there all the same.
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Tears the page down, and everything it held with it.
pub(crate) fn tear_down(app: &AppHandle) {
    close_print(app);
    if let Some(window) = app.get_webview_window(MAIN) {
        // Where this fails the page has emptied itself all the same: it was told to before.
        let _ = begin_anew(app, &window);
    }
}

/// The process that showed the page ends, and the words in its memory with it; another one shows the
/// unlock screen. WebDriver would lose sight of it.
#[cfg(all(target_os = "linux", not(feature = "webdriver")))]
fn begin_anew(app: &AppHandle, window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::WebViewExt;

    lay_out_paper(app, window)?;
    window.with_webview(|view| {
        let view = view.inner();
        view.terminate_web_process();
        view.reload();
    })
}

#[cfg(not(all(target_os = "linux", not(feature = "webdriver"))))]
fn begin_anew(_: &AppHandle, window: &WebviewWindow) -> tauri::Result<()> {
    window.reload()
}

/// The colour that stands in the window until the next page is painted: in a dark room nothing may
/// flash. Not before the first one: WebKitGTK shows no page then.
#[cfg(all(target_os = "linux", not(feature = "webdriver")))]
fn lay_out_paper(app: &AppHandle, window: &WebviewWindow) -> tauri::Result<()> {
    use crate::shapes::Theme;
    use crate::shell::Shell;
    use gtk::gdk::RGBA;
    use gtk::prelude::{StyleContextExt, WidgetExt};
    use webkit2gtk::WebViewExt;

    // As --paper in ui/src/design/tokens.css.
    const LIGHT: [u8; 3] = [0xfa, 0xf7, 0xf0];
    const DARK: [u8; 3] = [0x21, 0x1d, 0x18];
    let theme = app.state::<Shell>().this_computer().settings(&[]).theme;
    window.with_webview(move |view| {
        let view = view.inner();
        let of_system = || view.style_context().lookup_color("theme_bg_color");
        let is_dark = match theme {
            Theme::Dark => true,
            Theme::Light => false,
            Theme::System => of_system().is_some_and(|colour| colour.green() < 0.5),
        };
        let [red, green, blue] =
            (if is_dark { DARK } else { LIGHT }).map(|part| f64::from(part) / 255.0);
        view.set_background_color(&RGBA::new(red, green, blue, 1.0));
    })
}

/// Nothing goes from a page to the disk past the dialogs of the shell: the web view's own menu over a
/// photo offers to save it.
fn saves_nothing(_: Webview, _: DownloadEvent<'_>) -> bool {
    false
}

fn is_own(url: &Url) -> bool {
    url.scheme() == "tauri" || (url.scheme() == "http" && url.host_str() == Some("tauri.localhost"))
}

fn is_paper(url: &Url) -> bool {
    url.scheme() == "paper" || (url.scheme() == "http" && url.host_str() == Some("paper.localhost"))
}
