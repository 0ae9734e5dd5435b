//! What a screen reader is told (AT-SPI), asked for as a screen reader does, over D-Bus.
//!
//! The page inside the released app's webview cannot be driven by WebDriver (it is incognito), but
//! it has to be readable and usable for a screen reader. Tests that use it this way also show that
//! it is: a control without a name is not found.

use std::fmt;
use std::time::Duration;

use zbus::blocking::{Connection, connection};
use zbus::zvariant::{DynamicType, OwnedObjectPath, OwnedValue, Type};

use super::until;

const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";
const ACTION: &str = "org.a11y.atspi.Action";
const COMPONENT: &str = "org.a11y.atspi.Component";
const EDITABLE: &str = "org.a11y.atspi.EditableText";
const TEXT: &str = "org.a11y.atspi.Text";
const REGISTRY: &str = "org.a11y.atspi.Registry";
const ROOT: &str = "/org/a11y/atspi/accessible/root";

/// A page under construction may answer late; one that is gone never does.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// What something is, as AT-SPI counts it (`AtspiRole`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role(pub u32);

impl Role {
    /// A box that is on or off.
    pub const CHECK_BOX: Self = Self(7);
    /// A window that asks something.
    pub const DIALOG: Self = Self(16);
    /// A dialog that chooses a file.
    pub const FILE_CHOOSER: Self = Self(19);
    /// A box that only holds others.
    pub const FILLER: Self = Self(20);
    /// A window.
    pub const FRAME: Self = Self(23);
    /// A hidden text field.
    pub const PASSWORD: Self = Self(40);
    /// A button.
    pub const BUTTON: Self = Self(43);
    /// One of a few.
    pub const RADIO: Self = Self(44);
    /// A cell of a table.
    pub const CELL: Self = Self(56);
    /// Text that can be typed into.
    pub const TEXT: Self = Self(61);
    /// A button that stays pressed.
    pub const TOGGLE: Self = Self(62);
    /// An entry, in the page.
    pub const ENTRY: Self = Self(79);
    /// A window without a frame, such as a menu's.
    pub const WINDOW: Self = Self(69);
    /// A heading.
    pub const HEADING: Self = Self(83);
    /// A link.
    pub const LINK: Self = Self(88);
}

/// States of [`Node::is`], by their AT-SPI number (`AtspiStateType`).
pub mod state {
    /// It is on.
    pub const CHECKED: u32 = 4;
    /// It has the keyboard.
    pub const FOCUSED: u32 = 12;
    /// It can be used.
    pub const SENSITIVE: u32 = 24;
    /// It is on the screen.
    pub const SHOWING: u32 = 25;
    /// Enter presses it.
    pub const DEFAULT: u32 = 39;
}

/// The accessibility bus.
#[derive(Clone)]
pub struct Reader(Connection);

impl Reader {
    /// Connects as a screen reader.
    ///
    /// # Panics
    /// When the session has no accessibility bus (package `at-spi2-core`).
    pub fn begin() -> Self {
        let session = Connection::session().expect("a session bus");
        let answer = session
            .call_method(
                Some("org.a11y.Bus"),
                "/org/a11y/bus",
                Some("org.a11y.Bus"),
                "GetAddress",
                &(),
            )
            .expect("an accessibility bus: install at-spi2-core");
        let address: String = answer.body().deserialize().expect("an address");
        let bus = connection::Builder::address(address.as_str())
            .and_then(|builder| builder.method_timeout(ANSWER_WITHIN).build())
            .expect("the accessibility bus answers");
        Self(bus)
    }

    /// Every window and dialog on the desktop.
    pub fn windows(&self) -> Vec<Node> {
        let path = OwnedObjectPath::try_from(ROOT).expect("a path");
        let desktop = Node { bus: self.0.clone(), owner: REGISTRY.into(), path };
        desktop.children().iter().flat_map(Node::children).collect()
    }

    /// The windows of one process.
    pub fn windows_of(&self, process: u32) -> Vec<Node> {
        self.windows().into_iter().filter(|window| window.process() == Some(process)).collect()
    }
}

/// Something a screen reader can speak of: a window, a button, a line of text.
#[derive(Clone)]
pub struct Node {
    bus: Connection,
    owner: String,
    path: OwnedObjectPath,
}

impl Node {
    /// What is inside.
    pub fn children(&self) -> Vec<Self> {
        let found = self.ask::<Vec<(String, OwnedObjectPath)>, _>(ACCESSIBLE, "GetChildren", &());
        let mut found = found.unwrap_or_default();
        if found.is_empty() && self.property::<i32>(ACCESSIBLE, "ChildCount") == Some(1) {
            // GTK's socket for another process tells of its one child only when asked this way.
            found.extend(self.ask(ACCESSIBLE, "GetChildAtIndex", &0_i32));
        }
        found
            .into_iter()
            .filter(|(owner, path)| !owner.is_empty() && !path.ends_with("/null"))
            .map(|(owner, path)| Self { bus: self.bus.clone(), owner, path })
            .collect()
    }

    /// Everything inside at any depth, and itself, in the order it is read.
    pub fn everything(&self) -> Vec<Self> {
        let mut all = vec![self.clone()];
        all.extend(self.children().iter().flat_map(Self::everything));
        all
    }

