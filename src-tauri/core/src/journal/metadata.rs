//! What a picture says beside the picture: taken out before it is encrypted.
//!
//! Kept is what a picture needs to look as it did: its colours, and which way is up. What is not
//! known to belong to it goes, so that nothing has to be known of what cameras write.

use crate::vault::{MAX_ATTACHMENT, VaultError};
use exif::{In, Tag};
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::Png;
use img_parts::{Bytes, ImageEXIF};
use std::io::{Read, Write};
use zeroize::Zeroizing;

/// What became of what a file says beside its content: where and when it was made, and by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metadata {
    /// It is gone.
    Removed,
    /// It is of a form that this version cannot clean, and is as it was.
    Kept,
}

pub(super) const JPEG: &[u8] = &[0xFF, 0xD8, 0xFF];
pub(super) const PNG: &[u8] = b"\x89PNG\r\n\x1A\n";
const PIECE: usize = 65_536;
/// A picture that is drawn in more steps than this is none that a camera made.
const MOST_SCANS: usize = 256;

/// Takes a picture out of its file, if it is one.
type Clean = fn(Bytes) -> Option<Vec<Bytes>>;

/// A file on its way in.
pub(super) enum Content<'a> {
    /// A picture without what it said beside.
    Picture { media: &'static str, pieces: Vec<Bytes> },
    /// Any other file: what was read of it so far, and the rest.
    AsItIs { begun: Bytes, rest: &'a mut dyn Read },
}

impl<'a> Content<'a> {
    /// Reads as much of a file as it takes to know, and a picture whole.
    pub(super) fn of(from: &'a mut dyn Read) -> Result<Self, VaultError> {
        let mut begun = Zeroizing::new(Vec::new());
        (&mut *from).take(PNG.len() as u64).read_to_end(&mut begun)?;
        let (media, clean): (_, Clean) = match &begun[..] {
            head if head.starts_with(JPEG) => ("image/jpeg", clean_jpeg),
            head if head.starts_with(PNG) => ("image/png", clean_png),
            _ => return Ok(Self::AsItIs { begun: Bytes::from_owner(begun), rest: from }),
        };
        (&mut *from).take(MAX_ATTACHMENT).read_to_end(&mut begun)?;
        if begun.len() as u64 > MAX_ATTACHMENT {
            return Err(VaultError::TooLarge);
        }
        let begun = Bytes::from_owner(begun);
        Ok(match clean(begun.clone()) {
            Some(pieces) => Self::Picture { media, pieces },
            None => Self::AsItIs { begun, rest: from },
        })
    }

    pub(super) fn metadata(&self) -> Metadata {
        match self {
            Self::Picture { .. } => Metadata::Removed,
            Self::AsItIs { .. } => Metadata::Kept,
        }
    }

    pub(super) fn media(&self) -> &'static str {
        match self {
            Self::Picture { media, .. } => media,
            Self::AsItIs { .. } => "application/octet-stream",
        }
    }

    pub(super) fn write_to(self, out: &mut dyn Write) -> Result<(), VaultError> {
        match self {
            Self::Picture { pieces, .. } => {
                for piece in pieces {
                    out.write_all(&piece)?;
                }
            }
            Self::AsItIs { begun, rest } => {
                out.write_all(&begun)?;
                let mut piece = Zeroizing::new(vec![0; PIECE]);
                loop {
                    let len = rest.read(&mut piece)?;
                    if len == 0 {
                        break;
                    }
                    out.write_all(piece.get(..len).unwrap_or_default())?;
                }
            }
        }
        Ok(())
    }
}

