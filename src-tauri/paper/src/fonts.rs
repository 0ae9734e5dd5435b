//! The bundled fonts, and the system's for scripts they do not have.

use std::collections::BTreeSet;
use std::sync::OnceLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

static BUNDLED: [&[u8]; 5] = [
    include_bytes!("../fonts/AtkinsonHyperlegibleNext_400Regular.ttf"),
    include_bytes!("../fonts/AtkinsonHyperlegibleNext_700Bold.ttf"),
    include_bytes!("../fonts/SourceSerif4_400Regular.ttf"),
    include_bytes!("../fonts/SourceSerif4_400Regular_Italic.ttf"),
    include_bytes!("../fonts/SourceSerif4_700Bold.ttf"),
];

/// A kind of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    /// For clear print and labels.
    Sans,
    /// For what people write, in a book.
    Serif,
}

impl Face {
    /// The bundled family.
    fn bundled(self) -> &'static str {
        match self {
            Self::Sans => "Atkinson Hyperlegible Next",
            Self::Serif => "Source Serif 4",
        }
    }

    /// Families of systems for scripts that the bundled one lacks, the best first: without
    /// them the typesetter takes any font that has a letter.
    fn of_systems(self) -> &'static [&'static str] {
        match self {
            Self::Sans => &[
                "Noto Sans",
                "Noto Sans Arabic",
                "Noto Sans Hebrew",
                "Noto Sans Thai",
                "Noto Sans Devanagari",
                "Segoe UI",
                "Geeza Pro",
                "Arial Hebrew",
                "Noto Emoji",
            ],
            Self::Serif => &[
                "Noto Serif",
                "Noto Naskh Arabic",
                "Noto Serif Hebrew",
                "Noto Serif Thai",
                "Noto Serif Devanagari",
                "Times New Roman",
                "Geeza Pro",
                "Noto Emoji",
            ],
        }
    }

    /// Families for Han characters as `language` writes them.
    fn of_han(self, language: &str) -> &'static [&'static str] {
        match (self, language) {
            (Self::Sans, "zh") => &[
                "Noto Sans CJK SC",
                "Noto Sans SC",
                "Source Han Sans SC",
                "Microsoft YaHei",
                "PingFang SC",
            ],
            (Self::Serif, "zh") => &[
                "Noto Serif CJK SC",
                "Noto Serif SC",
                "Source Han Serif SC",
                "SimSun",
                "Songti SC",
            ],
            (Self::Sans, "ko") => &[
                "Noto Sans CJK KR",
                "Noto Sans KR",
                "Source Han Sans K",
                "Malgun Gothic",
                "Apple SD Gothic Neo",
            ],
            (Self::Serif, "ko") => &[
                "Noto Serif CJK KR",
                "Noto Serif KR",
                "Source Han Serif K",
                "Batang",
                "AppleMyungjo",
            ],
            (Self::Sans, _) => &[
                "Noto Sans CJK JP",
                "Noto Sans JP",
                "Source Han Sans",
                "Yu Gothic",
                "Hiragino Sans",
                "Meiryo",
            ],
            (Self::Serif, _) => &[
                "Noto Serif CJK JP",
                "Noto Serif JP",
                "Source Han Serif",
                "Yu Mincho",
                "Hiragino Mincho ProN",
            ],
        }
    }
}

/// Fonts to set with, and their index.
pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    fonts: Vec<Slot>,
}

enum Slot {
    Bundled(Font),
    System { face: fontdb::ID, loaded: OnceLock<Option<Font>> },
}

