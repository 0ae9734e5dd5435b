//! What the system must bring, how to see whether it does, and its packages.
//!
//! Only Linux is installed for; elsewhere the two things that are needed are named.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::Command;

use crate::command::{Failure, Outcome, While, command, read, run, succeeds, which};

/// Something a build or a test cannot do without.
struct Need {
    what: &'static str,
    seen_by: Sign,
    apt: &'static [&'static str],
    dnf: &'static [&'static str],
    pacman: &'static [&'static str],
}

/// How to see that it is there, whichever package brought it.
enum Sign {
    Library(&'static str),
    Program(&'static str),
    /// A module of the system's Python.
    Module(&'static str),
    /// Any of these.
    File(&'static [&'static str]),
}

const TO_BUILD: &[Need] = &[
    Need {
        what: "a C compiler",
        seen_by: Sign::Program("cc"),
        apt: &["build-essential"],
        dnf: &["gcc", "gcc-c++", "make"],
        pacman: &["base-devel"],
    },
    Need {
        what: "pkg-config",
        seen_by: Sign::Program("pkg-config"),
        apt: &["pkg-config"],
        dnf: &["pkgconf-pkg-config"],
        pacman: &["pkgconf"],
    },
    Need {
        what: "WebKitGTK 4.1, which draws the window",
        seen_by: Sign::Library("webkit2gtk-4.1"),
        apt: &["libwebkit2gtk-4.1-dev"],
        dnf: &["webkit2gtk4.1-devel"],
        pacman: &["webkit2gtk-4.1"],
    },
    Need {
        what: "GTK 3",
        seen_by: Sign::Library("gtk+-3.0"),
        apt: &["libgtk-3-dev"],
        dnf: &["gtk3-devel"],
        pacman: &["gtk3"],
    },
    Need {
        what: "D-Bus, which tells of the system's lock and sleep",
        seen_by: Sign::Library("dbus-1"),
        apt: &["libdbus-1-dev"],
        dnf: &["dbus-devel"],
        pacman: &["dbus"],
    },
];

const TO_TEST: &[Need] = &[
    Need {
        what: "a display without a screen (Xvfb)",
        seen_by: Sign::Program("xvfb-run"),
        apt: &["xvfb"],
        dnf: &["xorg-x11-server-Xvfb"],
        pacman: &["xorg-server-xvfb"],
    },
    Need {
        what: "xauth, for that display",
        seen_by: Sign::Program("xauth"),
        apt: &["xauth"],
        dnf: &["xauth"],
        pacman: &["xorg-xauth"],
    },
    Need {
        what: "a session bus of the tests' own",
        seen_by: Sign::Program("dbus-run-session"),
        apt: &["dbus-daemon"],
        dnf: &["dbus-daemon"],
        pacman: &["dbus"],
    },
    Need {
        what: "WebKitWebDriver, which drives the window",
        seen_by: Sign::Program("WebKitWebDriver"),
        apt: &["webkit2gtk-driver"],
        // dnf finds the package that holds a file, whatever its name is this year
        dnf: &["/usr/bin/WebKitWebDriver"],
        pacman: &["webkitgtk-6.0"],
    },
    Need {
        what: "the accessibility bus, as a screen reader uses it",
        seen_by: Sign::File(&["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi-bus-launcher"]),
        apt: &["at-spi2-core"],
        dnf: &["at-spi2-core"],
        pacman: &["at-spi2-core"],
    },
    Need {
        what: "xdotool, for the system's own dialogs",
        seen_by: Sign::Program("xdotool"),
        apt: &["xdotool"],
        dnf: &["xdotool"],
        pacman: &["xdotool"],
    },
    Need {
        what: "a small window manager (openbox)",
        seen_by: Sign::Program("openbox"),
        apt: &["openbox"],
        dnf: &["openbox"],
        pacman: &["openbox"],
    },
    Need {
        what: "xprop, for the titles of windows",
        seen_by: Sign::Program("xprop"),
        apt: &["x11-utils"],
        dnf: &["xprop"],
        pacman: &["xorg-xprop"],
    },
    Need {
        what: "the world's time zones",
        seen_by: Sign::File(&["/usr/share/zoneinfo/Etc/GMT+12"]),
        apt: &["tzdata"],
        dnf: &["tzdata"],
        pacman: &["tzdata"],
    },
    Need {
        what: "strace, which sees every write of the app",
        seen_by: Sign::Program("strace"),
        apt: &["strace"],
        dnf: &["strace"],
        pacman: &["strace"],
    },
    Need {
        what: "pdfinfo and pdftoppm, for what was printed",
        seen_by: Sign::Program("pdftoppm"),
        apt: &["poppler-utils"],
        dnf: &["poppler-utils"],
        pacman: &["poppler"],
    },
    Need {
        what: "a font for Arabic, as people may write",
        seen_by: Sign::File(&[
            "/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf",
            "/usr/share/fonts/noto/NotoSansArabic-Regular.ttf",
            "/usr/share/fonts/google-noto-vf/NotoSansArabic[wght].ttf",
        ]),
        apt: &["fonts-noto-core"],
        dnf: &["google-noto-sans-arabic-vf-fonts"],
        pacman: &["noto-fonts"],
    },
    Need {
        what: "a font for Japanese, as people may write",
        seen_by: Sign::File(&[
            "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
            "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
            "/usr/share/fonts/google-noto-sans-cjk-vf-fonts/NotoSansCJK-VF.ttc",
        ]),
        apt: &["fonts-noto-cjk"],
        dnf: &["google-noto-sans-cjk-vf-fonts"],
        pacman: &["noto-fonts-cjk"],
    },
    Need {
        what: "dpkg-deb, for the package",
        seen_by: Sign::Program("dpkg-deb"),
        apt: &["dpkg"],
        dnf: &["dpkg"],
        pacman: &["dpkg"],
    },
    Need {
        what: "the desktop's list of programs",
        seen_by: Sign::Program("update-desktop-database"),
        apt: &["desktop-file-utils"],
        dnf: &["desktop-file-utils"],
        pacman: &["desktop-file-utils"],
    },
    Need {
        what: "the desktop's file types",
        seen_by: Sign::Program("update-mime-database"),
        apt: &["shared-mime-info"],
        dnf: &["shared-mime-info"],
        pacman: &["shared-mime-info"],
    },
    Need {
        what: "gio, which opens files as a desktop does",
        seen_by: Sign::Program("gio"),
        apt: &["libglib2.0-bin"],
        dnf: &["glib2"],
        pacman: &["glib2"],
    },
];

/// What the figures are measured beside.
const PEERS: &[Need] = &[
    Need {
        what: "age, which encrypts files",
        seen_by: Sign::Program("age"),
        apt: &["age"],
        dnf: &["age"],
        pacman: &["age"],
    },
    Need {
        what: "OpenSSL, with which SQLCipher is built",
        seen_by: Sign::Library("openssl"),
        apt: &["libssl-dev"],
        dnf: &["openssl-devel"],
        pacman: &["openssl"],
    },
];

/// Asked for only when no fitting Node is there: npm then brings one.
const NPM: &[Need] = &[Need {
    what: "npm",
    seen_by: Sign::Program("npm"),
    apt: &["npm"],
    dnf: &["npm"],
    pacman: &["npm"],
}];

/// Debian's Python makes no environments until this is asked for.
const PYTHON: &[Need] = &[Need {
    what: "Python that makes environments (venv)",
    seen_by: Sign::Module("ensurepip"),
    apt: &["python3", "python3-venv"],
    dnf: &["python3"],
    pacman: &["python"],
}];

/// What building needs.
pub fn to_build() -> Outcome {
    provide(TO_BUILD)
}

/// What the tests of the real app need beyond building.
pub fn to_test() -> Outcome {
    provide(TO_TEST)
}

/// What the figures need beyond the tests.
pub fn to_bench() -> Outcome {
    provide(PEERS)
}

/// The parts of the toolchain that a minimal rustup leaves out. They come from rustup's own site,
/// so they are asked for and not fetched.
pub fn toolchain() -> Outcome {
    let parts = [("rustfmt", "fmt"), ("clippy", "clippy")];
    let is_missing = |part: &&(&str, &str)| !succeeds(&mut command("cargo", [part.1, "--version"]));
    let missing: Vec<_> = parts.iter().filter(is_missing).map(|(name, _)| *name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    Err(Failure::new(format!(
        "This toolchain has no {names}. Run this, then the tests again: rustup component add {names}"
    )))
}

/// A Python of whatever age, and its venv.
pub fn python() -> Outcome {
    provide(PYTHON)
}

/// An npm, of whatever age.
pub fn npm() -> Outcome {
    if cfg!(target_os = "linux") {
        return provide(NPM);
    }
    Err(Failure::new("Node.js 20.19 or newer is missing. Install it from your system's packages."))
}

fn provide(needs: &'static [Need]) -> Outcome {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let missing = missing(needs);
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing on this computer:");
    for need in &missing {
        println!("  - {}", need.what);
    }
    let manager = Manager::of_this_system().ok_or_else(|| {
        Failure::new("None of apt, dnf and pacman is here. Install the above by hand, then again.")
    })?;
    manager.install(&missing)?;
    confirm_present(needs)
}

fn confirm_present(needs: &'static [Need]) -> Outcome {
    let missing: Vec<_> = missing(needs).iter().map(|need| need.what).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("Still missing after installing: {}.", missing.join(", "))))
}

fn missing(needs: &'static [Need]) -> Vec<&'static Need> {
    needs.iter().filter(|need| !need.seen_by.is_there()).collect()
}

impl Sign {
    fn is_there(&self) -> bool {
        match self {
            Self::Library(name) => succeeds(&mut command("pkg-config", ["--exists", name])),
            Self::Program(name) => which(name).is_some(),
            Self::Module(name) => {
                succeeds(&mut command("python3", ["-c", &format!("import {name}")]))
            }
            Self::File(paths) => paths.iter().any(|path| Path::new(path).exists()),
        }
    }
}

#[derive(Clone, Copy)]
enum Manager {
    Apt,
    Dnf,
    Pacman,
}

impl Manager {
    fn of_this_system() -> Option<Self> {
        let known = [("apt-get", Self::Apt), ("dnf", Self::Dnf), ("pacman", Self::Pacman)];
        known.into_iter().find(|(program, _)| which(program).is_some()).map(|(_, manager)| manager)
    }

    fn install(self, needs: &[&Need]) -> Outcome {
        let packages: Vec<_> = needs.iter().flat_map(|need| self.packages(need)).copied().collect();
        let lines = self.lines(&packages);
        println!("These commands install it from your system's packages:");
        for line in &lines {
            println!("  {}{}", sudo_prefix()?, line.join(" "));
        }
        if !agreed()? {
            return Err(Failure::new("Nothing was installed."));
        }
        lines.iter().try_for_each(|line| run(&mut as_root(line)?))
    }

    fn packages(self, need: &Need) -> &'static [&'static str] {
        match self {
            Self::Apt => need.apt,
            Self::Dnf => need.dnf,
            Self::Pacman => need.pacman,
        }
    }

    fn lines<'a>(self, packages: &[&'a str]) -> Vec<Vec<&'a str>> {
        let with = |words: &[&'a str]| [words, packages].concat();
        match self {
            Self::Apt => vec![
                vec!["apt-get", "update"],
                with(&["apt-get", "install", "--yes", "--no-install-recommends"]),
            ],
            Self::Dnf => vec![with(&["dnf", "install", "--assumeyes"])],
            // never -y alone: a partial upgrade breaks a rolling system
            Self::Pacman => vec![with(&["pacman", "-S", "--needed", "--noconfirm"])],
        }
    }
}

