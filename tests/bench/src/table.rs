//! The one table that is printed: each figure with its unit, and the limit asked.

use std::fmt;

/// Figures in the order they were added, under headings.
#[derive(Default)]
pub struct Table(Vec<Row>);

enum Row {
    Heading(String),
    Figure([String; 3]),
}

impl Table {
    /// Begins a group of figures.
    pub fn heading(&mut self, words: impl Into<String>) {
        self.0.push(Row::Heading(words.into()));
    }

    /// Adds a figure, beside which nothing was asked.
    pub fn add(&mut self, what: &str, measured: impl fmt::Display) {
        self.add_asked(what, measured, "–");
    }

    /// Adds a figure and what was asked of it. It is for whoever reads to compare them.
    pub fn add_asked(&mut self, what: &str, measured: impl fmt::Display, asked: &str) {
        self.0.push(Row::Figure([what.to_owned(), measured.to_string(), asked.to_owned()]));
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let titles = ["figure", "measured", "asked"].map(str::to_owned);
        let figures = self.0.iter().filter_map(|row| match row {
            Row::Figure(cells) => Some(cells),
            Row::Heading(_) => None,
        });
        let mut wide = [0; 3];
        for cells in figures.chain([&titles]) {
            for (wide, cell) in wide.iter_mut().zip(cells) {
                *wide = cell.chars().count().max(*wide);
            }
        }
        let [what, measured, asked] = wide;
        let mut line = |[a, b, c]: &[String; 3]| {
            writeln!(f, "  {a:<what$}  {b:<measured$}  {c:<asked$}").map(drop)
        };
        line(&titles)?;
        line(&[what, measured, asked].map(|wide| "─".repeat(wide)))?;
        for row in &self.0 {
            match row {
                Row::Heading(words) => writeln!(f, "\n{words}")?,
                Row::Figure(cells) => {
                    let [a, b, c] = cells;
                    writeln!(f, "  {a:<what$}  {b:<measured$}  {c}")?;
                }
            }
        }
        Ok(())
    }
}
