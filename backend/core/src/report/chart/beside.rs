//! What stands beside and beneath the lines: their names, and the numbers at risk.

use super::{BOTTOM, Chart, LEFT, LINE, RIGHT, Series, TOP, mark};
use crate::report::markup::label;

impl Chart {
    /// Each name at the end of its line, moved apart where lines end together.
    pub(super) fn names(&self) -> String {
        let end = |series: &Series| series.points.last().map_or(BOTTOM, |(_, y)| self.y(*y));
        let mut places: Vec<(f64, &Series)> =
            self.series.iter().map(|series| (end(series), series)).collect();
        places.sort_by(|(left, _), (right, _)| left.total_cmp(right));
        let mut free = TOP - LINE;
        for (y, _) in &mut places {
            *y = y.max(free + LINE);
            free = *y;
        }
        let mut limit = BOTTOM + LINE / 2.0;
        for (y, _) in places.iter_mut().rev() {
            *y = y.min(limit);
            limit = *y - LINE;
        }
        let name = |(y, series): &(f64, &Series)| {
            let from = series.points.last().map_or(RIGHT, |(x, _)| self.x(*x));
            let leader = format!(
                "<path class=\"leader\" d=\"M{:.1} {:.1}L{} {y:.1}\" stroke=\"{}\"/>\n",
                from + 6.0,
                end(series),
                RIGHT + 22.0,
                series.look.colour
            );
            let text = label(RIGHT + 44.0, y + 5.0, "class=\"end\"", &series.name);
            leader + &mark(series.look, RIGHT + 31.0, *y) + &text
        };
        places.iter().map(name).collect()
    }

    pub(super) fn numbers(&self) -> String {
        let Some(heading) = &self.at_risk else { return String::new() };
        let first = BOTTOM + 62.0 + LINE;
        let row = |(index, series): (usize, &Series)| {
            let y = first + LINE * (index as f64 + 1.0);
            let number = |(x, count): &(f64, usize)| {
                label(self.x(*x), y, "class=\"tick\" text-anchor=\"middle\"", &count.to_string())
            };
            let numbers: String = series.at_risk.iter().map(number).collect();
            mark(series.look, RIGHT + 31.0, y - 5.0)
                + &label(RIGHT + 44.0, y, "class=\"end\"", &series.name)
                + &numbers
        };
        label(LEFT, first, "class=\"name\"", heading)
            + &self.series.iter().enumerate().map(row).collect::<String>()
    }
}
