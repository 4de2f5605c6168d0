//! From the network's features to the vector that the head sees.

/// Norm of the vector that the head sees. With it, the default weight decay means the same for every photo.
pub(super) const NORM: f32 = 16.0;

/// Views of one photo, each `[1280]` with values ≥ 0 → one vector `[1280]` of norm 16.
///
/// Per view: square root, then length 1; the views are added, and the sum brought to norm 16. The square root is worth
/// about one point of accuracy (it is Hellinger's distance between histograms), two views up to 18 where what matters
/// lies near the frame.
pub fn combine(views: &[&[f32]]) -> Vec<f32> {
    let length = views.first().map_or(0, |view| view.len());
    let mut sum = vec![0.0; length];
    for view in views {
        let roots: Vec<f32> = view.iter().map(|value| value.max(0.0).sqrt()).collect();
        let scale = 1.0 / norm(&roots);
        for (total, root) in sum.iter_mut().zip(&roots) {
            *total += root * scale;
        }
    }
    let scale = NORM / norm(&sum);
    for value in &mut sum {
        *value *= scale;
    }
    sum
}

/// Euclidean length; never zero, so that an all-black photo cannot divide by it.
pub(super) fn norm(values: &[f32]) -> f32 {
    values.iter().map(|value| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vector_has_norm_sixteen_and_ignores_the_views_brightness() {
        let (dim, bright) = (vec![0.5, 0.0, 2.0], vec![1.0, 0.0, 4.0]);
        let vector = combine(&[&dim, &[1.0, 1.0, 0.0]]);
        assert!((norm(&vector) - NORM).abs() < 1e-4);
        let other = combine(&[&bright, &[3.0, 3.0, 0.0]]);
        assert!(vector.iter().zip(&other).all(|(a, b)| (a - b).abs() < 1e-5));
    }

    #[test]
    fn a_feature_of_zeros_gives_numbers() {
        assert!(combine(&[&[0.0; 4], &[0.0; 4]]).iter().all(|value| value.is_finite()));
    }
}
