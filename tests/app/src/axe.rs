//! What axe-core finds wrong with the page.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::app::App;

/// Where npm puts it: a development dependency of the window, in no package.
const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/node_modules/axe-core/axe.min.js");

/// Every violation on the page as it is now, one line each; none on a good page.
///
/// # Panics
/// When axe-core is missing (`npm ci` in `ui`) or does not run.
pub fn violations(app: &App) -> Vec<String> {
    if app.script("return typeof window.axe", &[]) != json!("object") {
        let axe = fs::read_to_string(Path::new(AXE)).expect("axe-core: run `npm ci` in ui");
        app.script(&format!("{axe}\n;window.axe = axe;"), &[]);
    }
    let found = app.slow_script(
        "const done = arguments[0];
        axe.run(document, { resultTypes: ['violations'] }).then(
            found => done(found.violations.map(({ id, help, nodes }) => ({
                id, help, nodes: nodes.map(node => `${node.target.join(' ')} ${node.failureSummary}`),
            }))),
            error => done(String(error)))",
        &[],
    );
    let Value::Array(found) = found else { panic!("axe-core does not run: {found}") };
    found.iter().map(|one| format!("{} ({}): {}", one["id"], one["help"], one["nodes"])).collect()
}
