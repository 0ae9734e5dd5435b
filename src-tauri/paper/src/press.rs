//! A book is set by a child process: setting cannot be stopped once begun, a process can.
//!
//! The child gets its order as JSON through a pipe and sends back what it has done, and at the
//! end the PDF; nothing touches the disk. Whoever starts it decides which program that is and
//! with which argument; that program calls [`serve`] with its standard input and output.
//!
//! What is sent back: a letter, the length of what follows (eight bytes, little-endian), and
//! that many bytes. `s` the pages are set: how many, and the letters missing; `p` the PDF;
//! `e` why there is none.

use crate::{Paper, PaperError, Sheet, Words, typeset};
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

/// The largest PDF that is taken from a child, in bytes.
const MOST: u64 = 1024 * 1024 * 1024;

/// What is to be set, in which language, on which paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The sheet.
    pub sheet: Sheet,
    /// The language of the words around it, a tag of BCP 47.
    pub language: String,
    /// The paper.
    pub paper: Paper,
}

/// What a child has done so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// The pages are set; the PDF is being written.
    Set(SetPages),
    /// The PDF, whole.
    Done(Vec<u8>),
}

/// Pages that are set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetPages {
    /// How many.
    pub pages: usize,
    /// Letters that no font at hand can print.
    pub missing: Vec<String>,
}

/// Why there is no PDF. Holds nothing of what stands in it.
#[derive(Debug, thiserror::Error)]
pub enum PressError {
    /// The pages could not be set.
    #[error(transparent)]
    Paper(#[from] PaperError),
    /// The child was stopped, or ended before it was done.
    #[error("the pages were not finished")]
    Stopped,
    /// The child could not be started or spoken to.
    #[error("the pages could not be sent to be set: {0}")]
    Io(#[from] io::Error),
}

/// A child that sets pages. Dropped, it is killed.
pub struct Press {
    child: Arc<Mutex<Child>>,
    said: ChildStdout,
}

/// Stops a child from wherever one is, also while somebody waits for it.
#[derive(Clone)]
pub struct Stop(Arc<Mutex<Child>>);

impl Press {
    /// Starts `program`, and sends it its order. Returns when it has taken that in.
    ///
    /// # Errors
    /// [`PressError::Io`] when it cannot be started or does not take the order.
    pub fn start(program: &mut Command, order: &Order) -> Result<Self, PressError> {
        let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (sending, said) = (child.stdin.take(), child.stdout.take());
        let child = Arc::new(Mutex::new(child));
        let (Some(mut sending), Some(said)) = (sending, said) else {
            return Err(PressError::Stopped);
        };
        let press = Self { child, said };
        let order = serde_json::to_vec(order).map_err(io::Error::from)?;
        sending.write_all(&order)?;
        Ok(press)
    }

    /// Something to stop it with.
    pub fn stop(&self) -> Stop {
        Stop(Arc::clone(&self.child))
    }

    /// Waits for the next thing it has done; the PDF comes last.
    ///
    /// # Errors
    /// [`PressError::Paper`] when the pages could not be set; [`PressError::Stopped`] when it
    /// was stopped or ended without a PDF.
    pub fn wait(&mut self) -> Result<Progress, PressError> {
        let mut head = [0; 9];
        self.said.read_exact(&mut head).map_err(|_| PressError::Stopped)?;
        let [what, length @ ..] = head;
        let length = u64::from_le_bytes(length);
        let mut body = Vec::new();
        let taken = (&mut self.said).take(length.min(MOST)).read_to_end(&mut body);
        if taken.is_err() || body.len() as u64 != length {
            return Err(PressError::Stopped);
        }
        match what {
            b's' => {
                let set = serde_json::from_slice(&body).map_err(|_| PressError::Stopped)?;
                Ok(Progress::Set(set))
            }
            b'p' => Ok(Progress::Done(body)),
            b'e' if body == TOO_LONG => Err(PaperError::TooLong.into()),
            b'e' => Err(PaperError::Typesetting("book").into()),
            _ => Err(PressError::Stopped),
        }
    }
}

impl Drop for Press {
    fn drop(&mut self) {
        self.stop().now();
    }
}

impl Stop {
    /// Kills the child, if it still runs, and waits until it is gone: what it had in memory is
    /// gone with it.
    pub fn now(&self) {
        let mut child = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // One that has ended by itself cannot be killed, and need not be.
        let _ = child.kill();
        let _ = child.wait();
    }
}

const TOO_LONG: &[u8] = b"too long";

/// The child's part: takes an order from `input`, and sends what it has done to `output`.
///
/// # Errors
/// When the order is none, or nobody takes what it sends.
pub fn serve(input: impl Read, mut output: impl Write) -> io::Result<()> {
    let order: Order = serde_json::from_reader(io::BufReader::new(input))?;
    let sheets = typeset(&order.sheet, &Words::of(&order.language), order.paper);
    // A book's text is there three times by now; the pages need it no more.
    drop(order);
    let pdf = sheets.and_then(|sheets| {
        let set = SetPages { pages: sheets.page_count(), missing: sheets.missing() };
        let set = serde_json::to_vec(&set).unwrap_or_default();
        // Nobody there to hear it: the next thing sent says so.
        let _ = send(&mut output, b's', &set);
        sheets.pdf()
    });
    match pdf {
        Ok(pdf) => send(&mut output, b'p', &pdf),
        Err(PaperError::TooLong) => send(&mut output, b'e', TOO_LONG),
        Err(PaperError::Typesetting(_)) => send(&mut output, b'e', b"not set"),
    }
}

fn send(output: &mut impl Write, what: u8, body: &[u8]) -> io::Result<()> {
    let length = (body.len() as u64).to_le_bytes();
    output.write_all(&[&[what], &length[..]].concat())?;
    output.write_all(body)?;
    output.flush()
}
