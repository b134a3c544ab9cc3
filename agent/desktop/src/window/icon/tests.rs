//! The pictures are told apart without their colour, on light and on dark panels.

use super::*;

const ICONS: [Icon; 6] =
    [Icon::Ok, Icon::Notice(1), Icon::Notice(12), Icon::Snoozed, Icon::Offline, Icon::Paused];

/// How bright each pixel is on a panel of this brightness, from 0 to 255.
fn grey(icon: Icon, panel: f64) -> Vec<f64> {
    let picture = picture(icon);
    let (pixels, _) = picture.rgba().as_chunks::<4>();
    let brightness = |[red, green, blue, alpha]: &[u8; 4]| {
        let own = 0.2126 * f64::from(*red) + 0.7152 * f64::from(*green) + 0.0722 * f64::from(*blue);
        let share = f64::from(*alpha) / 255.0;
        own * share + panel * (1.0 - share)
    };
    pixels.iter().map(brightness).collect()
}

/// The share of pixels that clearly differ.
fn difference(left: &[f64], right: &[f64]) -> f64 {
    let differ = left.iter().zip(right).filter(|(left, right)| (*left - *right).abs() > 48.0).count();
    differ as f64 / left.len() as f64
}

#[test]
fn in_greyscale_no_two_icons_look_alike() {
    for panel in [24.0, 240.0] {
        for (position, left) in ICONS.into_iter().enumerate() {
            for right in &ICONS[position + 1..] {
                let difference = difference(&grey(left, panel), &grey(*right, panel));
                assert!(difference > 0.04, "{left:?} and {right:?} differ by {difference:.3} on {panel}");
            }
        }
    }
}

#[test]
fn every_icon_stands_out_from_light_and_dark_panels() {
    for icon in ICONS {
        for panel in [24.0, 240.0] {
            let empty = vec![panel; grey(icon, panel).len()];
            let difference = difference(&grey(icon, panel), &empty);
            assert!(difference > 0.10, "{icon:?} differs by {difference:.3} from a panel of {panel}");
        }
    }
}

#[test]
fn a_notice_is_red_and_well_is_blue() {
    let sum = |icon, channel: usize| -> u64 {
        let picture = picture(icon);
        let (pixels, _) = picture.rgba().as_chunks::<4>();
        pixels.iter().filter(|pixel| pixel[3] > 200).map(|pixel| u64::from(pixel[channel])).sum()
    };
    assert!(sum(Icon::Notice(1), 0) > sum(Icon::Notice(1), 2) * 3 / 2);
    assert!(sum(Icon::Ok, 2) > sum(Icon::Ok, 0) * 3 / 2);
}

#[test]
fn every_number_has_a_picture_of_its_own() {
    for number in 1..=9 {
        assert_ne!(picture(Icon::Notice(number)).rgba(), picture(Icon::Notice(number + 1)).rgba());
    }
    assert_eq!(picture(Icon::Notice(10)).rgba(), picture(Icon::Notice(200)).rgba());
}
