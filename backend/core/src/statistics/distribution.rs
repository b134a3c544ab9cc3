//! Tails of the normal and the χ² distribution, and what they need.

use std::f64::consts::PI;

/// The chance that a χ² of `degrees` of freedom, at least 1, is at least `value`, 0 or more.
pub fn chi_square_tail(value: f64, degrees: u32) -> f64 {
    upper_gamma(f64::from(degrees) / 2.0, value / 2.0)
}

/// The chance that a standard normal is at least as far from 0 as `z`: a two-sided p.
pub fn normal_two_sided(z: f64) -> f64 {
    chi_square_tail(z * z, 1)
}

/// The point below which a standard normal lies with this chance, which is above 0 and below 1.
pub fn normal_quantile(chance: f64) -> f64 {
    if chance < 0.5 {
        return -normal_quantile(1.0 - chance);
    }
    let tail = |z: f64| normal_two_sided(z) / 2.0;
    let (mut low, mut high) = (0.0, 40.0);
    // Halving an interval of 40 sixty times leaves less than the last digit.
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if tail(middle) > 1.0 - chance { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The logarithm of n!.
pub fn ln_factorial(n: usize) -> f64 {
    if n < 64 { (2..=n).map(|k| (k as f64).ln()).sum() } else { ln_gamma(n as f64 + 1.0) }
}

/// The logarithm of Γ at `x` above 0 (Lanczos, g = 7, nine terms).
pub(crate) fn ln_gamma(x: f64) -> f64 {
    const G: f64 = 7.0;
    const FIRST: f64 = 0.999_999_999_999_809_9;
    const TERMS: [f64; 8] = [
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    if x < 0.5 {
        return (PI / (PI * x).sin()).ln() - ln_gamma(1.0 - x);
    }
    let x = x - 1.0;
    let terms = TERMS.iter().zip(1..).map(|(term, k)| term / (x + f64::from(k)));
    let sum = FIRST + terms.sum::<f64>();
    let t = x + G + 0.5;
    0.5 * (2.0 * PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}

/// The upper regularised incomplete gamma function Q(a, x).
fn upper_gamma(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let front = (a * x.ln() - x - ln_gamma(a)).exp();
    if x < a + 1.0 { 1.0 - front * series(a, x) } else { front * fraction(a, x) }
}

/// The series of the lower function, without its factor.
fn series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut k) = (1.0 / a, 1.0 / a, a);
    while term > sum * 1e-17 {
        k += 1.0;
        term *= x / k;
        sum += term;
    }
    sum
}

/// The continued fraction of the upper function, without its factor (Lentz).
fn fraction(a: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let mut b = x + 1.0 - a;
    let (mut c, mut d) = (1.0 / TINY, 1.0 / b);
    let mut value = d;
    for k in 1..1000_u32 {
        let k = f64::from(k);
        let step = -k * (k - a);
        b += 2.0;
        d = 1.0 / (step * d + b);
        c = b + step / c;
        value *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}
