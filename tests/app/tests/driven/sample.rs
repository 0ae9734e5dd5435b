//! The sample journal: from the welcome to a year of two invented people, and away again.

use app_tests::app::App;
use app_tests::computer::Computer;
use app_tests::screens::Look;
use serde_json::json;

#[test]
fn the_sample_is_looked_at_and_thrown_away_screens_light() {
    look_around("light");
}

#[test]
fn the_sample_is_looked_at_and_thrown_away_screens_dark() {
    look_around("dark");
}

fn look_around(theme: &str) {
    let settings = json!({ "theme": theme, "textSize": 100, "idleMinutes": 5 });
    let computer = Computer::new().with_settings(&settings);
    let folder = computer.data().join("sample");
    {
        let app = App::start(&computer);
        let mut look = Look::at(&app, theme);
        app.see("welcome");
        look.screen("welcome-sample");
        app.click("welcome-sample");
        app.see("unlock-sample");
        look.screen("sample-unlock");
        app.fill("unlock-passphrase", app.words("unlock-sample-passphrase").trim());
        app.click("unlock-open");
        app.see("sample-band");
        look.screen("sample-today");
        app.go("journal");
        app.see("row");
        look.screen("sample-journal");
        app.see_words("timeline", "2026");
        app.go("practices");
        look.screen("sample-practices");
        assert!(folder.join("sample.duologue").exists(), "it lies in a folder of the app's own");
        app.click("sample-close");
        app.see("welcome");
        assert!(!folder.exists(), "closed, nothing of it is left");
        look.end();
    }
    let app = App::start(&computer);
    app.see("welcome");
}
