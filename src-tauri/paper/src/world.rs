//! What the typesetter may see: one template with its parts, one set of data, fonts. No files, no packages, no clock.

use crate::fonts::Fonts;
use crate::manuscript::Layout;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::FontBook;
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

const PARTS: &str = include_str!("../templates/parts.typ");

impl Layout {
    fn template(self) -> &'static str {
        match self {
            Self::Clear | Self::Summary | Self::Tight => include_str!("../templates/clear.typ"),
            Self::Kit => include_str!("../templates/kit.typ"),
            Self::Book => include_str!("../templates/book.typ"),
        }
    }
}

/// The world of one page.
pub(crate) struct PaperWorld {
    library: LazyHash<Library>,
    fonts: &'static Fonts,
    template: Source,
    parts: Source,
    data: (FileId, Bytes),
}

fn file(name: &str) -> FileId {
    let path = match VirtualPath::new(name) {
        Ok(path) => path,
        Err(_) => unreachable!("a fixed name of our own"),
    };
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl PaperWorld {
    /// A world whose template, that of `layout`, reads `json`.
    pub(crate) fn new(layout: Layout, json: Vec<u8>, fonts: &'static Fonts) -> Self {
        let source = |name: &str, text: &str| Source::new(file(name), text.to_owned());
        Self {
            library: LazyHash::new(Library::default()),
            fonts,
            template: source("sheet.typ", layout.template()),
            parts: source("parts.typ", PARTS),
            data: (file("data.json"), Bytes::new(json)),
        }
    }
}

impl World for PaperWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let known = [&self.template, &self.parts].into_iter().find(|source| source.id() == id);
        known.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<typst::text::Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
