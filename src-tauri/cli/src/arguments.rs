//! What can be typed.

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  anything not named below
  2  usage
  3  wrong passphrase, or wrong words of a recovery kit
  4  damaged or not authentic
  5  made by a newer version
  6  in use by another program
  7  cannot write: full or read-only
  8  no such page, file on a page, person or kit

What --json prints is described in README.md beside the source.";

/// A private, offline, encrypted journal for two, in a terminal.
///
/// Passphrases are asked for in the terminal, or read from files named with --passphrase-file.
#[derive(Parser)]
#[command(name = "duologue-cli", version, after_help = EXIT_CODES)]
pub struct Arguments {
    /// Read the passphrase of LABEL from a file; one newline at its end is ignored. May be repeated.
    #[arg(long = "passphrase-file", value_name = "LABEL=PATH", global = true, value_parser = passphrase_file)]
    pub passphrase_files: Vec<PassphraseFile>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// One `--passphrase-file`. Both a label and a path may hold a `=`, so it is split only when the label is known.
#[derive(Clone)]
pub struct PassphraseFile(pub String);

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Make a journal; nobody but you can open it, so keep the passphrase safe
    New(New),
    /// Add the partner to a journal, as an equal; both passphrases are needed
    Join(Join),
    /// Change a passphrase; the old one opens nothing here any more
    Passphrase(ChangePassphrase),
    /// Take new keys when somebody knows a passphrase, or finish that; old ways in open nothing new
    Rotate(ChangePassphrase),
    /// Make a recovery kit and print its twelve words, this once; or a sheet with them as PDF
    Kit(Kit),
    /// Come in with a recovery kit: choose a new passphrase, or read Ours, or go on with it
    UnlockWithKit(UnlockWithKit),
    /// Go on without changes that were seen and are gone; look into backups first
    Accept(Accept),
    /// Write a page from stdin and print its id
    Write(Write),
    /// Write a page anew from stdin; its day and tags stay
    Edit(OnePage),
    /// Take a page of Ours back, or delete a page of Mine; at once and for good
    Erase(OnePage),
    /// List pages, newest first: id, space, author, day, tags, first words
    List(List),
    /// Print a page whole
    Read(Read),
    /// Put a photo or a file on a page of yours and print its id
    Attach(Attach),
    /// List the files on a page: id, bytes, type, name
    Attachments(Read),
    /// Write a file of a page to a new file, unencrypted
    SaveAttachment(SaveAttachment),
    /// Take a file off a page of yours; at once and for good
    Detach(Detach),
    /// Write a backup and verify it
    Backup(Backup),
    /// Build a journal from a backup, verified first
    Restore(Restore),
    /// Check everything in a journal or a backup that LABEL can open
    Verify(Verify),
    /// Open everything in a journal once more, and list what has to be left out
    Check(Check),
    /// Put back what is damaged in a journal out of a backup that has it whole
    Mend(Mend),
    /// Print the pages of Ours of a period to a PDF, to bring along
    Summary(Summary),
    /// Check that both partners signed a counselling summary as it stands now
    VerifySummary(VerifySummary),
    /// Copy everything LABEL can read into a folder, unencrypted
    Export(Export),
}

/// `new`
#[derive(Args)]
pub struct New {
    /// The journal to make; no file may be there
    pub journal: PathBuf,
    /// Your name in the journal
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
}

/// `join`
#[derive(Args)]
pub struct Join {
    /// The journal
    pub journal: PathBuf,
    /// The name of the one who joins
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
    /// The one who is in the journal already
    #[arg(long, value_name = "LABEL")]
    pub invited_by: String,
    /// Open Ours only from today on, not what is in it so far
    #[arg(long)]
    pub from_today: bool,
}

/// `passphrase` and `rotate`
#[derive(Args)]
pub struct ChangePassphrase {
    /// The journal
    pub journal: PathBuf,
    /// Whose passphrase
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
    /// Read the new passphrase from a file; one newline at its end is ignored
    #[arg(long, value_name = "PATH")]
    pub new_passphrase_file: Option<PathBuf>,
}

