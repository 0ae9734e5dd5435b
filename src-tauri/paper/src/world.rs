//! What the typesetter may see: one template, one set of data, fonts. No files, no packages, no clock.

use crate::fonts::Fonts;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::FontBook;
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

const TEMPLATE: &str = include_str!("../templates/summary.typ");

/// The world of one page.
pub(crate) struct PaperWorld {
    library: LazyHash<Library>,
    fonts: &'static Fonts,
    template: Source,
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
    /// A world whose template reads `json`.
    pub(crate) fn new(json: Vec<u8>, fonts: &'static Fonts) -> Self {
        Self {
            library: LazyHash::new(Library::default()),
            fonts,
            template: Source::new(file("summary.typ"), TEMPLATE.to_owned()),
            data: (file("summary.json"), Bytes::new(json)),
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
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
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
