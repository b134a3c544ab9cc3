//! Horizontal bars of one or several parts, each with its number.

use super::markup::{drawing, label};

const WIDTH: f64 = 960.0;
const LEFT: f64 = 250.0;
const RIGHT: f64 = 880.0;
const ROW: f64 = 46.0;
const BAR: f64 = 28.0;

/// Bars beneath each other.
pub(super) struct Bars {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) description: String,
    /// What the length means.
    pub(super) axis: String,
    /// The parts that bars are made of, in order; a legend names them if there are several.
    pub(super) parts: Vec<Part>,
    /// The name of each bar, and its numbers, one for each part.
    pub(super) rows: Vec<(String, Vec<usize>)>,
}

/// What a part of a bar looks like.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) colour: &'static str,
    /// The colour of a number on it.
    pub(super) ink: &'static str,
    /// Whether it is hatched, so that colour is not the only difference.
    pub(super) hatched: bool,
}

impl Bars {
    pub(super) fn draw(&self) -> String {
        let has_legend = self.parts.len() > 1;
        let top = if has_legend { 44.0 } else { 8.0 };
        let longest =
            self.rows.iter().map(|(_, numbers)| numbers.iter().sum::<usize>()).max().unwrap_or(0).max(1);
        let scale = (RIGHT - LEFT) / longest as f64;
        let bars: String = (0..)
            .zip(&self.rows)
            .map(|(index, row)| self.bar(top + ROW * f64::from(index), row, scale))
            .collect();
        let legend = if has_legend { self.legend() } else { String::new() };
        let height = top + ROW * self.rows.len() as f64 + 30.0;
        let axis = label(LEFT, height - 8.0, "class=\"name\"", &self.axis);
        let inner = format!("{}{legend}{bars}{axis}", self.hatches());
        drawing(self.id, (WIDTH, height), (&self.title, &self.description), &inner)
    }

    fn bar(&self, top: f64, (name, numbers): &(String, Vec<usize>), scale: f64) -> String {
        let middle = top + BAR / 2.0 + 5.0;
        let mut x = LEFT;
        let mut drawn = label(LEFT - 14.0, middle, "class=\"end\" text-anchor=\"end\"", name);
        for (index, (part, number)) in self.parts.iter().zip(numbers).enumerate() {
            let width = *number as f64 * scale;
            let fill = self.fill(index, part);
            drawn += &format!(
                "<rect x=\"{x:.1}\" y=\"{top}\" width=\"{width:.1}\" height=\"{BAR}\" fill=\"{fill}\" \
                 stroke=\"#2c2720\" stroke-width=\"0.75\"/>\n"
            );
            let text = number.to_string();
            if self.parts.len() == 1 {
                drawn += &label(x + width + 8.0, middle, "class=\"end\"", &text);
            } else if width > 10.0 * text.len() as f64 + 6.0 {
                let place = format!("class=\"end\" text-anchor=\"middle\" fill=\"{}\"", part.ink);
                drawn += &label(x + width / 2.0, middle, &place, &text);
            }
            x += width;
        }
        drawn
    }

    fn fill(&self, index: usize, part: &Part) -> String {
        if part.hatched { format!("url(#{}-{index})", self.id) } else { part.colour.to_owned() }
    }

    fn hatches(&self) -> String {
        let hatch = |(index, part): (usize, &Part)| {
            format!(
                "<pattern id=\"{}-{index}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" \
                 patternTransform=\"rotate(45)\"><rect width=\"8\" height=\"8\" fill=\"{}\"/>\
                 <rect width=\"2\" height=\"8\" fill=\"#2c2720\" fill-opacity=\"0.35\"/></pattern>",
                self.id, part.colour
            )
        };
        let hatched = self.parts.iter().enumerate().filter(|(_, part)| part.hatched);
        format!("<defs>{}</defs>\n", hatched.map(hatch).collect::<String>())
    }

    fn legend(&self) -> String {
        let step = (RIGHT - LEFT) / self.parts.len() as f64;
        let entry = |(index, part): (usize, &Part)| {
            let x = LEFT + step * index as f64;
            format!(
                "<rect x=\"{x:.1}\" y=\"8\" width=\"18\" height=\"18\" fill=\"{}\" stroke=\"#2c2720\" \
                 stroke-width=\"0.75\"/>\n{}",
                self.fill(index, part),
                label(x + 26.0, 22.0, "class=\"end\"", &part.name)
            )
        };
        self.parts.iter().enumerate().map(entry).collect()
    }
}
