//! How well a score separates two groups.

/// Area under the receiver operating characteristic curve: the probability that a positive example scores higher than a
/// negative one, with ties counting half (Hanley & McNeil 1982). 0 to 1; `None` if either group is empty.
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
    // Sum of the ranks of the positive examples. Equal scores share their mean rank.
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
