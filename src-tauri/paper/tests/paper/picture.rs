//! The pictures a preview shows.

use crate::printed::{printed, set, set_sheet};
use crate::summary::running;
use duologue_paper::{Paper, Sheet};
use png::{ColorType, Decoder};
use std::io::Cursor;

const WIDE: u32 = 736;
const BANDS: usize = 64;

/// How dark each of so many bands of a picture is, from the top, of 255; and its size.
fn bands(png: &[u8]) -> (Vec<f64>, (u32, u32)) {
    let mut reader = Decoder::new(Cursor::new(png)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    assert_eq!(info.color_type, ColorType::Rgb, "paper is opaque");
    let row = info.line_size;
    let of_band = |band: usize| {
        let rows = info.height as usize;
        let part = &pixels[band * rows / BANDS * row..(band + 1) * rows / BANDS * row];
        part.iter().map(|&light| f64::from(255 - light)).sum::<f64>() / part.len() as f64
    };
    ((0..BANDS).map(of_band).collect(), (info.width, info.height))
}

/// How much of all that is dark stands down to each band: a line that is missing shows from there on.
fn running_share(bands: &[f64]) -> impl Iterator<Item = f64> {
    let all: f64 = bands.iter().sum();
    bands.iter().scan(0.0, move |dark, band| {
        *dark += band;
        Some(*dark / all)
    })
}

#[test]
fn the_picture_on_the_screen_shows_what_another_program_draws_from_the_pdf() {
    for paper in [Paper::A4, Paper::Letter] {
        let sheets = set_sheet(&Sheet::Summary(running()), paper);
        let (ours, size) = bands(&sheets.png(0, WIDE).unwrap());
        let (theirs, drawn) = bands(&printed(&sheets).drawn(WIDE));
        assert_eq!(size.0, WIDE, "as many pixels across as were asked for");
        assert!(size.1.abs_diff(drawn.1) <= 1, "the page's shape: {size:?} and {drawn:?}");
        assert!(theirs.iter().filter(|&&dark| dark > 10.0).count() > 20, "it is full of words");
        for (band, (ours, theirs)) in running_share(&ours).zip(running_share(&theirs)).enumerate() {
            let apart = f64::abs(ours - theirs);
            assert!(apart < 0.025, "to band {band} of {BANDS}: {ours:.3} and {theirs:.3}");
        }
    }
}

#[test]
fn a_picture_of_any_width_that_is_asked_for_is_no_wider_than_a_screen() {
    let sheets = set("Short.");
    for (asked, wide) in [(0, 1), (1, 1), (320, 320), (u32::MAX, 4096)] {
        let (_, (width, _)) = bands(&sheets.png(0, asked).unwrap());
        assert_eq!(width, wide, "asked for {asked}");
    }
    assert!(sheets.png(1, WIDE).is_none(), "there is no further page");
}
