//! The app, running, and a hand on its page.
//!
//! A part of the page is told by its `data-test` (the list is in `ui/README.md`), or by a CSS
//! selector where that has a bracket, a space or a colon in it. Every deed waits for what it
//! needs: a button that cannot be pressed yet is waited for, and a page that is being torn down
//! is asked again.

use std::fs::{self, File};
use std::future::Future;
use std::net::{Ipv4Addr, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::LazyLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;
use thirtyfour::prelude::{WebDriver, WebElement};
use thirtyfour::{Capabilities, TypingData};
use tokio::runtime::Runtime;
use tokio::time::timeout;

use crate::computer::{Computer, program};
use crate::desktop::{Desktop, Window, until, within};
use crate::port::free_port;

/// Longer than anything takes on a slow computer; only a test that fails waits for it.
const LIMIT: Duration = Duration::from_secs(30);
const SCRIPT_LIMIT: Duration = Duration::from_secs(60);

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.expect("a runtime for WebDriver")
});

fn now<T>(work: impl Future<Output = T>) -> T {
    RUNTIME.block_on(work)
}

/// How long a picture may take.
const PICTURE_LIMIT: Duration = Duration::from_secs(5);

/// So many times, a second apart, it is tried again where another one is in the way.
const TRIES: usize = 10;

/// The app with its window, and the drivers it was started by. All gone when dropped.
pub struct App {
    _desktop: Desktop,
    drivers: Child,
    page: Option<WebDriver>,
    log: PathBuf,
}

impl App {
    /// Starts the app on `computer`, as from the desktop's menu.
    pub fn start(computer: &Computer) -> Self {
        Self::start_with(computer, &[])
    }

    /// Starts the app as a double-click on a journal does.
    pub fn open(computer: &Computer, journal: &Path) -> Self {
        Self::start_with(computer, &[journal])
    }

    fn start_with(computer: &Computer, arguments: &[&Path]) -> Self {
        // On a busy computer the session bus may still know the app that was there before, and
        // somebody may have taken the port of `tauri-driver`.
        let another_is_there =
            |log: &str| ["single-instance", "can not listen"].iter().any(|why| log.contains(why));
        let mut started = Self::try_start(computer, arguments);
        for _ in 0..TRIES {
            if !started.as_ref().is_err_and(|log| another_is_there(log)) {
                break;
            }
            sleep(Duration::from_secs(1));
            started = Self::try_start(computer, arguments);
        }
        started.unwrap_or_else(|log| panic!("the app does not start: {log}"))
    }

