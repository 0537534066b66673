//! The words and the charts of the annual report.

use super::annual::Annual;
use super::draft::Format;
use crate::casework::Desk;
use crate::model::annual::Chapter;
use crate::rules::measures::Window;

fn desk() -> Desk {
    Desk::demo("2026-11-26".parse().unwrap(), 24, 1, None).unwrap()
}

fn annual(desk: &Desk, from: &str, to: &str, public: bool) -> Annual {
    let window = Window { from: from.parse().unwrap(), to: to.parse().unwrap() };
    Annual::of(&desk.board, &desk.store, window, public).unwrap()
}

fn written(annual: &Annual, format: Format) -> String {
    String::from_utf8(annual.page().bytes(format).unwrap()).unwrap()
}

#[test]
fn what_was_written_for_a_year_stands_in_its_report_and_what_was_not_says_how() {
    let mut desk = desk();
    let name = desk.board.children()[0].case.child.name();
    desk.write_annual(2026, Chapter::Next, "- Shorter letters, by May.").unwrap();
    desk.write_annual(2027, Chapter::Risks, &format!("# No beds\n\nNone for {name}.")).unwrap();
    assert!(
        desk.write_annual(2027, Chapter::Risks, &format!("# No beds\n\nNone for {name}.")).is_err(),
        "the same"
    );
    let report = annual(&desk, "2026-04-01", "2026-11-26", false);
    assert_eq!(report.left_out, 1);
    let page = report.page();
    assert!(page.text.contains("\\# No beds\n\nNone for [name]."), "no heading of its own\n{}", page.text);
    assert!(page.text.contains("would come next\n\n- Shorter letters, by May."), "{}", page.text);
    assert!(!page.text.contains("--part resource-risks") && page.text.contains("--part next --year 2027"));
    let json = report.json();
    assert_eq!(json["texts"]["resource-risks"], "# No beds\n\nNone for [name].");
    assert!(json["texts"]["team"].is_null(), "{}", json["texts"]);
    // The year before has its own words, and a text that is taken back is gone.
    let last = annual(&desk, "2025-04-01", "2026-03-31", true);
    assert_eq!(last.json()["texts"]["next"], "- Shorter letters, by May.");
    desk.write_annual(2027, Chapter::Risks, "").unwrap();
    desk.undo(None).unwrap();
    desk.undo(None).unwrap();
    let gone = annual(&desk, "2026-04-01", "2026-11-26", false);
    assert!(gone.texts.is_empty() && gone.page().text.contains("--part resource-risks --year 2027"));
}

#[test]
fn charts_say_what_they_show_have_their_numbers_beside_them_and_are_the_same_again() {
    let desk = desk();
    let report = annual(&desk, "2025-11-27", "2026-11-26", false);
    let (page, html) = (report.page(), written(&report, Format::Html));
    assert_eq!(page.charts.len(), 3, "{:?}", page.charts);
    assert_eq!(html.matches("<svg ").count(), 3);
    for chart in &page.charts {
        assert!(page.text.contains(&format!("# {}", chart.under)), "{}", chart.under);
        for (label, cell) in &chart.bars {
            let row = page.text.lines().find(|l| l.starts_with("| ") && l.contains(label.as_str()));
            assert!(row.is_some_and(|row| row.contains(cell.as_str())), "{label} {cell}");
        }
    }
    for (n, _) in html.match_indices("<svg ") {
        let svg = &html[n..n + html[n..].find("</svg>").unwrap()];
        assert!(
            svg.contains("role=\"img\"") && svg.contains("<title id=") && svg.contains("<desc id="),
            "{svg}"
        );
        assert!(!svg.contains("href") && !svg.contains("<script"), "nothing is fetched");
    }
    for format in Format::ALL {
        assert_eq!(page.bytes(*format).unwrap(), report.page().bytes(*format).unwrap());
    }
    assert!(!written(&report, Format::Md).contains("svg"));
}

#[test]
fn a_chart_for_the_public_hides_what_its_table_hides() {
    let desk = desk();
    let report = annual(&desk, "2025-11-27", "2026-11-26", true);
    let page = report.page();
    for (label, cell) in page.charts.iter().flat_map(|chart| &chart.bars) {
        assert!(cell.parse::<usize>().map_or(true, |n| n == 0 || n > 5), "{label}: {cell}");
    }
    let told = annual(&desk, "2025-11-27", "2026-11-26", false).page();
    let small: Vec<_> =
        told.charts.iter().flat_map(|c| c.bars.iter().map(move |bar| (&c.under, bar))).collect();
    let mut hidden = 0;
    for (under, (label, cell)) in small.into_iter().filter(|(_, bar)| matches!(bar.1.parse(), Ok(1..=5))) {
        let bars = page.charts.iter().filter(|c| c.under == *under).flat_map(|c| &c.bars);
        let shown: Vec<_> = bars.filter(|bar| bar.0 == *label).collect();
        assert!(shown.iter().all(|bar| bar.1 == "c"), "{label} {cell}: {shown:?}");
        hidden += 1;
        let svg = written(&report, Format::Html);
        assert!(!svg.contains(&format!("{label} ({cell})")), "nor in a title");
    }
    assert!(hidden > 0, "a caseload that proves something");
}
