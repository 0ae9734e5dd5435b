//! The package: what is in it, and that opening a journal on the desktop starts the app with it.
//!
//! Where `CI` is `true` it is installed as a person installs it, and removed again. Elsewhere it
//! is laid out in a folder that stands for the system's, so that nobody's computer is changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use app_tests::desktop::reader::{Node, Reader, Role};
use app_tests::desktop::{output, until};
use app_tests::released::{App, Home, path_in};

use crate::journal;
use crate::leaks::report;

/// The most the package may weigh, in bytes.
const AT_MOST: u64 = 30_000_000;
const MIME: &str = "application/x-duologue";

#[test]
fn opening_a_journal_on_the_desktop_starts_the_packaged_app_with_it() {
    let deb = path_in("DUOLOGUE_DEB");
    let size = fs::metadata(&deb).expect("the package").len();
    report(&format!("package: {size} bytes, {}", deb.display()));
    assert!(size <= AT_MOST, "the package weighs {size} bytes, {AT_MOST} is the most");

    let home = Home::empty();
    let file = home.path("documents").join("evenings.duologue");
    journal::of_two(&file, &home.path("records"), 0);
    let installed = Installed::from(&deb, &home);
    let entry = installed.desktop_entry();
    let named = entry.file_name().and_then(|name| name.to_str()).expect("a name");

    let valid = run(Command::new("desktop-file-validate").arg(&entry));
    assert_eq!(valid, "", "the desktop must understand the entry");
    let kind = run(installed
        .command(&home, "gio")
        .args(["info", "-a", "standard::content-type"])
        .arg(&file));
    assert!(kind.contains(MIME), "the desktop must know what a journal is: {kind}");
    let opener = run(installed.command(&home, "gio").args(["mime", MIME]));
    let first = opener.lines().next().unwrap_or_default();
    assert!(first.ends_with(named), "a journal must open with {named}: {opener}");

    let mut launch = installed.command(&home, "gio");
    // what it says goes nowhere: the app it starts would hold on to a pipe
    launch.arg("launch").arg(&entry).arg(&file).stdout(Stdio::null()).stderr(Stdio::null());
    assert!(launch.status().is_ok_and(|ended| ended.success()), "the desktop starts the app");
    let window = until("a window of the packaged app", window_of_the_app);
    let app = App::running(window.process().expect("its process"));
    let program = fs::read_link(format!("/proc/{}/exe", app.process())).expect("its program");
    assert_eq!(program, installed.program(), "the package's own program must run");
    assert_eq!(app.on_display().title(), "Duologue", "the title tells nothing");
    assert_eq!(app.cover(), "evenings", "the journal that was opened must be in front");
    app.choose("Sam");
    app.field("Sam’s passphrase");
    app.quit();
}

#[test]
fn the_package_holds_the_app_and_no_command_line_tool() {
    let listing = run(Command::new("dpkg-deb").arg("--contents").arg(path_in("DUOLOGUE_DEB")));
    let is_program = |line: &&str| line.starts_with('-') && line.contains("/bin/");
    let programs: Vec<_> = listing.lines().filter(is_program).collect();
    assert_eq!(programs.len(), 1, "only the app: {programs:?}");
    assert!(programs.iter().all(|line| line.ends_with("usr/bin/duologue")), "{programs:?}");
    assert!(!listing.contains("duologue-cli"), "the tool has a package of its own: {listing}");
}

/// The package, where programs are found.
enum Installed {
    Really { name: String },
    In(PathBuf),
}

impl Installed {
    fn from(deb: &Path, home: &Home) -> Self {
        if std::env::var("CI").is_ok_and(|ci| ci == "true") {
            let name = run(Command::new("dpkg-deb").args(["-f"]).arg(deb).arg("Package"));
            run(as_root("apt-get")
                .args([
                    "-o",
                    "DPkg::Lock::Timeout=300",
                    "install",
                    "--yes",
                    "--no-install-recommends",
                ])
                .arg(deb));
            return Self::Really { name: name.trim().to_owned() };
        }
        let root = home.path("system");
        run(Command::new("dpkg-deb").arg("--extract").arg(deb).arg(&root));
        // what the system's own packages do when something is installed
        let share = root.join("usr/share");
        run(Command::new("update-desktop-database").arg(share.join("applications")));
        // which says that this folder is not where the system looks; the tests make it look there
        run(Command::new("update-mime-database").arg(share.join("mime")));
        Self::In(root)
    }

    fn root(&self) -> &Path {
        match self {
            Self::Really { .. } => Path::new("/"),
            Self::In(root) => root,
        }
    }

    fn program(&self) -> PathBuf {
        self.root().join("usr/bin/duologue")
    }

    /// The one entry of the package.
    fn desktop_entry(&self) -> PathBuf {
        let folder = self.root().join("usr/share/applications");
        let entries =
            fs::read_dir(folder).expect("entries").map(|entry| entry.expect("one").path());
        let mut ours = entries.filter(|entry| {
            let says = fs::read_to_string(entry).unwrap_or_default();
            entry.extension().is_some_and(|kind| kind == "desktop")
                && says.contains("Exec=duologue")
        });
        ours.next().expect("a desktop entry for duologue")
    }

    /// A program on a desktop where the package is installed.
    fn command(&self, home: &Home, program: &str) -> Command {
        let mut command = home.command(program);
        if let Self::In(root) = self {
            let path = std::env::var("PATH").unwrap_or_default();
            command.env("PATH", format!("{}:{path}", root.join("usr/bin").display()));
            let share = root.join("usr/share");
            let shares = format!("{}:/usr/local/share:/usr/share", share.display());
            command.env("XDG_DATA_DIRS", shares);
        }
        command
    }
}

impl Drop for Installed {
    fn drop(&mut self) {
        if let Self::Really { name } = self {
            run(as_root("apt-get").args(["purge", "--yes", name]));
        }
    }
}

fn window_of_the_app() -> Option<Node> {
    let windows = Reader::begin().windows();
    windows
        .into_iter()
        .find(|window| window.role() == Some(Role::FRAME) && window.name() == "Duologue")
}

fn as_root(program: &str) -> Command {
    if output("id", &["-u"]).is_some_and(|id| id.trim() == "0") {
        return Command::new(program);
    }
    let mut command = Command::new("sudo");
    command.args(["--non-interactive", program]);
    command
}

/// What a program says, if it ends well.
#[track_caller]
fn run(command: &mut Command) -> String {
    let ran = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    let complained = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{command:?}: {said}{complained}");
    said
}