/// Root needs no sudo; anyone else needs it there.
fn sudo_prefix() -> Outcome<&'static str> {
    if is_root() {
        return Ok("");
    }
    which("sudo").map(|_| "sudo ").ok_or_else(|| {
        Failure::new("You are not root and there is no sudo. Run the commands above as root.")
    })
}

fn as_root(line: &[&str]) -> Outcome<Command> {
    let sudo: &[&str] = match sudo_prefix()? {
        "" => &[],
        // Without a terminal sudo must not wait for a password nobody types.
        _ if !somebody_is_here() => &["sudo", "--non-interactive"],
        _ => &["sudo"],
    };
    // `env` inside sudo, which drops the variables it is given
    let quiet: &[&str] = &["env", "DEBIAN_FRONTEND=noninteractive"];
    let words = [sudo, quiet, line].concat();
    let (program, arguments) = words.split_first().unwrap_or((&"true", &[]));
    Ok(command(program, arguments))
}

fn is_root() -> bool {
    read(&mut command("id", ["-u"])).is_ok_and(|id| id.trim() == "0")
}

fn somebody_is_here() -> bool {
    io::stdin().is_terminal() && std::env::var_os("CI").is_none()
}

fn agreed() -> Outcome<bool> {
    if !somebody_is_here() {
        return Ok(true);
    }
    print!("Go on? [Y/n] ");
    io::stdout().flush().ok();
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).while_doing("reading the answer")?;
    Ok(!answer.trim().to_lowercase().starts_with('n'))
}
