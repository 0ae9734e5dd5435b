//! The clock of the page, moved on; and whether the page stays calm when a time is over.

use serde_json::{Value, json};

use crate::app::{App, selector};

impl App {
    /// Lets so many minutes pass on the page's own clock, and on no other.
    pub fn let_pass(&self, minutes: u16) {
        let script = "const now = Date.now, ahead = arguments[0] * 60_000;
            Date.now = () => now() + ahead";
        self.script(script, &[json!(minutes)]);
    }

    /// Hears from now on whatever would sound, speak or knock from outside the page.
    pub fn listen_for_sounds(&self) {
        self.script(
            "window.heard = [];
            const hear = (holder, name) => {
                if (!holder?.[name]) return;
                const note = () => window.heard.push(name);
                holder[name] = new Proxy(holder[name], {
                    apply: (...call) => (note(), Reflect.apply(...call)),
                    construct: (...call) => (note(), Reflect.construct(...call)),
                });
            };
            for (const name of ['Audio', 'AudioContext', 'webkitAudioContext', 'Notification',
                'SpeechSynthesisUtterance']) hear(window, name);
            hear(HTMLMediaElement.prototype, 'play');",
            &[],
        );
    }

    /// Nothing in `part` is red or moves, and nothing was heard since [`App::listen_for_sounds`].
    ///
    /// # Panics
    /// When something is, or was.
    #[track_caller]
    pub fn is_calm(&self, part: &str) {
        let heard = self.script("return window.heard", &[]);
        assert_eq!(heard, json!([]), "`{part}` makes no sound");
        let script = "const all = [...document.querySelectorAll(
                `${arguments[0]}, ${arguments[0]} *`)];
            const plain = Object.assign(document.createElement('canvas'), { width: 1, height: 1 })
                .getContext('2d', { willReadFrequently: true });
            const isRed = colour => {
                plain.clearRect(0, 0, 1, 1);
                plain.fillStyle = colour;
                plain.fillRect(0, 0, 1, 1);
                const [red, green, blue, alpha] = plain.getImageData(0, 0, 1, 1).data;
                const others = Math.max(green, blue);
                return alpha > 0 && red > 80 && red > 1.6 * others && Math.abs(green - blue) < 50;
            };
            const colours = ['color', 'backgroundColor', 'borderTopColor', 'outlineColor', 'fill'];
            return {
                looked: all.length,
                red: all.flatMap(one => colours.map(which => getComputedStyle(one)[which]))
                    .filter(isRed),
                moving: all.flatMap(one => one.getAnimations())
                    .filter(one => one.playState === 'running').length,
            }";
        let looks = self.script(script, &[json!(selector(part))]);
        assert!(looks["looked"].as_u64() > Some(2), "there is something to look at in `{part}`");
        assert_eq!(looks["red"], json!([]), "nothing in `{part}` is red");
        assert_eq!(looks["moving"], Value::from(0), "nothing in `{part}` blinks");
    }
}
