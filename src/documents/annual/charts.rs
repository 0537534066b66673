//! The charts of the report, drawn from the cells of its tables: what is hidden there has no bar.

use super::{Annual, CHILDREN, DISPUTES, YEARS};
use crate::documents::annual::figures::STAGE;
use crate::documents::chart::Chart;
use crate::model::review::Participation;
use crate::model::text::capital;

impl Annual {
    /// On time year by year, how children took part, concerns by the stage they reached; none without a bar.
    pub(super) fn charts(&self) -> Vec<Chart> {
        let charts = [self.on_time(), self.participation(), self.stages()];
        let drawn = |chart: &Chart| chart.bars.iter().any(|(_, cell)| chart.length(cell, 1).is_some());
        charts.into_iter().filter(drawn).collect()
    }

    fn on_time(&self) -> Chart {
        let cells = self.cells().into_iter();
        let bars: Vec<(String, String)> =
            cells.map(|(year, [_, in_time, ..])| (year.to_string(), in_time)).collect();
        let of_year = |place: usize| bars.iter().rev().nth(place).filter(|(_, cell)| cell.ends_with('%'));
        let title = match (of_year(0), of_year(1)) {
            (Some((year, now)), Some((last, before))) => {
                format!(
                    "Reviews in time: {now} in the year to March {year}, {before} in that to March {last}"
                )
            }
            (Some((year, now)), None) => format!("Reviews in time: {now} in the year to March {year}"),
            (None, _) => "Reviews in time, by the year to March".to_owned(),
        };
        Chart { under: YEARS.to_owned(), title, bars }
    }

    fn participation(&self) -> Chart {
        let says = |what: &str| Participation::ALL.iter().any(|code| capital(code.says()) == what);
        let bars = self.bars(CHILDREN, |what| Some(what).filter(|what| says(what)));
        let title = match Chart::first(&bars) {
            Some((label, cell)) => format!("How children took part; most often: {label} ({cell})"),
            None => "How children took part".to_owned(),
        };
        Chart { under: CHILDREN.to_owned(), title, bars }
    }

    fn stages(&self) -> Chart {
        let bars = self.bars(DISPUTES, |what| what.strip_prefix(STAGE));
        let title = match Chart::first(&bars) {
            Some((label, cell)) => format!("Concerns by the stage they reached; most: {label} ({cell})"),
            None => "Concerns by the stage they reached".to_owned(),
        };
        Chart { under: DISPUTES.to_owned(), title, bars }
    }

    /// The figures of a heading that have a label, each with its number as the table shows it.
    fn bars<'a>(
        &'a self,
        heading: &str,
        label: impl Fn(&'a str) -> Option<&'a str>,
    ) -> Vec<(String, String)> {
        let own = self.figures.iter().filter(|f| f.heading == heading);
        let bar = |f: &'a super::Figure| Some((label(&f.what)?.to_owned(), f.cells.first()?.clone()));
        own.filter_map(bar).collect()
    }
}
