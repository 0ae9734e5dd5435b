//! What Duologue prints, as PDF and as the same pages in SVG.