/// The fonts that `text` in `face` needs: the bundled ones; with those of systems that are
/// named here if that face lacks a character; with all there are if those lack one too. To look
/// into every font of a computer takes long.
pub(crate) fn for_text<'a>(text: impl Iterator<Item = &'a str>, face: Face) -> &'static Fonts {
    static OURS: OnceLock<Fonts> = OnceLock::new();
    static NAMED: OnceLock<Fonts> = OnceLock::new();
    static ALL: OnceLock<Fonts> = OnceLock::new();
    let ours = OURS.get_or_init(|| Fonts::of_bundled(bundled()));
    let lacking = |c: &char| !c.is_whitespace() && !ours.covers(*c, face);
    let lacking: BTreeSet<char> = text.flat_map(str::chars).filter(lacking).collect();
    if lacking.is_empty() {
        return ours;
    }
    let named = NAMED.get_or_init(|| Fonts::of(ours.bundled(), is_named));
    if lacking.iter().all(|c| named.has(*c)) {
        return named;
    }
    ALL.get_or_init(|| Fonts::of(ours.bundled(), |_| true))
}

fn bundled() -> Vec<Font> {
    BUNDLED.into_iter().filter_map(|data| Font::new(Bytes::new(data), 0)).collect()
}

/// Whether it is of a family that is named here.
fn is_named(face: &fontdb::FaceInfo) -> bool {
    let known = |face: Face, family: &str| {
        let han = ["ja", "zh", "ko"].map(|language| face.of_han(language));
        face.of_systems().contains(&family) || han.iter().any(|families| families.contains(&family))
    };
    let mut families = face.families.iter();
    families.any(|(name, _)| known(Face::Sans, name) || known(Face::Serif, name))
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
    fn of_bundled(bundled: Vec<Font>) -> Self {
        let book = LazyHash::new(FontBook::from_fonts(&bundled));
        Self { book, fonts: bundled.into_iter().map(Slot::Bundled).collect() }
    }

    /// The bundled fonts, and those of the system that are `wanted`.
    fn of(bundled: Vec<Font>, wanted: fn(&fontdb::FaceInfo) -> bool) -> Self {
        let mut book = FontBook::from_fonts(&bundled);
        let mut fonts: Vec<Slot> = bundled.into_iter().map(Slot::Bundled).collect();
        for face in system().faces().filter(|face| wanted(face)) {
            let info = system().with_face_data(face.id, FontInfo::new);
            // A copy of our fonts on this computer may be another version of them.
            let ours = |info: &FontInfo| {
                [Face::Sans, Face::Serif].iter().any(|face| info.family == face.bundled())
            };
            if let Some(info) = info.flatten().filter(|info| !ours(info)) {
                book.push(info);
                fonts.push(Slot::System { face: face.id, loaded: OnceLock::new() });
            }
        }
        Self { book: LazyHash::new(book), fonts }
    }

    fn bundled(&self) -> Vec<Font> {
        let bundled =
            |slot: &Slot| if let Slot::Bundled(font) = slot { Some(font.clone()) } else { None };
        self.fonts.iter().filter_map(bundled).collect()
    }

    /// Whether any font has the character.
    fn has(&self, c: char) -> bool {
        let infos = (0..self.fonts.len()).filter_map(|index| self.book.info(index));
        infos.into_iter().any(|info| info.coverage.contains(u32::from(c)))
    }

    /// Whether every bundled font of this face has the character.
    fn covers(&self, c: char, face: Face) -> bool {
        self.fonts.iter().all(|slot| match slot {
            Slot::Bundled(font) if font.info().family == face.bundled() => {
                font.info().coverage.contains(u32::from(c))
            }
            Slot::Bundled(_) | Slot::System { .. } => true,
        })
    }

    /// The families to set `face` in, in this order, where the text is in `language`.
    pub(crate) fn families(&self, face: Face, language: &str) -> Vec<&'static str> {
        let han = ["ja", "zh", "ko"].map(|usual| face.of_han(usual));
        let rest = face.of_systems().iter().chain(face.of_han(language));
        let wanted = std::iter::once(face.bundled()).chain(rest.copied());
        let wanted = wanted.chain(han.into_iter().flatten().copied());
        let mut families = Vec::new();
        for family in wanted.filter(|family| self.book.contains_family(&family.to_lowercase())) {
            if !families.contains(&family) {
                families.push(family);
            }
        }
        families
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
