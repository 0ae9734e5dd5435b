//! Screenshots, taken by the real app's tests and kept in `docs/screens`.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;

use crate::command::{Failure, Outcome, While};
use crate::{app, needs, places, test, ui};

/// `cargo xtask screens`: runs the app tests with `screens` in their names and keeps what they saw.
pub fn take() -> Outcome {
    needs::to_build()?;
    needs::to_test()?;
    ui::provide()?.build()?;
    app::build_under_test()?;
    // a screen that is no longer taken must not be kept for one that is
    let _ = fs::remove_dir_all(places::screens());
    test::real_app(None, &["screens"])?;
    keep()
}

fn keep() -> Outcome {
    let taken = pictures()?;
    if taken.is_empty() {
        return Err(Failure::new("No test with `screens` in its name left a picture."));
    }
    let kept = places::root().join("docs/screens");
    let _ = fs::remove_dir_all(&kept);
    fs::create_dir_all(&kept).while_doing("making docs/screens")?;
    for picture in &taken {
        let name = picture.file_name().unwrap_or_default();
        fs::copy(picture, kept.join(name)).while_doing("keeping a screenshot")?;
    }
    println!("{} screenshots in docs/screens.", taken.len());
    Ok(())
}

fn pictures() -> Outcome<Vec<PathBuf>> {
    let folder = places::screens();
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let files = fs::read_dir(folder).while_doing("looking for screenshots")?;
    let paths = files.filter_map(Result::ok).map(|file| file.path());
    Ok(paths.filter(|path| path.extension() == Some(OsStr::new("png"))).collect())
}
