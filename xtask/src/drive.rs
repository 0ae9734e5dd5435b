//! What drives the real app: a display and a session bus of its own, and where everything lies.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::command::{Outcome, While, cargo, command, which};
use crate::{places, tools};

/// `cargo` with `words`, told where the app is in both its configurations.
///
/// The programs it runs see no display and no session bus but their own.
pub fn cargo_with_app(words: &str, deb: Option<PathBuf>) -> Outcome<Command> {
    with_app(on_own_display(words, &[]), deb)
}

/// The same, with the display kept in a file in which whoever watches can read what stands on it.
pub fn cargo_with_watched_app(words: &str, deb: Option<PathBuf>) -> Outcome<Command> {
    let folder = places::target().join("display");
    fs::create_dir_all(&folder).while_doing("making a folder for the display")?;
    let mut watched = with_app(on_own_display(words, &[Path::new("-fbdir"), &folder]), deb)?;
    // the name Xvfb gives it
    watched.env("DUOLOGUE_DISPLAY", folder.join("Xvfb_screen0"));
    Ok(watched)
}

fn with_app(mut tests: Command, deb: Option<PathBuf>) -> Outcome<Command> {
    let driver = tools::TAURI_DRIVER.provide()?;
    fs::create_dir_all(places::screens()).while_doing("making a folder for screenshots")?;
    tests
        .env("DUOLOGUE_APP", places::app_under_test())
        .env("DUOLOGUE_APP_RELEASED", places::released("duologue"))
        .env("DUOLOGUE_CLI", places::released("duologue-cli"))
        .env("DUOLOGUE_SCREENS", places::screens())
        .env("TAURI_DRIVER", driver);
    if let Some(deb) = deb {
        tests.env("DUOLOGUE_DEB", deb);
    }
    if let Some(driver) = which("WebKitWebDriver") {
        tests.env("WEBKIT_DRIVER", driver);
    }
    Ok(tests)
}

fn on_own_display(words: &str, display: &[&Path]) -> Command {
    let cargo = cargo(words);
    let display = display.iter().map(|word| word.display().to_string());
    // Between two tests nobody is on the display. Without the second word it then begins anew, and
    // a window manager that comes just then is turned away.
    // Without the third, a key that a busy computer sees released late is typed again and again.
    let always = ["-screen 0 1600x1000x24", "-noreset", "-r"].map(str::to_owned);
    let display: Vec<_> = always.into_iter().chain(display).collect();
    let display = display.join(" ");
    let mut wrapped = command("xvfb-run", ["-a", "-s", &display, "dbus-run-session", "--"]);
    wrapped.arg(cargo.get_program()).args(cargo.get_args());
    // GTK would prefer the desktop of whoever runs the tests
    wrapped.env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
    // what other programs say is read
    wrapped.env("LC_ALL", "C.UTF-8").env("TZ", zone_of_noon(SystemTime::now()));
    wrapped
}

/// Where it is between 11 and 12 o'clock: a day that ends while a test looks at it is told with its
/// name, and there is an hour in which every pause ends on another day.
fn zone_of_noon(now: SystemTime) -> String {
    let seconds = now.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    match (seconds / 3600) % 24 {
        // These names count westwards.
        hour @ ..=11 => format!("Etc/GMT-{}", 11 - hour),
        hour => format!("Etc/GMT+{}", hour - 11),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn at_every_hour_it_is_noon_somewhere() {
        let zone = |hour: u64| zone_of_noon(UNIX_EPOCH + Duration::from_secs(hour * 3600 + 59));
        assert_eq!(zone(24 * 365), "Etc/GMT-11", "at midnight it is eleven, eleven hours east");
        assert_eq!(zone(11), "Etc/GMT-0", "at eleven, here");
        assert_eq!(zone(23), "Etc/GMT+12", "at twenty-three, twelve hours west");
    }
}