/// `kit`
#[derive(Args)]
pub struct Kit {
    /// The journal
    pub journal: PathBuf,
    /// Whose kit
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
    /// A kit that opens only Ours, and nothing of Mine
    #[arg(long)]
    pub only_ours: bool,
    /// Write the words to a PDF to print, unencrypted, and not to the terminal; no file may be there
    #[arg(long, value_name = "FILE")]
    pub pdf: Option<PathBuf>,
    /// The size of the paper
    #[arg(long, value_enum, default_value_t = PaperSize::A4)]
    pub paper: PaperSize,
}

/// `unlock-with-kit`
#[derive(Args)]
pub struct UnlockWithKit {
    /// The journal
    pub journal: PathBuf,
    /// Whose kit
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
    /// Read the twelve words from a file; they are asked for unseen unless given
    #[arg(long, value_name = "PATH")]
    pub kit_file: Option<PathBuf>,
    /// With a kit for only Ours: choose a new passphrase and begin Mine anew; what stood in the old
    /// Mine stays locked for good
    #[arg(long)]
    pub go_on: bool,
}

/// `accept`
#[derive(Args)]
pub struct Accept {
    /// The journal
    pub journal: PathBuf,
    /// Who goes on
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
}

/// `write`
#[derive(Args)]
pub struct Write {
    /// The journal
    pub journal: PathBuf,
    /// Who writes
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
    /// Write to Ours, for both to read, and not to Mine
    #[arg(long)]
    pub ours: bool,
    /// The day it is about; today unless given
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub on: Option<NaiveDate>,
    /// A tag; may be repeated
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
}

/// `edit`, `erase`
#[derive(Args)]
pub struct OnePage {
    /// The journal
    pub journal: PathBuf,
    /// The page's id, or at least its first 8 digits
    #[arg(value_parser = page)]
    pub page: PagePrefix,
    /// Its author
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
}