/// The picture of a JPEG, piece by piece; nothing where it is none.
fn clean_jpeg(whole: Bytes) -> Option<Vec<Bytes>> {
    let mut image = Jpeg::from_bytes(whole).ok()?;
    let turned = image.exif().and_then(|exif| turned(&exif));
    image.segments_mut().retain_mut(keep_of_jpeg);
    image.set_exif(turned.map(only_turned));
    let mut pieces = Vec::new();
    let mut rest = take_header(image, &mut pieces)?;
    for _ in 0..MOST_SCANS {
        let Some(end) = end_of_scan(&rest) else {
            // It breaks off: what is there is the picture.
            pieces.push(rest);
            return Some(pieces);
        };
        pieces.push(rest.slice(..end));
        let after = rest.slice(end..);
        if after.starts_with(&[markers::P, markers::EOI]) {
            // What follows the end may be another picture, with all it says.
            pieces.push(after.slice(..2));
            return Some(pieces);
        }
        let begun = Zeroizing::new([&[markers::P, markers::SOI], &after[..]].concat());
        let mut next = Jpeg::from_bytes(Bytes::from_owner(begun)).ok()?;
        next.segments_mut().retain_mut(keep_of_jpeg);
        let mut of_scan = Vec::new();
        let more = take_header(next, &mut of_scan);
        pieces.extend(of_scan.into_iter().skip(1));
        match more {
            Some(more) => rest = more,
            None => return Some(pieces),
        }
    }
    None
}

/// Everything up to a scan; what follows comes back. Nothing where there is no scan.
fn take_header(image: Jpeg, pieces: &mut Vec<Bytes>) -> Option<Bytes> {
    let has_scan = image.segments().iter().any(JpegSegment::has_entropy);
    pieces.extend(image.encoder());
    if has_scan { pieces.pop() } else { None }
}

/// Where the first marker stands that does not belong to a scan.
fn end_of_scan(scan: &[u8]) -> Option<usize> {
    scan.windows(2).position(|two| match two {
        [markers::P, 0x00 | 0xD0..=0xD7 | markers::P] => false,
        [first, _] => *first == markers::P,
        _ => false,
    })
}

/// Whether a segment is of the picture; of two that can hold more, no more than that stays.
fn keep_of_jpeg(segment: &mut JpegSegment) -> bool {
    let contents = segment.contents();
    match segment.marker() {
        // Frames, tables, scans.
        0xC0..=0xCF | 0xDA..=0xDF => true,
        markers::APP0 if contents.starts_with(b"JFIF\0") && contents.len() >= 14 => {
            let without_thumbnail = [contents.get(..12).unwrap_or_default(), &[0, 0]].concat();
            *segment = JpegSegment::new_with_contents(markers::APP0, without_thumbnail.into());
            true
        }
        markers::APP2 => contents.starts_with(b"ICC_PROFILE\0"),
        markers::APP14 if contents.starts_with(b"Adobe") && contents.len() >= 12 => {
            *segment = JpegSegment::new_with_contents(markers::APP14, contents.slice(..12));
            true
        }
        _ => false,
    }
}

/// The picture of a PNG, piece by piece; nothing where it is none.
fn clean_png(whole: Bytes) -> Option<Vec<Bytes>> {
    const KEPT: [&[u8; 4]; 19] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
        b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"acTL", b"fcTL", b"fdAT",
    ];
    let mut image = Png::from_bytes(whole).ok()?;
    let turned = image.exif().and_then(|exif| turned(&exif));
    image.chunks_mut().retain(|chunk| KEPT.contains(&&chunk.kind()));
    image.set_exif(turned.map(only_turned));
    Some(image.encoder().collect())
}

/// Which way is up, where that is not as the picture is stored: 2 to 8.
pub(super) fn turned(exif: &[u8]) -> Option<u8> {
    let exif = exif::Reader::new().read_raw(exif.to_vec()).ok()?;
    let turned = exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)?;
    u8::try_from(turned).ok().filter(|turned| (2..=8).contains(turned))
}

/// A TIFF of one directory with one number: which way is up.
fn only_turned(turned: u8) -> Bytes {
    let mut tiff = b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend([turned, 0, 0, 0, 0, 0, 0]);
    tiff.into()
}
