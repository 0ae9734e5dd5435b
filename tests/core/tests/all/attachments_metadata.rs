//! What a picture says beside the picture does not come into the journal.

use core_tests::files::read;
use core_tests::{journal_of_one, lock, november};
use duologue_core::journal::{Attachment, Metadata};
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, RgbImage};
use std::io::Cursor;

const PROGRESSIVE: &[u8] = include_bytes!("../../pictures/progressive.jpg");
/// Stands in everything that must go.
const TOLD: &[u8] = b"52.3676N 4.9041E by Noor";

/// Puts a file on a page and takes it out again.
fn through_the_journal(bytes: &[u8]) -> (Metadata, Attachment, Vec<u8>) {
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(false, november(2), "a picture", &[]).unwrap();
    let done = noor.attach(page, "picture", &mut &bytes[..]).unwrap();
    let file = noor.attachments(page).unwrap().pop().unwrap();
    let out = read(&noor, page, done.id).unwrap();
    lock(noor);
    (done.metadata, file, out)
}

fn drawn() -> RgbImage {
    RgbImage::from_fn(40, 30, |x, y| image::Rgb([x as u8 * 6, y as u8 * 8, (x * y) as u8]))
}

fn written(format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    drawn().write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn pixels(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).unwrap()
}

fn tells(bytes: &[u8]) -> bool {
    bytes.windows(TOLD.len()).any(|part| part == TOLD)
}

/// A segment of a JPEG.
fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
    let length = (contents.len() as u16 + 2).to_be_bytes();
    [&[0xFF, marker], &length[..], contents].concat()
}

/// A directory that says which way is up, and a text.
fn exif(turned: u8) -> Vec<u8> {
    let text = TOLD.len() as u8;
    let head = b"MM\0\x2A\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0";
    let entry = [&[turned, 0, 0][..], b"\x01\x3B\0\x02\0\0\0", &[text], b"\0\0\0\x26\0\0\0\0"];
    [&head[..], &entry.concat(), TOLD].concat()
}

/// All that a camera, a phone and a program that edits pictures write.
fn talkative_segments() -> Vec<(&'static str, Vec<u8>)> {
    let told = |before: &[u8]| [before, TOLD].concat();
    vec![
        ("EXIF", segment(0xE1, &[b"Exif\0\0", &exif(6)[..]].concat())),
        ("XMP", segment(0xE1, &told(b"http://ns.adobe.com/xap/1.0/\0"))),
        ("more XMP", segment(0xE1, &told(b"http://ns.adobe.com/xmp/extension/\0"))),
        ("IPTC", segment(0xED, &told(b"Photoshop 3.0\x008BIM"))),
        ("other pictures", segment(0xE2, &told(b"MPF\0"))),
        ("FlashPix", segment(0xE2, &told(b"FPXR\0"))),
        ("a thumbnail", segment(0xE0, &told(b"JFXX\0\x10"))),
        (
            "a thumbnail beside the size",
            segment(0xE0, &told(b"JFIF\0\x01\x02\0\0\x01\0\x01\x02\x02")),
        ),
        ("what a maker adds", segment(0xEB, &told(b"HDR_RI"))),
        ("a comment", segment(0xFE, TOLD)),
        ("an unknown marker", segment(0xF3, TOLD)),
        ("after the colours", segment(0xEE, &told(b"Adobe\0\x64\0\0\0\0\x01"))),
    ]
}

/// A JPEG with more segments right after its beginning, and something after its end.
fn talkative(jpeg: &[u8], segments: &[Vec<u8>]) -> Vec<u8> {
    [&jpeg[..2], &segments.concat(), &jpeg[2..], TOLD].concat()
}

#[test]
fn whatever_stands_in_a_jpeg_beside_the_picture_goes() {
    for jpeg in [written(ImageFormat::Jpeg), PROGRESSIVE.to_vec()] {
        for (what, segment) in talkative_segments() {
            let before = talkative(&jpeg, &[segment]);
            assert!(tells(&before), "{what}: it was there");
            let (metadata, file, after) = through_the_journal(&before);
            assert_eq!(metadata, Metadata::Removed, "{what}: it is said");
            assert_eq!(file.media, "image/jpeg", "{what}: by what it is, not by its name");
            assert_eq!(
                file.length,
                after.len() as u64,
                "{what}: the length is that of what is kept"
            );
            assert!(!tells(&after), "{what}: it is gone");
            assert_eq!(pixels(&after), pixels(&jpeg), "{what}: and the picture is the same");
        }
    }
}

#[test]
fn a_segment_between_the_scans_of_a_jpeg_goes_too() {
    let second = PROGRESSIVE.windows(2).rposition(|two| two == [0xFF, 0xDA]).unwrap();
    let (before, after) = PROGRESSIVE.split_at(second);
    let hidden = [before, &segment(0xFE, TOLD), after].concat();
    let (metadata, _, out) = through_the_journal(&hidden);
    assert_eq!(metadata, Metadata::Removed, "it is cleaned");
    assert!(!tells(&out), "what stood between two scans is gone");
    assert_eq!(pixels(&out), pixels(PROGRESSIVE), "and no scan is");
}

#[test]
fn a_picture_stays_the_right_way_up() {
    let jpeg = written(ImageFormat::Jpeg);
    for turned in 1..=8 {
        let exif = segment(0xE1, &[b"Exif\0\0", &exif(turned)[..]].concat());
        let (_, _, after) = through_the_journal(&talkative(&jpeg, &[exif]));
        let mut decoder = JpegDecoder::new(Cursor::new(&after)).unwrap();
        let stands = decoder.orientation().unwrap();
        assert_eq!(stands, Orientation::from_exif(turned).unwrap(), "turned as it was: {turned}");
        assert!(!tells(&after), "{turned}: and that is all that is left of it");
    }
}

