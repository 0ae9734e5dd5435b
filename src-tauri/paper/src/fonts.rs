//! The bundled font, and the system's for scripts it does not have.

use std::sync::OnceLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

/// The family of the bundled font.
pub(crate) const FAMILY: &str = "Atkinson Hyperlegible Next";

static REGULAR: &[u8] = include_bytes!("../fonts/AtkinsonHyperlegibleNext_400Regular.ttf");
static BOLD: &[u8] = include_bytes!("../fonts/AtkinsonHyperlegibleNext_700Bold.ttf");

/// Fonts to set with, and their index.
pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    fonts: Vec<Slot>,
}

enum Slot {
    Bundled(Font),
    System { face: fontdb::ID, loaded: OnceLock<Option<Font>> },
}

/// The fonts that `text` needs: the bundled one, and the system's too if it lacks a character.
pub(crate) fn for_text<'a>(mut text: impl Iterator<Item = &'a str>) -> &'static Fonts {
    static BUNDLED: OnceLock<Fonts> = OnceLock::new();
    static ALL: OnceLock<Fonts> = OnceLock::new();
    let bundled = BUNDLED.get_or_init(|| Fonts::of(bundled(), None));
    let covered = text.all(|part| part.chars().all(|c| c.is_whitespace() || bundled.covers(c)));
    if covered {
        bundled
    } else {
        ALL.get_or_init(|| Fonts::of(bundled_again(bundled), Some(system())))
    }
}

fn bundled() -> Vec<Font> {
    [REGULAR, BOLD].into_iter().filter_map(|data| Font::new(Bytes::new(data), 0)).collect()
}

fn bundled_again(fonts: &Fonts) -> Vec<Font> {
    let font = |slot: &Slot| if let Slot::Bundled(font) = slot { Some(font.clone()) } else { None };
    fonts.fonts.iter().filter_map(font).collect()
}

fn system() -> &'static fontdb::Database {
    static SYSTEM: OnceLock<fontdb::Database> = OnceLock::new();
    SYSTEM.get_or_init(|| {
        let mut system = fontdb::Database::new();
        system.load_system_fonts();
        system
    })
}

impl Fonts {
    fn of(bundled: Vec<Font>, system: Option<&'static fontdb::Database>) -> Self {
        let mut book = FontBook::from_fonts(&bundled);
        let mut fonts: Vec<Slot> = bundled.into_iter().map(Slot::Bundled).collect();
        for face in system.into_iter().flat_map(fontdb::Database::faces) {
            let info = system.and_then(|system| system.with_face_data(face.id, FontInfo::new));
            // A copy of our font on this computer may be another version of it.
            let ours = |info: &FontInfo| info.family == FAMILY;
            if let Some(info) = info.flatten().filter(|info| !ours(info)) {
                book.push(info);
                fonts.push(Slot::System { face: face.id, loaded: OnceLock::new() });
            }
        }
        Self { book: LazyHash::new(book), fonts }
    }

    fn covers(&self, c: char) -> bool {
        self.fonts.iter().all(|slot| match slot {
            Slot::Bundled(font) => font.info().coverage.contains(u32::from(c)),
            Slot::System { .. } => true,
        })
    }

    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        match self.fonts.get(index)? {
            Slot::Bundled(font) => Some(font.clone()),
            Slot::System { face, loaded } => loaded
                .get_or_init(|| {
                    system()
                        .with_face_data(*face, |data, index| {
                            Font::new(Bytes::new(data.to_vec()), index)
                        })
                        .flatten()
                })
                .clone(),
        }
    }
}
