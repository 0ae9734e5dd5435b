//! Screenshots, taken by the real app's tests and kept in `docs/screens`.

use std::fs;

use crate::command::{Failure, Outcome, While};
use crate::{app, needs, places, test, ui};

/// `cargo xtask screens`: runs the app tests whose pictures the README shows, and keeps those.
pub fn take() -> Outcome {
    needs::to_build()?;
    needs::to_test()?;
    ui::provide()?.build()?;
    app::build_under_test()?;
    // a screen that is no longer taken must not be kept for one that is
    let _ = fs::remove_dir_all(places::screens());
    test::real_app(None, &["screens", "summary"])?;
    keep()
}

/// The README shows a few of them; those are kept, the rest is for looking at.
fn keep() -> Outcome {
    let shown = shown_in_readme()?;
    let kept = places::root().join("docs/screens");
    let _ = fs::remove_dir_all(&kept);
    fs::create_dir_all(&kept).while_doing("making docs/screens")?;
    for name in &shown {
        let taken = places::screens().join(name);
        if !taken.is_file() {
            return Err(Failure::new(format!("The README shows {name}, and no test took it.")));
        }
        fs::copy(taken, kept.join(name)).while_doing("keeping a screenshot")?;
    }
    println!("{} in docs/screens; all of them in {}.", shown.len(), places::screens().display());
    Ok(())
}

/// The names of the pictures that the README points at.
fn shown_in_readme() -> Outcome<Vec<String>> {
    let readme = fs::read_to_string(places::root().join("README.md"));
    let readme = readme.while_doing("reading the README")?;
    let after = readme.split("docs/screens/").skip(1);
    let names = after.filter_map(|rest| rest.split_once(".png").map(|(name, _)| name));
    Ok(names.map(|name| format!("{name}.png")).collect())
}