#[test]
fn its_colours_stay_with_a_picture() {
    let profile = [&b"ICC_PROFILE\0\x01\x01"[..], b"a profile of colours"].concat();
    let with = talkative(&written(ImageFormat::Jpeg), &[segment(0xE2, &profile)]);
    let (_, _, after) = through_the_journal(&with);
    assert!(after.windows(20).any(|part| part == b"a profile of colours"), "or it looks otherwise");
}

#[test]
fn cleaning_twice_changes_nothing_more() {
    let segments: Vec<_> = talkative_segments().into_iter().map(|(_, segment)| segment).collect();
    for before in [talkative(PROGRESSIVE, &segments), talkative_png(&chunks_that_tell())] {
        let (_, _, once) = through_the_journal(&before);
        let (_, _, twice) = through_the_journal(&once);
        assert!(once == twice, "what is kept is what is needed");
    }
}

/// A chunk of a PNG, with its CRC.
fn chunk(kind: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    let body = [&kind[..], contents].concat();
    let crc = body.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 }
        })
    });
    [&(contents.len() as u32).to_be_bytes()[..], &body, &(!crc).to_be_bytes()].concat()
}

fn chunks_that_tell() -> Vec<(&'static str, Vec<u8>)> {
    let told = |before: &[u8]| [before, TOLD].concat();
    vec![
        ("a text", chunk(b"tEXt", &told(b"Comment\0"))),
        ("a packed text", chunk(b"zTXt", &told(b"Comment\0\0"))),
        ("XMP", chunk(b"iTXt", &told(b"XML:com.adobe.xmp\0\0\0\0\0"))),
        ("EXIF", chunk(b"eXIf", &exif(3))),
        ("the time", chunk(b"tIME", &told(b"\x07\xEA\x0B\x02\x15\0\0"))),
        ("where it came from", chunk(b"caBX", TOLD)),
        ("a program's own", chunk(b"prVt", TOLD)),
    ]
}

/// A PNG with more chunks after its first, and something after its end.
fn talkative_png(chunks: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let png = written(ImageFormat::Png);
    let chunks: Vec<u8> = chunks.iter().flat_map(|(_, chunk)| chunk.clone()).collect();
    [&png[..33], &chunks, &png[33..], TOLD].concat()
}

#[test]
fn whatever_stands_in_a_png_beside_the_picture_goes() {
    for one in chunks_that_tell() {
        let what = one.0;
        let before = talkative_png(&[one]);
        assert!(tells(&before), "{what}: it was there");
        let (metadata, file, after) = through_the_journal(&before);
        assert_eq!((metadata, file.media.as_str()), (Metadata::Removed, "image/png"), "{what}");
        assert!(!tells(&after), "{what}: it is gone");
        assert_eq!(pixels(&after), DynamicImage::ImageRgb8(drawn()), "{what}: the picture is not");
    }
    let (_, _, after) = through_the_journal(&talkative_png(&[("", chunk(b"eXIf", &exif(3)))]));
    let stands = PngDecoder::new(Cursor::new(&after)).unwrap().orientation().unwrap();
    assert_eq!(stands, Orientation::Rotate180, "and it is the right way up");
}

#[test]
fn what_cannot_be_cleaned_is_kept_as_it_is_and_said() {
    let gif = [b"GIF89a", TOLD].concat();
    let heic = [b"\0\0\0\x18ftypheic", TOLD].concat();
    let webp = [b"RIFF\0\0\0\0WEBPVP8X", TOLD].concat();
    let mut broken = written(ImageFormat::Png);
    broken[40] ^= 1;
    let no_picture = [&[0xFF, 0xD8][..], &segment(0xFE, TOLD), &[0xFF, 0xD9]].concat();
    let cut = PROGRESSIVE[..100].to_vec();
    for (what, bytes) in [
        ("a GIF", gif),
        ("a HEIC", heic),
        ("a WebP", webp),
        ("a PDF", [b"%PDF-1.7\n", TOLD].concat()),
        ("a PNG that is damaged", broken),
        ("a JPEG without a picture", no_picture),
        ("a JPEG that breaks off", cut),
        ("two bytes of a JPEG", vec![0xFF, 0xD8]),
        ("three bytes of a JPEG", vec![0xFF, 0xD8, 0xFF]),
        ("the beginning of a PNG", b"\x89PNG\r\n\x1A\n".to_vec()),
    ] {
        let (metadata, file, after) = through_the_journal(&bytes);
        if what == "the beginning of a PNG" {
            assert_eq!(after, bytes, "{what}: nothing is there to be taken out");
            continue;
        }
        assert_eq!(metadata, Metadata::Kept, "{what}: it is said that nothing was taken out");
        assert_eq!(file.media, "application/octet-stream", "{what}: and nothing is claimed");
        assert_eq!(after, bytes, "{what}: every byte is as it was");
    }
}

#[test]
fn a_large_picture_is_refused_as_any_other_file() {
    use duologue_core::journal::JournalError;
    use duologue_core::vault::{MAX_ATTACHMENT, VaultError};
    let journal = journal_of_one();
    let mut noor = journal.sit(journal.noor);
    let page = noor.write_page(false, november(2), "a picture", &[]).unwrap();
    let mut large = written(ImageFormat::Jpeg);
    large.resize(MAX_ATTACHMENT as usize + 1, 0);
    let refused = noor.attach(page, "picture", &mut &large[..]);
    assert_eq!(refused, Err(JournalError::Vault(VaultError::TooLarge)), "before it is looked at");
    lock(noor);
}
