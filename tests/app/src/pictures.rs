//! Pictures to put on pages, drawn here: PNG, and as large as somebody wants.

use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

/// An evening at the sea, as a PNG.
///
/// # Panics
/// When there is no memory for it.
pub fn evening(width: u32, height: u32) -> Vec<u8> {
    let shore = |x: u32| height * 7 / 10 + (f64::from(x) / 90.0).sin().mul_add(6.0, 0.0) as u32;
    png((width, height), Compression::fast(), |x, y| {
        let down = y * 255 / height;
        let from_sun = (i64::from(x) - i64::from(width) * 2 / 3).pow(2)
            + (i64::from(y) - i64::from(height) / 2).pow(2);
        if from_sun < i64::from(height / 12).pow(2) {
            return [250, 226, 180];
        }
        if y > shore(x) {
            return [(70 - down / 6) as u8, (92 - down / 6) as u8, (104 - down / 8) as u8];
        }
        [(150 + down / 3) as u8, (140 + down / 6) as u8, (165 - down / 5) as u8]
    })
}

/// Dots without order, which nothing makes smaller: a PNG of three bytes for each of them.
///
/// # Panics
/// When there is no memory for it.
pub fn noise(width: u32, height: u32) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    png((width, height), Compression::none(), |_, _| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let [red, green, blue, ..] = state.to_be_bytes();
        [red, green, blue]
    })
}

fn png(
    (width, height): (u32, u32),
    smaller: Compression,
    mut colour: impl FnMut(u32, u32) -> [u8; 3],
) -> Vec<u8> {
    let mut dots = ZlibEncoder::new(Vec::new(), smaller);
    let mut line = Vec::with_capacity(width as usize * 3 + 1);
    for y in 0..height {
        line.clear();
        line.push(0);
        line.extend((0..width).flat_map(|x| colour(x, y)));
        dots.write_all(&line).expect("room for a line");
    }
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let mut out = b"\x89PNG\r\n\x1A\n".to_vec();
    chunk(&mut out, b"IHDR", &[&size[..], &[8, 2, 0, 0, 0]].concat());
    for part in dots.finish().expect("room for a picture").chunks(1 << 20) {
        chunk(&mut out, b"IDAT", part);
    }
    chunk(&mut out, b"IEND", &[]);
    out
}

fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], contents: &[u8]) {
    let mut sum = Crc::new();
    sum.update(kind);
    sum.update(contents);
    let length = u32::try_from(contents.len()).expect("a chunk that is not too long");
    out.extend(length.to_be_bytes());
    out.extend(kind);
    out.extend(contents);
    out.extend(sum.sum().to_be_bytes());
}
