//! The app, driven through WebDriver as two people would use it.

mod making;
