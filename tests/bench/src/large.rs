//! A journal of a long life: a hundred thousand pages, beside others who do the same work.

use crate::Failed;
use crate::figures::{half_and_highest, half_and_p99, megabytes, quantile};
use crate::journal::{self, COST, Made};
use crate::pages::{Length, Written, page};
use crate::table::Table;
use crate::{size, unlock};
use duologue_core::system::System;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

const PAGES: usize = 100_000;
const SAVES: usize = 500;
const UNLOCKS: usize = 5;
const BACKUPS: usize = 7;
/// What this program is started with to hold a journal open and tell what that takes.
const HOLD: &str = "hold";

/// Every figure of it; the journal is made first, and has new keys in the end.
pub fn measure(folder: &Path, table: &mut Table) -> Result<(), Failed> {
    eprintln!("Writing {PAGES} pages.");
    let mut written = Written::default();
    let made = journal::make(folder, (PAGES, Length::Page), &mut written)?;
    eprintln!("Measuring them.");
    table.heading(format!("{PAGES} pages, {} of text", megabytes(written.text)));
    let times = unlock::times(&made, UNLOCKS, 50)?;
    table.add_asked("unlock to the newest 50 heads", half_and_highest(&times), "≤ 1,000 ms");
    table.add_asked("memory of the core, unlocked (resident)", held(&made)?, "≤ 250 MB");
    let file = std::fs::metadata(&made.path)?.len();
    let ratio = size::times(file, written.payload);
    table.add_asked("file ÷ what the changes say", ratio, "≤ 1.27");
    check(&made, table)?;
    backup(&made, folder, table)?;
    saves(&made, folder, table)?;
    new_keys(&made, table)
}

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

fn check(made: &Made, table: &mut Table) -> Result<(), Failed> {
    let (noor, _) = made.sit()?;
    let before = Instant::now();
    let checked = noor.check(&mut go_on)?;
    table.add_asked("everything checked", seconds(before.elapsed()), "≤ 3 s");
    assert!(checked.problems.is_empty(), "nothing is wrong with what was just written");
    Ok(noor.lock()?.close()?)
}

/// Backups that were read back, by turns with the same bytes encrypted and decrypted by `age`.
fn backup(made: &Made, folder: &Path, table: &mut Table) -> Result<(), Failed> {
    let (mut noor, _) = made.sit()?;
    let target = folder.join("large.duobackup");
    let age = Age::begin(folder)?;
    let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..BACKUPS {
        let before = Instant::now();
        noor.back_up(&target, &mut go_on)?;
        let took = before.elapsed();
        ours.push(took);
        if let Some(age) = &age {
            let peer = age.there_and_back(&target)?;
            theirs.push(peer);
            ratios.push(took.as_secs_f64() / peer.as_secs_f64());
        }
        std::fs::remove_file(&target)?;
    }
    noor.lock()?.close()?;
    table.add("backup, written and verified, p50", seconds(quantile(&ours, 0.5)));
    if age.is_none() {
        table.add("the same bytes through age", "not measured: `age` is not installed");
        return Ok(());
    }
    let name = "the same bytes encrypted and decrypted by age, to a recipient, p50";
    table.add(name, seconds(quantile(&theirs, 0.5)));
    ratios.sort_by(f64::total_cmp);
    let half = ratios[ratios.len() / 2];
    table.add_asked("backup ÷ age, p50", format!("{half:.2}"), "≤ 1");
    Ok(())
}

/// The program `age`, and a key of its own.
struct Age {
    key: PathBuf,
    recipient: String,
    sealed: PathBuf,
    opened: PathBuf,
}

impl Age {
    /// Nothing where it is not installed.
    fn begin(folder: &Path) -> Result<Option<Self>, Failed> {
        let key = folder.join("age.key");
        let Ok(made) = Command::new("age-keygen").arg("-o").arg(&key).output() else {
            return Ok(None);
        };
        let said = String::from_utf8(made.stderr)?;
        let recipient = said.trim().rsplit(' ').next().ok_or("age-keygen names its public key")?;
        let (sealed, opened) = (folder.join("large.age"), folder.join("large.opened"));
        Ok(Some(Self { recipient: recipient.to_owned(), key, sealed, opened }))
    }

    /// How long it takes for a file; what it wrote is on the disk when this comes back, so that
    /// whoever is next does not wait for it.
    fn there_and_back(&self, file: &Path) -> Result<Duration, Failed> {
        let Self { key, recipient, sealed, opened } = self;
        let run = |age: &mut Command| -> Result<(), Failed> {
            if age.status()?.success() { Ok(()) } else { Err("age failed".into()) }
        };
        let before = Instant::now();
        run(Command::new("age").args(["-r", recipient, "-o"]).args([sealed, file]))?;
        File::open(sealed)?.sync_all()?;
        run(Command::new("age").args(["-d", "-i"]).args([key, Path::new("-o"), opened, sealed]))?;
        let took = before.elapsed();
        File::open(opened)?.sync_all()?;
        std::fs::remove_file(sealed)?;
        std::fs::remove_file(opened)?;
        Ok(took)
    }
}

