//! Pixels, and what somebody sees in them from afar: blue, red or neither.

use std::fmt;

use anyhow::{Context, Result, ensure};

/// A picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green, blue and opacity, row by row.
    pixels: Vec<[u8; 4]>,
}

/// The colour that strikes the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colour {
    /// All is well.
    Blue,
    /// Something wants attention.
    Red,
    /// Neither: grey, or nothing at all.
    Grey,
}

/// A part of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its left edge.
    pub left: u32,
    /// Its upper edge.
    pub top: u32,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

impl Area {
    /// The point to click at.
    pub fn middle(&self) -> (u32, u32) {
        (self.left + self.width / 2, self.top + self.height / 2)
    }
}

impl Picture {
    /// Reads a PNG.
    pub fn from_png(file: &[u8]) -> Result<Self> {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
        decoder
            .set_transformations(png::Transformations::normalize_to_color8() | png::Transformations::ALPHA);
        let mut reader = decoder.read_info().context("read a PNG")?;
        let mut bytes = vec![0; reader.output_buffer_size().context("hold a PNG")?];
        let frame = reader.next_frame(&mut bytes).context("read a PNG")?;
        let pixels = match frame.color_type {
            png::ColorType::GrayscaleAlpha => {
                pairs(&bytes).map(|[grey, alpha]| [grey, grey, grey, alpha]).collect()
            }
            png::ColorType::Rgba => fours(&bytes).collect(),
            other @ (png::ColorType::Grayscale | png::ColorType::Rgb | png::ColorType::Indexed) => {
                anyhow::bail!("read a PNG of {other:?}")
            }
        };
        Ok(Self { width: frame.width, height: frame.height, pixels })
    }

    /// Takes what a tray icon has on the bus: opacity, red, green, blue.
    pub fn from_argb(width: i32, height: i32, bytes: &[u8]) -> Result<Self> {
        let (width, height) = (u32::try_from(width)?, u32::try_from(height)?);
        let pixels: Vec<_> =
            fours(bytes).map(|[alpha, red, green, blue]| [red, green, blue, alpha]).collect();
        ensure!(
            pixels.len() == (width * height) as usize,
            "see {width}×{height} pixels in {} bytes",
            bytes.len()
        );
        Ok(Self { width, height, pixels })
    }

    /// A part of it.
    #[must_use]
    pub fn part(&self, area: Area) -> Self {
        let row = |y: u32| {
            let start = (y * self.width + area.left) as usize;
            self.pixels[start..start + area.width as usize].iter().copied()
        };
        let pixels = (area.top..area.top + area.height).flat_map(row).collect();
        Self { width: area.width, height: area.height, pixels }
    }

    /// What strikes the eye: red or blue, whichever has more of the pixels, if it is a twentieth of them at least.
    pub fn colour(&self) -> Colour {
        let count = |colour| self.pixels.iter().filter(|pixel| colour_of(**pixel) == colour).count();
        let (blue, red) = (count(Colour::Blue), count(Colour::Red));
        match (blue.max(red) * 20 >= self.pixels.len(), red > blue) {
            (false, _) => Colour::Grey,
            (true, true) => Colour::Red,
            (true, false) => Colour::Blue,
        }
    }

    /// The mean red, green and blue of what can be seen.
    pub fn average(&self) -> [u8; 3] {
        let seen: Vec<_> = self.pixels.iter().filter(|pixel| pixel[3] > 127).collect();
        let mean = |part: usize| {
            let sum: usize = seen.iter().map(|pixel| usize::from(pixel[part])).sum();
            u8::try_from(sum / seen.len().max(1)).unwrap_or(u8::MAX)
        };
        [mean(0), mean(1), mean(2)]
    }

    /// Whether there is but one colour.
    pub fn is_blank(&self) -> bool {
        self.pixels.windows(2).all(|pair| pair[0] == pair[1])
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}×{} pixels, mostly {:?}", self.width, self.height, self.colour())
    }
}

/// What one pixel is, by its hue; pale, dark and transparent ones are neither.
fn colour_of([red, green, blue, alpha]: [u8; 4]) -> Colour {
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    if alpha < 128 || u16::from(most - least) * 5 < u16::from(most) * 2 || most < 64 {
        Colour::Grey
    } else if most == red && green.abs_diff(blue) < (most - least) / 2 {
        Colour::Red
    } else if most == blue && red <= green {
        Colour::Blue
    } else {
        Colour::Grey
    }
}

fn pairs(bytes: &[u8]) -> impl Iterator<Item = [u8; 2]> {
    bytes.as_chunks().0.iter().copied()
}

fn fours(bytes: &[u8]) -> impl Iterator<Item = [u8; 4]> {
    bytes.as_chunks().0.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_told_apart_by_hue() {
        let table = [
            ([29, 111, 224, 255], Colour::Blue),
            ([224, 32, 32, 255], Colour::Red),
            ([200, 70, 40, 255], Colour::Red),
            ([128, 128, 128, 255], Colour::Grey),
            ([224, 32, 32, 20], Colour::Grey),
            ([10, 10, 30, 255], Colour::Grey),
            ([250, 200, 40, 255], Colour::Grey),
        ];
        for (pixel, colour) in table {
            assert_eq!(colour_of(pixel), colour, "{pixel:?}");
        }
    }

    #[test]
    fn a_mark_in_white_does_not_hide_the_red_around_it() {
        let mut bytes = [[255, 224, 32, 32]; 3].concat();
        bytes.extend([255, 255, 255, 255]);
        let picture = Picture::from_argb(2, 2, &bytes).unwrap();
        assert_eq!((picture.colour(), picture.is_blank()), (Colour::Red, false));
        assert!(picture.part(Area { left: 0, top: 0, width: 2, height: 1 }).is_blank());
        assert!(Picture::from_argb(3, 3, &bytes).is_err());
    }
}
