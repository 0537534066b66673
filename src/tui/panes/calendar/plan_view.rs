//! The planning view: proposed days with their reasons, what could not be planned, the load of each week.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::state::Calendar;
use crate::rules::due::Status;
use crate::rules::reason::Reason;
use crate::tui::scene::Scene;
use crate::tui::{draw, words};

pub(crate) fn view(calendar: &Calendar, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let plan = &calendar.plan;
    let (peak, on_limit) = plan.peaks();
    let title = format!(
        "Plan ── {} proposed{} · fullest week {peak}, on the limits {on_limit}",
        plan.proposals.len(),
        if plan.unmet.is_empty() { String::new() } else { format!(" · {} without a day", plan.unmet.len()) }
    );
    let inner = draw::boxed(frame, area, &title, scene.theme);
    let foot = inner.height.saturating_sub(4).clamp(0, 8);
    let wide = inner.width >= 90;
    let side = if wide { inner.width / 3 } else { 0 };
    let list = Rect { width: inner.width - side, height: inner.height.saturating_sub(foot.min(6)), ..inner };
    rows(calendar, scene, frame, list);
    let detail = Rect { y: list.bottom(), height: inner.height - list.height, ..list };
    reasons(calendar, scene, frame, detail);
    if wide {
        weeks(calendar, scene, frame, Rect { x: list.right() + 1, width: side.saturating_sub(1), ..inner });
    }
}

fn rows(calendar: &Calendar, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let plan = &calendar.plan;
    let theme = scene.theme;
    let name = |c| scene.row(c).map(|r| scene.name(r)).unwrap_or_default();
    // What stands before and after the name: its mark and day, its review and limit.
    let columns = usize::from(area.width).saturating_sub(43).clamp(8, 24);
    let brief = |d| words::fit(&words::brief(d, scene.today()), 12);
    let mut lines: Vec<Line<'_>> = Vec::new();
    for p in &plan.proposals {
        let limit = p.limit.map(|d| words::brief(d, scene.today())).unwrap_or_default();
        let short = |r: &Reason| matches!(r, Reason::RunUp { lost, .. } if lost.iter().any(|l| l.essential));
        let (mark, status) = match () {
            () if p.reasons.iter().any(|r| r.bar() > 0) || p.needs_approval() => ('▲', Status::Overdue),
            () if p.reasons.iter().any(short) => ('◆', Status::DueSoon),
            () => ('✓', Status::Done),
        };
        lines.push(Line::from(vec![
            Span::styled(format!(" {mark} "), theme.status(status)),
            Span::styled(brief(p.date), theme.bold()),
            Span::raw(format!(
                " {} review {:<2} limit {limit}",
                words::fit(&name(p.child), columns),
                p.sequence
            )),
        ]));
    }
    for u in &plan.unmet {
        lines.push(Line::from(vec![
            Span::styled(" ▲ ", theme.status(Status::Overdue)),
            Span::raw(words::fit("no day", 12)),
            Span::raw(format!(" {} review {}", words::fit(&name(u.child), columns), u.sequence)),
        ]));
    }
    for c in &plan.clashes {
        lines.push(Line::from(vec![
            Span::styled(" ▲ ", theme.status(Status::Overdue)),
            Span::styled(brief(c.date), theme.bold()),
            Span::raw(format!(" {} {}", words::fit(&name(c.child), columns), c.why.join("; "))),
        ]));
    }
    if lines.is_empty() {
        let text = " Every review of the next three months is booked.";
        draw::line(frame, area, area.y, Line::styled(text, theme.dim()));
    }
    lines.iter_mut().for_each(|line| shorten(line, usize::from(area.width)));
    let top = words::top(calendar.cursor, lines.len(), usize::from(area.height));
    for ((place, line), y) in lines.into_iter().enumerate().skip(top).zip(area.y..area.bottom()) {
        draw::row(frame, area, y, line, place == calendar.cursor, theme);
    }
}

/// Cuts a line's last words to the room there is, so that it is seen to be cut.
fn shorten(line: &mut Line<'_>, columns: usize) {
    if let Some((last, before)) = line.spans.split_last_mut() {
        let taken: usize = before.iter().map(|span| span.width()).sum();
        last.content = words::trim(&last.content, columns.saturating_sub(taken)).into();
    }
}

fn reasons(calendar: &Calendar, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let plan = &calendar.plan;
    let name = |c| scene.row(c).map(|r| scene.name(r)).unwrap_or_default();
    let first = plan.proposals.len() + plan.unmet.len();
    let text = match plan.proposals.get(calendar.cursor) {
        Some(p) => p.why(&name),
        None => match plan.unmet.get(calendar.cursor.saturating_sub(plan.proposals.len())) {
            Some(u) => {
                format!("{}.", u.why)
            }
            None => match plan.clashes.get(calendar.cursor.saturating_sub(first)) {
                Some(c) => {
                    format!("Booked for {}: {}. b gives another day.", words::full(c.date), c.why.join("; "))
                }
                None => return,
            },
        },
    };
    let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    draw::text(frame, inner, inner.y.saturating_add(1), &text, scene.theme.dim());
}

/// Bars: what each week holds, and what it would hold were each review on its limit.
fn weeks(calendar: &Calendar, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let plan = &calendar.plan;
    let (peak, on_limit) = plan.peaks();
    let most = peak.max(on_limit).max(1);
    let room = usize::from(area.width).saturating_sub(16);
    draw::line(frame, area, area.y, Line::styled("Week of      planned / on the limits", scene.theme.dim()));
    for (week, y) in plan.weeks.iter().zip(area.y + 1..area.bottom()) {
        let planned = week.booked + week.planned;
        let instead = week.booked + week.on_limit;
        let bar = draw::bar(planned, most, room);
        draw::line(
            frame,
            area,
            y,
            Line::from(vec![
                Span::raw(words::fit(&week.monday.format("%-d %b").to_string(), 7)),
                Span::styled(format!("{planned:>2}/{instead:<2} "), scene.theme.bold()),
                Span::styled(bar, scene.theme.accent()),
            ]),
        );
    }
}