    /// Starts the app, or says what it and its drivers said.
    fn try_start(computer: &Computer, arguments: &[&Path]) -> Result<Self, String> {
        let desktop = Desktop::begin();
        let (port, native) = (free_port(), free_port());
        let log = computer.log();
        let into = || File::create(&log).expect("a log");
        let drivers = computer
            .command(program("TAURI_DRIVER"))
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .args(
                std::env::var("WEBKIT_DRIVER").iter().flat_map(|path| ["--native-driver", path]),
            )
            .stdout(into())
            .stderr(into())
            // so that nothing they start outlives them
            .process_group(0)
            .spawn()
            .expect("tauri-driver starts");
        let mut this = Self { _desktop: desktop, drivers, page: None, log };
        let listens = |port: u16| TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok();
        let began = until("drivers that listen", || {
            let ended = this.drivers.try_wait().ok()?.is_some();
            (ended || (listens(port) && listens(native))).then_some(!ended)
        });
        if !began {
            return Err(this.said());
        }
        let options = json!({ "application": program("DUOLOGUE_APP"), "args": arguments });
        let mut wanted = Capabilities::new();
        wanted.set("tauri:options", options).expect("options");
        let page = now(async {
            let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), wanted).await?;
            driver.set_script_timeout(SCRIPT_LIMIT).await?;
            Ok::<_, thirtyfour::error::WebDriverError>(driver)
        });
        this.page = Some(page.map_err(|error| format!("{error}\n{}", this.said()))?);
        Ok(this)
    }

    /// What the app and its drivers said.
    fn said(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    fn page(&self) -> &WebDriver {
        self.page.as_ref().expect("the app runs")
    }

    // ── seeing ──

    /// Waits until a part is to be seen.
    #[track_caller]
    pub fn see(&self, part: &str) {
        self.wait(&format!("`{part}` to be seen"), || self.sees(part).then_some(()));
    }

    /// Waits until a part is not there, or not to be seen.
    #[track_caller]
    pub fn see_gone(&self, part: &str) {
        self.wait(&format!("`{part}` to be gone"), || (!self.sees(part)).then_some(()));
    }

    /// Waits until a part says `words`.
    #[track_caller]
    pub fn see_words(&self, part: &str, words: &str) {
        self.wait(&format!("{words:?} in `{part}`"), || {
            self.words_if_there(part)?.contains(words).then_some(())
        });
    }

    /// Whether a part is to be seen now.
    pub fn sees(&self, part: &str) -> bool {
        let script = "return [...document.querySelectorAll(arguments[0])]
            .some(part => part.getClientRects().length > 0)";
        self.try_script(script, &[json!(selector(part))]) == Some(Value::Bool(true))
    }

    /// How many of a part there are.
    pub fn count(&self, part: &str) -> u64 {
        let script = "return document.querySelectorAll(arguments[0]).length";
        self.script(script, &[json!(selector(part))]).as_u64().unwrap_or_default()
    }

    /// What a part says; waits for it to be there.
    #[track_caller]
    pub fn words(&self, part: &str) -> String {
        self.wait(&format!("`{part}`"), || self.words_if_there(part))
    }

    fn words_if_there(&self, part: &str) -> Option<String> {
        // A space that does not break is a space to whoever reads.
        let script = r"return document.querySelector(arguments[0])?.innerText.replaceAll('\u00a0', ' ') ?? null";
        self.try_script(script, &[json!(selector(part))])?.as_str().map(str::to_owned)
    }

    /// What stands in a field; waits for it to be there.
    #[track_caller]
    pub fn value(&self, part: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.value ?? null";
        self.wait(&format!("`{part}`"), || {
            self.try_script(script, &[json!(selector(part))])?.as_str().map(str::to_owned)
        })
    }

    /// Everything that stands in the document, seen or not, fields included.
    pub fn everything(&self) -> String {
        let script = "return document.documentElement.outerHTML
            + [...document.querySelectorAll('input, textarea')].map(field => field.value).join('\\n')";
        let all = self.wait("the document", || self.try_script(script, &[]));
        all.as_str().unwrap_or_default().to_owned()
    }

    // ── doing ──

    /// Clicks on the first of a part that can be clicked on. What lies below the edge of a pane
    /// that scrolls by itself is brought into sight first, which the driver leaves out.
    #[track_caller]
    pub fn click(&self, part: &str) {
        self.wait(&format!("a click on `{part}`"), || {
            let found = self.find(part)?;
            now(async {
                if found.click().await.is_err() {
                    found.scroll_into_view().await?;
                    found.click().await?;
                }
                WebDriverResult::Ok(())
            })
            .ok()
        });
    }

    /// Writes into a part, after what is there.
    #[track_caller]
    pub fn write(&self, part: &str, text: &str) {
        self.click(part);
        self.wait(&format!("writing in `{part}`"), || now(self.find(part)?.send_keys(text)).ok());
    }

    /// Puts `text` in place of what stands in a field.
    #[track_caller]
    pub fn fill(&self, part: &str, text: &str) {
        self.wait(&format!("filling `{part}`"), || {
            let field = self.find(part)?;
            now(async {
                if field.clear().await.is_err() {
                    field.scroll_into_view().await?;
                    field.clear().await?;
                }
                field.send_keys(text).await
            })
            .ok()
        });
    }

    /// Sets a field at once: one of days or times, where typing depends on the system's language,
    /// or one that somebody pastes into.
    #[track_caller]
    pub fn set(&self, part: &str, value: &str) {
        self.see(part);
        self.script(
            "const field = document.querySelector(`[data-test=\"${arguments[0]}\"]`);
            field.value = arguments[1];
            field.dispatchEvent(new Event('input', { bubbles: true }));",
            &[json!(part), json!(value)],
        );
    }

    /// Presses keys where the keyboard is.
    #[track_caller]
    pub fn press(&self, keys: impl Into<TypingData>) {
        let pressed = now(async { self.page().active_element().await?.send_keys(keys).await });
        pressed.expect("a key to press");
    }

    /// A part that is to be seen, and can be pressed if it is a button.
    fn find(&self, part: &str) -> Option<WebElement> {
        // WebDriver calls a radio button unseen whose label is drawn in its place. Where an answer of
        // the core is still to come, it may move what is to be pressed away from under the mouse.
        let script = "if (document.querySelector('[data-test=skeleton]')) return null;
            return [...document.querySelectorAll(arguments[0])].find(part =>
                part.getClientRects().length > 0 && !part.ariaDisabled && !part.disabled) ?? null";
        let found = now(self.page().execute(script, vec![json!(selector(part))])).ok()?;
        found.element().ok()
    }

    // ── under the page ──

    /// Runs a script in the page and gives back what it returns.
    ///
    /// # Panics
    /// When it throws.
    #[track_caller]
    pub fn script(&self, script: &str, arguments: &[Value]) -> Value {
        let ran = now(self.page().execute(script, arguments.to_vec()));
        ran.unwrap_or_else(|error| panic!("a script in the page: {error}")).json().clone()
    }

    pub(crate) fn try_script(&self, script: &str, arguments: &[Value]) -> Option<Value> {
        Some(now(self.page().execute(script, arguments.to_vec())).ok()?.json().clone())
    }

    /// Runs a script that hands what it found to its last argument, a function.
    ///
    /// # Panics
    /// When it throws, or hands nothing over.
    #[track_caller]
    pub fn slow_script(&self, script: &str, arguments: &[Value]) -> Value {
        let ran = now(self.page().execute_async(script, arguments.to_vec()));
        ran.unwrap_or_else(|error| panic!("a script in the page: {error}")).json().clone()
    }

    /// Asks the core what the page could ask it: the answer, or the failure.
    ///
    /// # Errors
    /// With the failure the core rejected with.
    #[track_caller]
    pub fn ask(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let script = "const [command, given, done] = arguments;
            window.__TAURI_INTERNALS__.invoke(command, given)
                .then(answer => done({ answer }), failure => done({ failure }))";
        let mut said = self.slow_script(script, &[json!(command), arguments]);
        match said.get_mut("failure") {
            Some(failure) => Err(failure.take()),
            None => Ok(said["answer"].take()),
        }
    }

    /// A picture of the page, as PNG.
    ///
    /// # Panics
    /// When none can be taken.
    pub fn picture(&self) -> Vec<u8> {
        now(self.page().screenshot_as_png()).expect("a picture of the page")
    }

    /// Takes the mouse where it touches nothing that looks different under it. The driver does not
    /// see that a click took the mouse along, and leaves out a move to where it believes it to be:
    /// so there are two moves.
    pub fn move_mouse_away(&self) {
        const LIVELY: &str = "button, a, input, textarea, label, summary";
        let free = "const [lively] = arguments;
            const [right, low] = [innerWidth - 9, innerHeight - 9];
            return [[9, 9], [right, 9], [9, low], [right, low], [right / 2 | 0, low]].find(
                ([x, y]) => !document.elementFromPoint(x, y)?.closest(lively)) ?? [9, 9]";
        let under = "return arguments[0].split(',').filter(
            part => document.querySelector(part + ':hover')).length";
        self.wait("nothing under the mouse", || {
            let place = self.try_script(free, &[json!(LIVELY)])?;
            let [x, y] = [0, 1].map(|at| place[at].as_i64().unwrap_or_default());
            now(self.page().action_chain().move_to(x + 2, y).move_to(x, y).perform()).ok()?;
            (self.try_script(under, &[json!(LIVELY)])? == json!(0)).then_some(())
        });
    }

    /// Scrolls down until the end of a part is to be seen.
    #[track_caller]
    pub fn scroll_down_to(&self, part: &str) {
        self.see(part);
        let script = "document.querySelector(arguments[0]).scrollIntoView({ block: 'end' })";
        self.script(script, &[json!(selector(part))]);
    }

    /// Makes the page `width` × `height` CSS pixels large.
    ///
    /// # Panics
    /// When the window does not take that size.
    pub fn resize(&self, width: u32, height: u32) {
        let script = "return [innerWidth, innerHeight]";
        self.wait(&format!("a page of {width} × {height}"), || {
            if self.try_script(script, &[])? == json!([width, height]) {
                return Some(());
            }
            now(self.page().set_window_rect(0, 0, width, height)).ok()?;
            let taken = || (self.try_script(script, &[])? == json!([width, height])).then_some(());
            within(Duration::from_secs(2), taken)
        });
    }

    // ── its end ──

    /// The process of the app itself.
    ///
    /// # Panics
    /// When it is not running.
    pub fn process(&self) -> u32 {
        let app = fs::canonicalize(program("DUOLOGUE_APP")).expect("the app");
        let group = self.drivers.id().to_string();
        let all = fs::read_dir("/proc").expect("processes").flatten();
        let found = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok()).find(
            |process| {
                let is_app =
                    fs::read_link(format!("/proc/{process}/exe")).is_ok_and(|exe| exe == app);
                is_app && group_of(*process).is_some_and(|of| of == group)
            },
        );
        found.expect("the app is running")
    }

    /// Asks the window to close, as its close button does; it is gone then, or asks something.
    ///
    /// # Panics
    /// When it has no window.
    pub fn close_window(&self) {
        let windows = Window::of(self.process());
        windows.first().expect("a window").close(|| self.sees("closing"));
    }

    /// Ends the app as a power cut does: nothing is told, nothing is tidied up.
    pub fn kill(self) {
        let process = self.process();
        signal("-KILL", &process.to_string());
        until("the app gone", || (!is_running(process)).then_some(()));
    }

    /// Waits for `look`, and shows what the page was like when it never came.
    #[track_caller]
    pub fn wait<T>(&self, what: &str, look: impl FnMut() -> Option<T>) -> T {
        self.wait_for(LIMIT, what, look)
    }

    /// Waits for `look`, up to `limit`.
    #[track_caller]
    pub fn wait_for<T>(&self, limit: Duration, what: &str, look: impl FnMut() -> Option<T>) -> T {
        let begun = Instant::now();
        if let Some(seen) = within(limit, look) {
            return seen;
        }
        let waited = begun.elapsed();
        // First: where no picture can be taken, the driver waits for one for ever.
        let words = self.words_if_there("body").unwrap_or_default();
        panic!("waited {waited:?} for {what}\n{}\n{words}", self.picture_of_failure())
    }

    /// Where there is a picture of the page as it is, or why there is none.
    fn picture_of_failure(&self) -> String {
        let picture = crate::screens::folder().join("failed.png");
        let taken = now(async { timeout(PICTURE_LIMIT, self.page().screenshot_as_png()).await });
        match taken {
            Ok(Ok(png)) => {
                // The words tell of the failure all the same.
                let _ = fs::write(&picture, png);
                picture.display().to_string()
            }
            Ok(Err(error)) => format!("no picture: {error}"),
            Err(_) => "no picture of a page that is painted without a graphics card".to_owned(),
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        if let Some(page) = self.page.take() {
            // There is nothing to say goodbye to after a kill.
            let _ = page.leak();
        }
        signal("-KILL", &format!("-{}", self.drivers.id()));
        let _ = self.drivers.wait();
        let group = self.drivers.id().to_string();
        // The next one is let in only when this one is gone.
        within(LIMIT, || {
            let all = fs::read_dir("/proc").ok()?.flatten();
            let mut ids = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
            (!ids.any(|process| group_of(process).is_some_and(|of| of == group))).then_some(())
        });
    }
}

/// The process group of a process that has not ended.
fn group_of(process: u32) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // pid (name) state parent group …; a name may hold anything, the last bracket ends it
    let mut after = stat.rsplit_once(')')?.1.split_whitespace();
    let state = after.next()?;
    (state != "Z").then(|| after.nth(1).map(str::to_owned)).flatten()
}

fn is_running(process: u32) -> bool {
    group_of(process).is_some()
}

fn signal(which: &str, whom: &str) {
    // Whoever is gone already needs none.
    let _ =
        Command::new("kill").args([which, "--", whom]).stderr(std::process::Stdio::null()).status();
}

pub(crate) fn selector(part: &str) -> String {
    // `history-steps ins`: a part, and something inside it
    if let Some((outer, inner)) = part.split_once(' ').filter(|(outer, _)| !outer.contains('[')) {
        return format!("{} {inner}", selector(outer));
    }
    if part == "body" || part.contains(['[', ' ', ':']) {
        return part.to_owned();
    }
    format!("[data-test=\"{part}\"]")
}
