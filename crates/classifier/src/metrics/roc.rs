//! How well a score tells two kinds apart.

/// The area under the receiver operating characteristic: the chance that a photo of the one kind scores higher than one
/// of the other, ties counting half (Hanley & McNeil 1982). Between 0 and 1; none where a kind has no photos.
pub fn auroc(positive: &[f32], negative: &[f32]) -> Option<f64> {
    if positive.is_empty() || negative.is_empty() {
        return None;
    }
    let mut scores: Vec<(f32, bool)> = positive
        .iter()
        .map(|score| (*score, true))
        .chain(negative.iter().map(|score| (*score, false)))
        .collect();
    scores.sort_by(|a, b| a.0.total_cmp(&b.0));
    // The sum of the positive ones' ranks, equal scores sharing their mean rank.
    let mut ranks = 0.0;
    let mut below = 0;
    for equal in scores.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let positives = equal.iter().filter(|(_, is_positive)| *is_positive).count();
        ranks += positives as f64 * (below as f64 + f64::midpoint(equal.len() as f64, 1.0));
        below += equal.len();
    }
    let (p, n) = (positive.len() as f64, negative.len() as f64);
    Some((ranks - p * (p + 1.0) / 2.0) / (p * n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_share_of_pairs_in_the_right_order() {
        assert_eq!(auroc(&[2.0, 3.0], &[0.0, 1.0]), Some(1.0));
        assert_eq!(auroc(&[0.0], &[1.0]), Some(0.0));
        assert_eq!(auroc(&[1.0, 0.0], &[1.0, 0.0]), Some(0.5));
        assert_eq!(auroc(&[1.0, 3.0], &[2.0, 0.0]), Some(0.75));
        assert_eq!(auroc(&[], &[1.0]), None);
    }
}
