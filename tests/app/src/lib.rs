//! The real app, through WebDriver and the system's dialogs.
