//! Begun.
pub mod shapes;