/// Pages saved durably in the large journal, by turns with SQLCipher 4 in the same folder.
fn saves(made: &Made, folder: &Path, table: &mut Table) -> Result<(), Failed> {
    let Some(mut peer) = SqlCipher::begin(folder)? else {
        table.add("a durable save beside SQLCipher", "not measured: `cargo xtask bench` builds it");
        return Ok(());
    };
    let (mut noor, _) = made.sit()?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for n in PAGES..PAGES + SAVES {
        let page = page(n, Length::Page);
        let before = Instant::now();
        noor.write_page(true, page.on, &page.text, &page.tags)?;
        ours.push(before.elapsed());
        theirs.push(peer.save(&page.text)?);
    }
    noor.lock()?.close()?;
    table.add("a durable save", half_and_p99(&ours));
    table.add(&format!("the same text in SQLCipher {}", peer.version), half_and_p99(&theirs));
    let ratio = quantile(&ours, 0.5).as_secs_f64() / quantile(&theirs, 0.5).as_secs_f64();
    table.add_asked("save ÷ SQLCipher, of p50", format!("{ratio:.2}"), "≤ 1.2");
    peer.end()
}

/// The program beside this one that saves into SQLCipher.
struct SqlCipher {
    program: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    version: String,
}

impl SqlCipher {
    fn begin(folder: &Path) -> Result<Option<Self>, Failed> {
        let Some(program) = std::env::var_os("DUOLOGUE_SQLCIPHER") else { return Ok(None) };
        let mut program = Command::new(program)
            .arg(folder.join("peer.db"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let to = program.stdin.take().ok_or("it is written to")?;
        let from = BufReader::new(program.stdout.take().ok_or("it is read from")?);
        let mut peer = Self { program, to, from, version: String::new() };
        peer.version = peer.line()?;
        Ok(Some(peer))
    }

    fn line(&mut self) -> Result<String, Failed> {
        let mut line = String::new();
        self.from.read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }

    fn save(&mut self, text: &str) -> Result<Duration, Failed> {
        write!(self.to, "{}\n{text}", text.len())?;
        self.to.flush()?;
        Ok(Duration::from_nanos(self.line()?.parse()?))
    }

    fn end(self) -> Result<(), Failed> {
        let Self { mut program, to, .. } = self;
        drop(to);
        program.wait()?;
        Ok(())
    }
}

/// Somebody knows Noor's passphrase: everything they can read is encrypted under new keys.
fn new_keys(made: &Made, table: &mut Table) -> Result<(), Failed> {
    let (mut noor, opened) = made.sit()?;
    let keys = opened.new_keys("bench only five newer words", COST, &mut System::default())?;
    let before = Instant::now();
    noor.take_new_keys(&keys, &opened)?;
    let done = noor.encrypt_anew(&mut go_on)?;
    let what = format!("new keys, and {} changes encrypted anew", done.changes);
    table.add_asked(&what, seconds(before.elapsed()), "≤ 10 s");
    assert_eq!(done.left, 0, "nothing stays under the old keys");
    Ok(noor.lock()?.close()?)
}

/// What a process of its own holds once it has unlocked the journal, and given back what the
/// derivation took.
fn held(made: &Made) -> Result<String, Failed> {
    let mut child = Command::new(std::env::current_exe()?);
    child.arg(HOLD).arg(&made.path).arg(made.pages.to_string());
    let told = child.output()?;
    if !told.status.success() {
        return Err(String::from_utf8(told.stderr)?.into());
    }
    Ok(String::from_utf8(told.stdout)?.trim().to_owned())
}

/// The words with which [`held`] started this program, if it did.
pub fn asked_to_hold() -> Option<Vec<String>> {
    let mut words = std::env::args().skip(1);
    (words.next().as_deref() == Some(HOLD)).then(|| words.collect())
}

/// Unlocks a journal, holds it and prints how much memory that is.
pub fn hold(words: &[String]) -> Result<(), Failed> {
    let [path, pages] = words else { return Err("hold FILE PAGES".into()) };
    let made = Made::again(Path::new(path), pages.parse()?);
    let (noor, _) = made.sit()?;
    println!("{}", megabytes(resident()?));
    Ok(noor.lock()?.close()?)
}

/// The bytes of this process that are in memory now (Linux).
fn resident() -> Result<u64, Failed> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next()).ok_or("no VmRSS")?;
    Ok(kib.parse::<u64>()? * 1024)
}
