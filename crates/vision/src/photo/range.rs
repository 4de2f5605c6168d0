//! Converts values of more than 8 bits to the 8 bits that the model sees.
//!
//! A 12-bit camera writes its values into 16 bits, a thermal camera writes hundredths of a kelvin, and a program
//! writes floating-point values from 0 to 4095. Taken as they are, all of these would be black. So the range that the
//! values use is measured, and stretched if it is only a small part of the type's range.

use handlens_core::message::{Message, Value};
use handlens_core::msg;

/// Share of the values at each end that may lie outside the range: hot and dead pixels.
const OUTSIDE: f64 = 0.001;

/// Values are stretched if they reach no more than this share of the type's range, such as 14 bits in 16.
const LITTLE: f64 = 0.25;

/// A range narrower than this share of the type's range is stretched, wherever it lies.
const NARROW: f64 = 1.0 / 16.0;

/// Resolution with which a range is measured.
const STEPS: usize = 65_536;

/// A numeric type of pixel values.
pub(super) trait Sample: Copy {
    /// The value of white, if the values use the type's whole range.
    const WHITE: f64;
    /// Whether negative values are expected.
    const SIGNED: bool;
    fn number(self) -> f64;
}

macro_rules! samples {
    ($($kind:ty, $white:expr, $signed:expr;)*) => {
        $(impl Sample for $kind {
            const WHITE: f64 = $white;
            const SIGNED: bool = $signed;
            fn number(self) -> f64 {
                #[allow(clippy::cast_lossless)]
                { self as f64 }
            }
        })*
    };
}

samples! {
    u8, 255.0, false;
    u16, 65_535.0, false;
    u32, 4_294_967_295.0, false;
    u64, 18_446_744_073_709_551_615.0, false;
    i8, 127.0, true;
    i16, 32_767.0, true;
    i32, 2_147_483_647.0, true;
    i64, 9_223_372_036_854_775_807.0, true;
    f32, 1.0, false;
    f64, 1.0, false;
}

/// The range of values that is mapped to black through white.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    from: f64,
    to: f64,
    /// Whether it differs from the type's whole range.
    pub(super) is_stretched: bool,
    has_decimals: bool,
}

impl Range {
    /// The whole range of a type.
    pub(super) fn whole<S: Sample>() -> Self {
        Self { from: 0.0, to: S::WHITE, is_stretched: false, has_decimals: S::WHITE <= 1.0 }
    }

    /// The range of the first `used` of every `channels` values, ignoring those that are not finite.
    pub(super) fn of<S: Sample>(values: &[S], channels: usize, used: usize) -> Self {
        let numbers = || {
            let pixels = values.chunks_exact(channels.max(1));
            pixels
                .flat_map(move |pixel| pixel.iter().take(used))
                .map(|value| value.number())
                .filter(|number| number.is_finite())
        };
        let own = Self::whole::<S>();
        let least = numbers().fold(f64::INFINITY, f64::min);
        let most = numbers().fold(f64::NEG_INFINITY, f64::max);
        if least >= most {
            return own;
        }
        let (from, to) = inner(numbers(), least, most);
        let fits = !S::SIGNED && from >= 0.0 && to <= S::WHITE;
        if fits && to > LITTLE * S::WHITE && to - from > NARROW * S::WHITE {
            return own;
        }
        Self { from, to, is_stretched: true, ..own }
    }

    /// The level of a value, 0 to 255.
    pub(super) fn level<S: Sample>(&self, value: S) -> u8 {
        let share = (value.number() - self.from) / (self.to - self.from);
        // NaN becomes black.
        (share * 255.0).round().clamp(0.0, 255.0) as u8
    }

    /// The note for the person, if the values are stretched.
    pub(super) fn note(&self) -> Option<Message> {
        let number = |value: f64| {
            let decimals = if self.has_decimals { decimals(self.to - self.from) } else { 0 };
            Value::decimal(value, decimals)
        };
        self.is_stretched.then(|| msg!("image-stretched", from = number(self.from), to = number(self.to)))
    }
}

/// Enough decimals to resolve a hundredth of the range's width.
fn decimals(width: f64) -> usize {
    (2.0 - width.log10().floor()).clamp(0.0, 9.0) as usize
}

/// The range without the outermost values.
fn inner(numbers: impl Iterator<Item = f64>, least: f64, most: f64) -> (f64, f64) {
    let step = (most - least) / (STEPS - 1) as f64;
    if !step.is_normal() {
        return (least, most);
    }
    let mut counts = vec![0_u64; STEPS];
    for number in numbers {
        counts[(((number - least) / step).round() as usize).min(STEPS - 1)] += 1;
    }
    let outside = (counts.iter().sum::<u64>() as f64 * OUTSIDE) as u64;
    let beyond = |sum: &mut u64, count: u64| {
        *sum += count;
        *sum > outside
    };
    let (mut below, mut above) = (0, 0);
    let from = counts.iter().position(|count| beyond(&mut below, *count)).unwrap_or(0);
    let to = counts.iter().rposition(|count| beyond(&mut above, *count)).unwrap_or(0);
    if from >= to {
        return (least, most);
    }
    (least + from as f64 * step, least + to as f64 * step)
}

/// Converts 16 bits to 8, rounded.
pub(super) fn high_byte(value: u16) -> u8 {
    ((u32::from(value) + 128) / 257) as u8
}
