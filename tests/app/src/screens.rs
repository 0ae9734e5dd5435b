//! Pictures of screens, and what axe-core says of each.

use std::env;
use std::fs;
use std::path::PathBuf;

use serde_json::json;

use crate::app::App;
use crate::axe;

/// The sizes a screen is looked at in, in CSS pixels: a small laptop's half, and a large window.
pub const SIZES: [(u32, u32); 2] = [(900, 640), (1440, 900)];

/// Looks at screens one after the other, and tells everything that is wrong at the end.
pub struct Look<'a> {
    app: &'a App,
    theme: &'a str,
    faults: Vec<String>,
}

impl<'a> Look<'a> {
    /// Looks at `app`; `theme` is only the name pictures are kept under.
    pub fn at(app: &'a App, theme: &'a str) -> Self {
        Self { app, theme, faults: Vec::new() }
    }

    /// Takes a picture of the screen in each of [`SIZES`], and looks for violations.
    pub fn screen(&mut self, name: &str) {
        self.screen_with(name, None);
    }

    /// The same of a long page, scrolled so far that the end of `part` is to be seen.
    pub fn screen_down_to(&mut self, name: &str, part: &str) {
        self.screen_with(name, Some(part));
    }

    fn screen_with(&mut self, name: &str, part: Option<&str>) {
        for (width, height) in SIZES {
            self.app.resize(width, height);
            if let Some(part) = part {
                self.app.scroll_down_to(part);
            }
            self.app.move_mouse_away();
            self.settle();
            self.look(&format!("{name}-{width}x{height}-{}.png", self.theme));
        }
    }

    fn look(&mut self, file: &str) {
        fs::write(folder().join(file), self.app.picture()).expect("a picture kept");
        let wide = "return [...document.querySelectorAll('*')]
            .filter(part => part === document.scrollingElement
                || ['auto', 'scroll'].includes(getComputedStyle(part).overflowX))
            .filter(part => part.scrollWidth > part.clientWidth)
            .map(part => `${part.tagName}.${part.className}: ${part.scrollWidth - part.clientWidth} px`)";
        let wide = self.app.script(wide, &[]);
        if wide != json!([]) {
            self.faults.push(format!("{file}: wider than its place: {wide}"));
        }
        let found = axe::violations(self.app);
        self.faults.extend(found.into_iter().map(|fault| format!("{file}: {fault}")));
    }

    /// Waits until letters are drawn and nothing moves.
    fn settle(&self) {
        self.app.slow_script(
            "const done = arguments[0];
            document.fonts.ready
                .then(() => Promise.allSettled(document.getAnimations().map(one => one.finished)))
                .then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))",
            &[],
        );
    }

    /// # Panics
    /// When anything was wrong with any screen.
    #[track_caller]
    pub fn end(self) {
        assert!(self.faults.is_empty(), "faults on screens:\n{}", self.faults.join("\n"));
    }
}

/// Where pictures go: where `cargo xtask test` says, else among what is temporary.
pub(crate) fn folder() -> PathBuf {
    let folder = env::var_os("DUOLOGUE_SCREENS")
        .map_or_else(|| env::temp_dir().join("duologue-screens"), PathBuf::from);
    fs::create_dir_all(&folder).expect("a folder for pictures");
    folder
}
