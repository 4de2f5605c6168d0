//! How good a classifier is, from held-out answers on the host.
//!
//! | module | what it says |
//! |---|---|
//! | [`interval`] | how sure a share can be, from so many photos |
//! | [`confusion`] | which class is taken for which: accuracy, precision, recall, F1 |
//! | [`agreement`] | whether two answers are the same |
//! | [`calibration`] | whether probabilities mean what they say, and the temperature that makes them |
//! | [`unknown`] | whether a photo is of none of the classes |
//! | [`duplicates`] | which photos are nearly the same |
//! | [`mislabelled`] | which photos probably have a wrong label |
//! | [`outliers`] | which of many values stand out |
//! | [`learning`] | what more photos would bring |
//! | [`occasions`] | which photos were taken on the same occasion |
//! | [`ranking`] | how well a score tells two kinds apart |
//! | [`regions`] | where on a photo the scores of its views lie |
//!
//! Plain numbers in, plain numbers out: nothing here knows photos, Burn or the page.

pub mod agreement;
pub mod calibration;
pub mod confusion;
pub mod duplicates;
pub mod interval;
pub mod learning;
pub mod mislabelled;
pub mod occasions;
pub mod outliers;
pub mod ranking;
pub mod regions;
pub mod unknown;

pub use calibration::{log_loss, softmax};
pub use confusion::Confusion;
pub use interval::{independent, wilson, wilson_of_groups};

/// The index of the largest value, the first of equals; none when there are no values.
pub fn argmax(values: &[f32]) -> Option<usize> {
    values
        .iter()
        .enumerate()
        .fold(None, |best: Option<(usize, f32)>, (index, value)| match best {
            Some((_, largest)) if largest >= *value => best,
            _ => Some((index, *value)),
        })
        .map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_equal_values_wins() {
        assert_eq!(argmax(&[0.1, 0.7, 0.7]), Some(1));
        assert_eq!(argmax(&[]), None);
    }

    #[test]
    fn probabilities_sum_to_one_even_for_huge_logits() {
        let probabilities = softmax(&[1000.0, 999.0, -1000.0]);
        assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((probabilities[0] / probabilities[1] - std::f32::consts::E).abs() < 1e-4);
    }
}
