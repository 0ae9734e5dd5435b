//! A page as a picture for the screen.

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError};
use typst::utils::Scalar;
use typst_layout::Page;
use typst_render::{RenderOptions, render};

/// The most pixels across: more than any screen shows of one page.
const WIDEST: u32 = 4096;
const RED_GREEN_BLUE: usize = 3;

/// `page` as a PNG, `width` pixels across. It is only looked at once, so packing it is quick
/// rather than close.
pub fn png(page: &Page, width: u32) -> Option<Vec<u8>> {
    let across = page.frame.size().x.to_pt();
    let scale = f64::from(width.clamp(1, WIDEST)) / across;
    let pixel_per_pt = Scalar::new(scale);
    let drawn = render(page, &RenderOptions { pixel_per_pt, render_bleed: false });
    // Paper is opaque, so alpha says nothing.
    let pixels: Vec<u8> =
        drawn.pixels().iter().flat_map(|at| [at.red(), at.green(), at.blue()]).collect();
    packed(&pixels, drawn.width(), drawn.height()).ok()
}

fn packed(pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::with_capacity(pixels.len() / RED_GREEN_BLUE);
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    encoder.write_header()?.write_image_data(pixels)?;
    Ok(bytes)
}