    /// The first thing inside that fits, in the order it is read.
    pub fn first(&self, fits: &dyn Fn(&Self) -> bool) -> Option<Self> {
        if fits(self) {
            return Some(self.clone());
        }
        self.children().iter().find_map(|child| child.first(fits))
    }

    /// The first `role` whose name is `name`.
    pub fn named(&self, role: Role, name: &str) -> Option<Self> {
        self.first(&|node| node.role() == Some(role) && node.name() == name)
    }

    /// Waits for the `role` named `name`.
    ///
    /// # Panics
    /// When it does not come; says what was there instead.
    #[track_caller]
    pub fn wait_for(&self, role: Role, name: &str) -> Self {
        let seen = super::within(super::LIMIT, || self.named(role, name));
        seen.unwrap_or_else(|| panic!("no {role:?} named {name:?} in:\n{}", self.outline()))
    }

    /// Its name, empty if it has none.
    pub fn name(&self) -> String {
        self.property(ACCESSIBLE, "Name").unwrap_or_default()
    }

    /// What it says: the text in it and in the lines inside it.
    pub fn text(&self) -> String {
        if matches!(self.role(), None | Some(Role::FRAME | Role::FILLER)) {
            // GTK complains when it is asked.
            return String::new();
        }
        // Never a part of it: WebKit ends when the part is not there any more.
        self.ask(TEXT, "GetText", &(0_i32, -1_i32)).unwrap_or_default()
    }

    /// What it is; nothing if it is gone.
    pub fn role(&self) -> Option<Role> {
        self.ask(ACCESSIBLE, "GetRole", &()).map(Role)
    }

    /// Whether it is in one of the states of [`state`].
    pub fn is(&self, state: u32) -> bool {
        let words: Vec<u32> = self.ask(ACCESSIBLE, "GetState", &()).unwrap_or_default();
        let word = words.get(usize::try_from(state / 32).unwrap_or_default());
        word.is_some_and(|word| word & (1 << (state % 32)) != 0)
    }

    /// Does the first thing that can be done with it: presses a button, follows a link.
    ///
    /// # Panics
    /// When nothing can be done with it.
    #[track_caller]
    pub fn press(&self) {
        let done = self.ask::<bool, _>(ACTION, "DoAction", &0_i32);
        assert_eq!(done, Some(true), "it could not be pressed: {self:?}");
    }

    /// Does what pressing does, where that ends the process which would answer. What comes of it
    /// has to be waited for.
    pub fn press_for_the_last_time(&self) {
        let _: Option<bool> = self.ask(ACTION, "DoAction", &0_i32);
    }

    /// Puts the keyboard there, and waits until it is there.
    ///
    /// # Panics
    /// When the keyboard does not come.
    #[track_caller]
    pub fn focus(&self) {
        until(&format!("the keyboard in {self:?}"), || {
            if self.is(state::FOCUSED) {
                return Some(());
            }
            self.ask::<bool, _>(COMPONENT, "GrabFocus", &());
            None
        });
    }

    /// Puts `text` in place of what is there.
    ///
    /// # Panics
    /// When nothing can be written there.
    #[track_caller]
    pub fn set_text(&self, text: &str) {
        let done = self.ask::<bool, _>(EDITABLE, "SetTextContents", &text);
        assert_eq!(done, Some(true), "nothing can be written in {self:?}");
    }

    /// Where it is on the screen: x, y, width, height.
    pub fn place(&self) -> Option<(i32, i32, i32, i32)> {
        self.ask(COMPONENT, "GetExtents", &0_u32)
    }

    /// Whether it is still there.
    pub fn is_there(&self) -> bool {
        self.role().is_some_and(|role| role.0 != 0)
    }

    /// Everything inside, one a line, to read when a test fails.
    pub fn outline(&self) -> String {
        let mut lines = String::new();
        self.outline_into(&mut lines, 0);
        lines
    }

    fn outline_into(&self, lines: &mut String, depth: usize) {
        lines.push_str(&format!("{}{self:?}\n", "  ".repeat(depth)));
        for child in self.children() {
            child.outline_into(lines, depth + 1);
        }
    }

    /// The process it belongs to.
    pub fn process(&self) -> Option<u32> {
        let bus = "org.freedesktop.DBus";
        let path = "/org/freedesktop/DBus";
        let asked = self.bus.call_method(
            Some(bus),
            path,
            Some(bus),
            "GetConnectionUnixProcessID",
            &self.owner.as_str(),
        );
        asked.ok()?.body().deserialize().ok()
    }

    fn property<T: TryFrom<OwnedValue>>(&self, interface: &str, name: &str) -> Option<T> {
        let value: OwnedValue =
            self.ask("org.freedesktop.DBus.Properties", "Get", &(interface, name))?;
        T::try_from(value).ok()
    }

    /// Nothing when it is gone, or has no such method.
    fn ask<T, B>(&self, interface: &str, method: &str, with: &B) -> Option<T>
    where
        T: for<'a> serde::Deserialize<'a> + Type,
        B: serde::Serialize + DynamicType,
    {
        let owner = self.owner.as_str();
        let path = self.path.as_str();
        let answer = self.bus.call_method(Some(owner), path, Some(interface), method, with);
        answer.ok()?.body().deserialize().ok()
    }
}

impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?}", self.role().map(|role| role.0), self.name())
    }
}
