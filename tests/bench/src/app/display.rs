//! What stands on the display, read out of the file Xvfb keeps it in: whoever is being watched
//! notices nothing and shares no time with it.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// A quarter of a frame.
const LOOK_EVERY: Duration = Duration::from_millis(4);
/// When nothing has changed for so long, nothing will.
const STILL: Duration = Duration::from_millis(1_500);
const LIMIT: Duration = Duration::from_secs(60);
/// Every fourth line is looked at: nothing one can read is lower.
const LINES: usize = 4;
/// A cursor that blinks is no change: in the lines looked at it has fewer bytes than this.
const CURSOR: usize = 200;

/// A display of Xvfb that was started with `-fbdir`.
pub struct Display {
    file: File,
    start: usize,
    line: usize,
    height: usize,
}

type Picture = Vec<u8>;

impl Display {
    /// The display that is kept in `file`, an X window dump that always changes.
    pub fn kept_in(file: &Path) -> io::Result<Self> {
        let file = File::open(file)?;
        let mut header = [0; 100];
        file.read_exact_at(&mut header, 0)?;
        // XWDFileHeader: 25 numbers, the largest byte first
        let number = |at: usize| {
            let four = header.get(at * 4..at * 4 + 4).and_then(|four| four.try_into().ok());
            four.map_or(0, u32::from_be_bytes) as usize
        };
        let [size, height, line, colours] = [0, 5, 12, 19].map(number);
        Ok(Self { file, start: size + colours * 12, line, height })
    }

    /// Waits until the display has changed and stands still; tells when the first picture stood
    /// there that, but for a cursor, never changed again.
    pub fn still(&self) -> io::Result<Instant> {
        let begun = Instant::now();
        let mut seen = vec![(begun, self.picture()?)];
        let mut moved = None;
        while begun.elapsed() < LIMIT && moved.is_none_or(|last: Instant| last.elapsed() < STILL) {
            thread::sleep(LOOK_EVERY);
            let (now, picture) = (Instant::now(), self.picture()?);
            match seen.last() {
                Some((_, last)) if *last == picture => continue,
                Some((_, last)) if !alike(last, &picture) => moved = Some(now),
                _ => {}
            }
            seen.push((now, picture));
        }
        let end = seen.last().map(|(_, picture)| picture.clone()).unwrap_or_default();
        let same = seen.iter().rev().take_while(|(_, picture)| alike(picture, &end));
        Ok(same.last().map_or(begun, |(at, _)| *at))
    }

    fn picture(&self) -> io::Result<Picture> {
        let mut picture = vec![0; self.height.div_ceil(LINES) * self.line];
        for (into, at) in picture.chunks_mut(self.line).zip((0..self.height).step_by(LINES)) {
            self.file.read_exact_at(into, (self.start + at * self.line) as u64)?;
        }
        Ok(picture)
    }
}

fn alike(one: &Picture, other: &Picture) -> bool {
    one.iter().zip(other).filter(|(one, other)| one != other).count() < CURSOR
}