/// `list`
#[derive(Args)]
pub struct List {
    /// The journal
    pub journal: PathBuf,
    /// Who reads
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `read` and `attachments`
#[derive(Args)]
pub struct Read {
    /// The journal
    pub journal: PathBuf,
    /// The page's id, or at least its first 8 digits
    #[arg(value_parser = page)]
    pub page: PagePrefix,
    /// Who reads
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `attach`
#[derive(Args)]
pub struct Attach {
    /// The journal
    pub journal: PathBuf,
    /// The page's id, or at least its first 8 digits
    #[arg(value_parser = page)]
    pub page: PagePrefix,
    /// The photo or file; it stays where it is
    pub file: PathBuf,
    /// The page's author
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
}

/// `save-attachment`
#[derive(Args)]
pub struct SaveAttachment {
    /// The journal
    pub journal: PathBuf,
    /// The page's id, or at least its first 8 digits
    #[arg(value_parser = page)]
    pub page: PagePrefix,
    /// The file's id on the page, or at least its first 8 digits
    #[arg(value_parser = attachment)]
    pub attachment: AttachmentPrefix,
    /// The file to write; no file may be there
    pub file: PathBuf,
    /// Who reads
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
}

/// `detach`
#[derive(Args)]
pub struct Detach {
    /// The journal
    pub journal: PathBuf,
    /// The page's id, or at least its first 8 digits
    #[arg(value_parser = page)]
    pub page: PagePrefix,
    /// The file's id on the page, or at least its first 8 digits
    #[arg(value_parser = attachment)]
    pub attachment: AttachmentPrefix,
    /// The page's author
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
}

/// `backup`
#[derive(Args)]
pub struct Backup {
    /// The journal
    pub journal: PathBuf,
    /// The backup to write; no file may be there
    pub file: PathBuf,
    /// Who makes it
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
}

/// `restore`
#[derive(Args)]
pub struct Restore {
    /// The backup
    pub backup: PathBuf,
    /// The journal to make; no file may be there
    pub journal: PathBuf,
    /// Who restores it
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
    /// Read the words of a recovery kit for all of mine from a file, in the place of the passphrase
    #[arg(long, value_name = "PATH")]
    pub kit_file: Option<PathBuf>,
}

/// `verify`
#[derive(Args)]
pub struct Verify {
    /// A journal or a backup
    pub file: PathBuf,
    /// Who looks
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
}

/// `check`
#[derive(Args)]
pub struct Check {
    /// The journal
    pub journal: PathBuf,
    /// Who looks
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
}

/// `mend`
#[derive(Args)]
pub struct Mend {
    /// The journal
    pub journal: PathBuf,
    /// A backup of it
    pub backup: PathBuf,
    /// Whose pages, of those LABEL can read
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
}

/// `summary`
#[derive(Args)]
pub struct Summary {
    /// The journal
    pub journal: PathBuf,
    /// Who prints
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
    /// The first day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub from: NaiveDate,
    /// The last day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub to: NaiveDate,
    /// The PDF to write, unencrypted; no file may be there
    #[arg(long, value_name = "FILE")]
    pub pdf: PathBuf,
    /// The size of the paper
    #[arg(long, value_enum, default_value_t = PaperSize::A4)]
    pub paper: PaperSize,
}

/// `verify-summary`
#[derive(Args)]
pub struct VerifySummary {
    /// The journal
    pub journal: PathBuf,
    /// The summary's id, or at least its first 8 digits; the newest unless given
    #[arg(value_parser = page)]
    pub summary: Option<PagePrefix>,
    /// Who looks
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
}

/// `export`
#[derive(Args)]
pub struct Export {
    /// The journal
    pub journal: PathBuf,
    /// The folder to make; it may be there if it is empty
    pub folder: PathBuf,
    /// Who takes the copy
    #[arg(long = "as", value_name = "LABEL")]
    pub label: String,
    /// One Markdown file a page, or one JSON file
    #[arg(long, value_enum)]
    pub format: CopyFormat,
}

/// What `--paper` can be.
#[derive(Clone, Copy, ValueEnum)]
pub enum PaperSize {
    /// 210 × 297 mm
    A4,
    /// 8.5 × 11 in
    Letter,
}

/// What `--format` can be.
#[derive(Clone, Copy, ValueEnum)]
pub enum CopyFormat {
    /// One Markdown file a page
    Markdown,
    /// One JSON file with everything
    Json,
}

/// The first 8 to 64 digits of a page's id, in lower case.
#[derive(Clone)]
pub struct PagePrefix(pub String);

/// The first 8 to 32 digits of an attachment's id, in lower case.
#[derive(Clone)]
pub struct AttachmentPrefix(pub String);

impl From<PaperSize> for duologue_paper::Paper {
    fn from(size: PaperSize) -> Self {
        match size {
            PaperSize::A4 => Self::A4,
            PaperSize::Letter => Self::Letter,
        }
    }
}

fn page(text: &str) -> Result<PagePrefix, &'static str> {
    let digits = digits(text, 64).map(PagePrefix);
    digits.ok_or("a page is named by 8 to 64 digits of 0-9 and a-f")
}

fn attachment(text: &str) -> Result<AttachmentPrefix, &'static str> {
    let digits = digits(text, 32).map(AttachmentPrefix);
    digits.ok_or("an attachment is named by 8 to 32 digits of 0-9 and a-f")
}

/// At least 8 digits of hex, in lower case.
fn digits(text: &str, most: usize) -> Option<String> {
    let hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    (hex && (8..=most).contains(&text.len())).then(|| text.to_ascii_lowercase())
}

/// Exactly `YYYY-MM-DD`: chrono alone would take spaces and single digits too.
fn day(text: &str) -> Result<NaiveDate, &'static str> {
    let right_shape =
        text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    day.filter(|_| right_shape).ok_or("a day is written as YYYY-MM-DD")
}

fn passphrase_file(text: &str) -> Result<PassphraseFile, &'static str> {
    if text.contains('=') {
        Ok(PassphraseFile(text.to_owned()))
    } else {
        Err("expected LABEL=PATH")
    }
}
