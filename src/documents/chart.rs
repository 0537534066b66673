//! Bars drawn from the cells of a table: never more than the table tells, and the table stands beside them.

use std::fmt::Write as _;

/// Bars of one measure, drawn under the heading of its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chart {
    /// The heading it stands under.
    pub(crate) under: String,
    /// What it shows, as a finding.
    pub(crate) title: String,
    /// Each bar: its label and the cell of the table, a number or a percentage; another word has no bar.
    pub(crate) bars: Vec<(String, String)>,
}

/// Units of the drawing: its width, a row, the longest bar, the size of its letters.
const WIDTH: u32 = 420;
const ROW: u32 = 44;
const LONGEST: u32 = 340;
const LETTERS: u32 = 14;

impl Chart {
    /// A bar where there is one to draw: from nothing up to `most` for the longest, or for a hundred per cent.
    pub(crate) fn length(&self, cell: &str, most: u32) -> Option<u32> {
        let longest = self.bars.iter().filter_map(|(_, cell)| value(cell)).fold(0.0, f64::max);
        let per_cent = self.bars.iter().any(|(_, cell)| cell.ends_with('%'));
        let whole = if per_cent { 100.0 } else { longest };
        let part = value(cell).filter(|_| whole > 0.0)? / whole * f64::from(most);
        (0..=most).rfind(|n| f64::from(*n) <= part.round())
    }

    /// Its bars in words, for who does not see them.
    pub(crate) fn says(&self) -> String {
        let bars: Vec<String> = self.bars.iter().map(|(label, cell)| format!("{label}: {cell}")).collect();
        format!("Bars from zero. {}. The table below has the same numbers.", bars.join("; "))
    }

    /// The drawing for a browser; `n` tells it apart from the others of its page.
    pub(crate) fn svg(&self, n: usize, escaped: impl Fn(&str) -> String) -> String {
        let height = u32::try_from(self.bars.len()).unwrap_or(0) * ROW;
        let mut svg = format!(
            "<figure><figcaption>{title}</figcaption>\n\
             <svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"t{n} d{n}\">\
             <title id=\"t{n}\">{title}</title><desc id=\"d{n}\">{says}</desc>\n",
            title = escaped(&self.title),
            says = escaped(&self.says()),
        );
        for ((label, cell), row) in self.bars.iter().zip(0..) {
            let (top, length) = (row * ROW, self.length(cell, LONGEST).unwrap_or(0));
            let (line, bar, number) = (top + LETTERS, top + 19, top + 31);
            let _ = writeln!(
                svg,
                "<text x=\"0\" y=\"{line}\">{}</text><rect x=\"0\" y=\"{bar}\" width=\"{length}\" height=\"15\"/>\
                 <text x=\"{}\" y=\"{number}\">{}</text>",
                escaped(label),
                length + 6,
                escaped(cell)
            );
        }
        svg + "</svg></figure>\n"
    }

    /// The label whose number is the greatest, where one alone is.
    pub(crate) fn first(bars: &[(String, String)]) -> Option<&(String, String)> {
        let number = |bar: &&(String, String)| value(&bar.1);
        let most = bars.iter().filter_map(|bar| number(&bar)).fold(0.0, f64::max);
        let mut all = bars.iter().filter(|bar| most > 0.0 && number(bar) == Some(most));
        all.next().filter(|_| all.next().is_none())
    }
}

fn value(cell: &str) -> Option<f64> {
    cell.trim_end_matches('%').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_number_and_what_is_hidden_has_none() {
        let bars = |cells: &[&str]| cells.iter().map(|c| ("x".to_owned(), (*c).to_owned())).collect();
        let chart = |cells| Chart { under: String::new(), title: "T".into(), bars: bars(cells) };
        let counts = chart(&["12", "6", "0", "c"]);
        let long = |chart: &Chart, cell| chart.length(cell, 100);
        assert_eq!((long(&counts, "12"), long(&counts, "6")), (Some(100), Some(50)));
        assert_eq!((long(&counts, "0"), long(&counts, "c")), (Some(0), None));
        let shares = chart(&["50.0%", "none"]);
        assert_eq!((long(&shares, "50.0%"), long(&shares, "none")), (Some(50), None));
        assert_eq!(Chart::first(&counts.bars).map(|b| b.1.as_str()), Some("12"));
        assert_eq!(Chart::first(&bars(&["3", "3"])), None, "two are first");
    }
}
