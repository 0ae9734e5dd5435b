//! Whether a file is a picture, told by what is in it and by nothing that is said of it.

use super::at::AttachmentAt;
use super::metadata::{JPEG, PNG, turned};
use super::{Desk, JournalError, OursSitting, Sitting, TogetherSitting};
use crate::vault::{Unlocked, VaultError};
use crate::{Id, Link};
use std::io::{self, Write};
use zeroize::Zeroizing;

/// How much of a file is looked at, in bytes: four chunks. The size of a picture stands before.
const BEGINNING: usize = 262_144;

/// A JPEG or PNG.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// `image/jpeg` or `image/png`.
    pub media: &'static str,
    /// Pixels across, with the right side up.
    pub width: u32,
    /// Pixels down, with the right side up.
    pub height: u32,
}

impl Picture {
    /// What a file is, by its first bytes: nothing where they are no JPEG's and no PNG's, and
    /// where they do not say how large it is. More than its first 256 KiB is not looked at.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let begun = bytes.get(..BEGINNING).unwrap_or(bytes);
        let (media, (width, height)) = match begun {
            jpeg if jpeg.starts_with(JPEG) => ("image/jpeg", size_of_jpeg(jpeg)?),
            png if png.starts_with(PNG) => ("image/png", size_of_png(png)?),
            _ => return None,
        };
        (width > 0 && height > 0).then_some(Self { media, width, height })
    }

    /// How many pixels it has.
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

impl Sitting {
    /// What a file on a page shows, if it is a picture, told by its first bytes.
    ///
    /// # Errors
    /// Those of [`Self::read_attachment`], as far as it was read.
    pub fn picture(&self, page: Link, id: Id) -> Result<Option<Picture>, JournalError> {
        self.desk.picture(&[&self.me], page, id)
    }
}

impl TogetherSitting {
    /// What a file shows on a page that both can read; see [`Sitting::picture`].
    ///
    /// # Errors
    /// As [`Sitting::picture`].
    pub fn picture(&self, page: Link, id: Id) -> Result<Option<Picture>, JournalError> {
        self.desk.picture(&self.both(), page, id)
    }
}

impl OursSitting {
    /// What a file on a page of Ours shows; see [`Sitting::picture`].
    ///
    /// # Errors
    /// As [`Sitting::picture`].
    pub fn picture(&self, page: Link, id: Id) -> Result<Option<Picture>, JournalError> {
        self.desk.picture(&[&self.me], page, id)
    }
}

impl AttachmentAt {
    /// Whether whoever put it there said that it is a picture.
    pub(super) fn is_called_picture(&self) -> bool {
        self.body.media.starts_with("image/")
    }
}

impl Desk {
    fn picture(
        &self,
        here: &[&Unlocked],
        page: Link,
        id: Id,
    ) -> Result<Option<Picture>, JournalError> {
        let mut beginning = Beginning(Zeroizing::new(Vec::new()));
        match self.read_attachment(here, page, id, &mut beginning) {
            Ok(()) | Err(JournalError::Vault(VaultError::Cancelled)) => {
                Ok(Picture::of(&beginning.0))
            }
            Err(error) => Err(error),
        }
    }
}

/// Takes in a file until it is known what it is, and then no more.
struct Beginning(Zeroizing<Vec<u8>>);

impl Write for Beginning {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        let may_tell = self.0.starts_with(JPEG) && self.0.len() < BEGINNING;
        if may_tell && Picture::of(&self.0).is_none() {
            return Ok(bytes.len());
        }
        Err(io::Error::other(VaultError::Cancelled))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn size_of_png(begun: &[u8]) -> Option<(u32, u32)> {
    let header = begun.get(PNG.len()..)?.strip_prefix(b"\0\0\0\x0DIHDR")?;
    let number = |at: usize| Some(u32::from_be_bytes(*header.get(at..)?.first_chunk()?));
    Some((number(0)?, number(4)?))
}

/// Goes from marker to marker to the first frame.
fn size_of_jpeg(begun: &[u8]) -> Option<(u32, u32)> {
    let mut rest = begun.get(2..)?;
    let mut lies_down = false;
    loop {
        let [0xFF, marker, after @ ..] = rest else { return None };
        rest = match marker {
            0xFF => rest.get(1..)?,
            0x01 | 0xD0..=0xD7 => after,
            0x00 | 0xD8..=0xDA => return None,
            marker => {
                let length = usize::from(u16::from_be_bytes(*after.first_chunk()?));
                let contents = after.get(2..length)?;
                match marker {
                    0xC4 | 0xC8 | 0xCC => {}
                    0xC0..=0xCF => {
                        let (width, height) = size_of_frame(contents)?;
                        return Some(if lies_down { (height, width) } else { (width, height) });
                    }
                    0xE1 => {
                        let exif = contents.strip_prefix(b"Exif\0\0");
                        let turned = exif.and_then(turned);
                        lies_down |= turned.is_some_and(|turned| turned >= 5);
                    }
                    _ => {}
                }
                after.get(length..)?
            }
        };
    }
}

fn size_of_frame(contents: &[u8]) -> Option<(u32, u32)> {
    let [_, height @ .., _, _] = contents.first_chunk::<5>()?;
    let [_, _, _, width @ ..] = contents.first_chunk::<5>()?;
    Some((u16::from_be_bytes(*width).into(), u16::from_be_bytes(*height).into()))
}
