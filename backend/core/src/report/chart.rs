//! A chart of lines against time, as SVG: axes, bands, steps or points, names at the ends of the lines, and the
//! numbers at risk beneath.

use super::markup::{drawing, label};

mod beside;

const WIDTH: f64 = 960.0;
const LEFT: f64 = 84.0;
const RIGHT: f64 = 700.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 340.0;
const LINE: f64 = 24.0;

/// A chart.
pub(super) struct Chart {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) x: Axis,
    pub(super) y: Axis,
    pub(super) series: Vec<Series>,
    /// The heading of the numbers at risk, if there are any.
    pub(super) at_risk: Option<String>,
}

/// An axis from 0 to `high`, which is above 0.
pub(super) struct Axis {
    pub(super) label: String,
    pub(super) high: f64,
    pub(super) ticks: Vec<(f64, String)>,
}

/// One line.
pub(super) struct Series {
    pub(super) name: String,
    pub(super) look: Look,
    /// Whether it keeps its value until the next point.
    pub(super) steps: bool,
    pub(super) points: Vec<(f64, f64)>,
    /// At x, from low to high.
    pub(super) band: Vec<(f64, f64, f64)>,
    /// At each tick of x, how many are at risk.
    pub(super) at_risk: Vec<(f64, usize)>,
}

/// How a line looks, told apart by colour, dash and marker.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) colour: &'static str,
    pub(super) dash: &'static str,
    pub(super) marker: Marker,
    pub(super) width: f64,
}

#[derive(Clone, Copy)]
pub(super) enum Marker {
    Circle,
    Square,
    Triangle,
    Diamond,
    Cross,
}

impl Chart {
    pub(super) fn draw(&self) -> String {
        let lines: String = self.series.iter().map(|series| self.line(series)).collect();
        let bands: String = self.series.iter().map(|series| self.band(series)).collect();
        let inner = format!("{}{bands}{lines}{}{}", self.axes(), self.names(), self.numbers());
        drawing(self.id, (WIDTH, self.height()), (&self.title, &self.description), &inner)
    }

    fn height(&self) -> f64 {
        let rows = if self.at_risk.is_some() { self.series.len() as f64 + 1.5 } else { 0.0 };
        BOTTOM + 62.0 + rows * LINE
    }

    fn x(&self, value: f64) -> f64 {
        LEFT + (RIGHT - LEFT) * (value / self.x.high).clamp(0.0, 1.0)
    }

    fn y(&self, value: f64) -> f64 {
        BOTTOM - (BOTTOM - TOP) * (value / self.y.high).clamp(0.0, 1.0)
    }

    fn axes(&self) -> String {
        let across = |(value, text): &(f64, String)| {
            let y = self.y(*value);
            let rule = format!("<path class=\"rule\" d=\"M{LEFT} {y:.1}H{RIGHT}\"/>\n");
            rule + &label(LEFT - 10.0, y + 5.0, "class=\"tick\" text-anchor=\"end\"", text)
        };
        let along = |(value, text): &(f64, String)| {
            let x = self.x(*value);
            let mark = format!("<path class=\"axis\" d=\"M{x:.1} {BOTTOM}v6\"/>\n");
            mark + &label(x, BOTTOM + 24.0, "class=\"tick\" text-anchor=\"middle\"", text)
        };
        let ticks: String = self.y.ticks.iter().map(across).chain(self.x.ticks.iter().map(along)).collect();
        let middle = f64::midpoint(TOP, BOTTOM);
        let turned = format!("class=\"name\" text-anchor=\"middle\" transform=\"rotate(-90 18 {middle})\"");
        format!(
            "{ticks}<path class=\"axis\" d=\"M{LEFT} {BOTTOM}H{RIGHT}\"/>\n{}{}",
            label(18.0, middle, &turned, &self.y.label),
            label(
                f64::midpoint(LEFT, RIGHT),
                BOTTOM + 50.0,
                "class=\"name\" text-anchor=\"middle\"",
                &self.x.label
            )
        )
    }

    fn line(&self, series: &Series) -> String {
        let Look { colour, dash, width, .. } = series.look;
        let mut path = String::new();
        for (index, (x, y)) in series.points.iter().enumerate() {
            let (x, y) = (self.x(*x), self.y(*y));
            path += &match (index, series.steps) {
                (0, _) => format!("M{x:.1} {y:.1}"),
                (_, true) => format!("H{x:.1}V{y:.1}"),
                (_, false) => format!("L{x:.1} {y:.1}"),
            };
        }
        let marks: String =
            self.marked(series).map(|(x, y)| mark(series.look, self.x(x), self.y(y))).collect();
        format!(
            "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" \
             stroke-dasharray=\"{dash}\" stroke-linejoin=\"round\"/>\n{marks}"
        )
    }

    /// Points at the ticks, so that a line of many steps is not all markers.
    fn marked<'a>(&'a self, series: &'a Series) -> impl Iterator<Item = (f64, f64)> + 'a {
        let end = series.points.last().map_or(0.0, |(x, _)| *x);
        let ticks = self.x.ticks.iter().map(|(x, _)| *x).filter(move |x| *x <= end);
        ticks.filter_map(|x| at(series, x).map(|y| (x, y)))
    }

    fn band(&self, series: &Series) -> String {
        if series.band.is_empty() {
            return String::new();
        }
        let corner = |(x, y): (f64, f64)| format!("{:.1},{:.1} ", self.x(x), self.y(y));
        let steps = |edge: Vec<(f64, f64)>| -> Vec<(f64, f64)> {
            let next = edge.iter().skip(1).map(|(x, _)| *x).chain(edge.last().map(|(x, _)| *x));
            let held = edge.iter().zip(next).flat_map(|((x, y), next)| [(*x, *y), (next, *y)]);
            if series.steps { held.collect() } else { edge.clone() }
        };
        let low = steps(series.band.iter().map(|(x, low, _)| (*x, *low)).collect());
        let high = steps(series.band.iter().map(|(x, _, high)| (*x, *high)).collect());
        let outline: String = low.into_iter().chain(high.into_iter().rev()).map(corner).collect();
        format!("<polygon points=\"{outline}\" fill=\"{}\" fill-opacity=\"0.16\"/>\n", series.look.colour)
    }
}

/// The value of a series at x.
fn at(series: &Series, x: f64) -> Option<f64> {
    let held = series.points.iter().rfind(|(point, _)| *point <= x + 1e-9)?;
    (series.steps || (held.0 - x).abs() < 1e-9).then_some(held.1)
}

fn mark(look: Look, x: f64, y: f64) -> String {
    let shape = match look.marker {
        Marker::Circle => "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",
        Marker::Square => "m-4.5 -4.5h9v9h-9z",
        Marker::Triangle => "m0 -6l5.5 10h-11z",
        Marker::Diamond => "m0 -6.5l5.5 6.5l-5.5 6.5l-5.5 -6.5z",
        Marker::Cross => "m-4.5 -4.5l9 9m0 -9l-9 9",
    };
    let colour = look.colour;
    let fill = match look.marker {
        Marker::Cross => "none",
        Marker::Circle | Marker::Square | Marker::Triangle | Marker::Diamond => colour,
    };
    format!("<path d=\"M{x:.1} {y:.1}{shape}\" fill=\"{fill}\" stroke=\"{colour}\" stroke-width=\"1.5\"/>\n")
}
