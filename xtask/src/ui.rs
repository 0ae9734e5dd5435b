//! The window's npm packages and scripts.

use std::fs;
use std::path::PathBuf;

use crate::command::{Failure, Outcome, While, run};
use crate::node::{self, Node};
use crate::places;

/// The UI with its packages installed.
pub struct Ui {
    node: Node,
}

/// Provides Node and, when the lock file has changed, the npm packages.
pub fn provide() -> Outcome<Ui> {
    let ui = Ui { node: node::provide()? };
    ui.install()?;
    Ok(ui)
}

impl Ui {
    fn install(&self) -> Outcome {
        let lock = fs::read(places::ui().join("package-lock.json"))
            .while_doing("reading ui/package-lock.json")?;
        // Contents, not times: a checkout gives every file the time of now.
        if fs::read(stamp()).is_ok_and(|installed| installed == lock) {
            return Ok(());
        }
        self.npm(&["ci", "--no-audit", "--no-fund"])?;
        fs::write(stamp(), lock).while_doing("noting what was installed")
    }

    /// Builds `ui/dist`, which the app carries inside.
    pub fn build(&self) -> Outcome {
        self.script("build")
    }

    /// Runs a script of ui/package.json.
    pub fn script(&self, name: &str) -> Outcome {
        self.npm(&["run", name])
    }

    /// The Tauri CLI, which the UI's packages bring, in the repository's folder.
    pub fn tauri(&self, arguments: &[&str]) -> Outcome {
        let cli = "ui/node_modules/@tauri-apps/cli/tauri.js";
        if !places::root().join(cli).is_file() {
            return Err(Failure::new("@tauri-apps/cli is not among ui's devDependencies."));
        }
        run(&mut self.node.node(&[&[cli], arguments].concat()))
    }

    fn npm(&self, arguments: &[&str]) -> Outcome {
        run(self.node.npm(arguments).current_dir(places::ui()))
    }
}

fn stamp() -> PathBuf {
    places::ui().join("node_modules/.installed-from.json")
}
