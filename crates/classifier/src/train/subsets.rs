//! Nested subsets of the photos, to train a learning curve on.

use std::collections::BTreeMap;

/// Shares of the photos to train on, besides all of them.
pub const SHARES: [f64; 3] = [0.125, 0.25, 0.5];

/// The photos that a fold head trains on when it gets only a share of them: that share of each class, at least one
/// photo, among those that the fold does not hold out.
///
/// `labels` is the class of each photo, `groups` its group as in [`stratified`](super::folds::stratified), and `folds`
/// the fold that holds it out. Groups stay whole: if a person adds photos, they are of new occasions, not copies of
/// one. With the same fold and seed, a smaller share is a subset of a larger one. Folds draw independently, so that
/// differences between them show chance.
pub fn nested(
    labels: &[usize],
    groups: &[usize],
    folds: &[Option<usize>],
    (fold, share): (usize, f64),
    seed: u64,
) -> Vec<usize> {
    let mut random = fastrand::Rng::with_seed(seed ^ (fold as u64 + 1).rotate_left(32));
    let mut classes: BTreeMap<usize, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for (photo, ((label, group), held_out)) in labels.iter().zip(groups).zip(folds).enumerate() {
        if *held_out != Some(fold) {
            classes.entry(*label).or_default().entry(*group).or_default().push(photo);
        }
    }
    let mut chosen = Vec::new();
    for groups in classes.into_values() {
        let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
        let photos: usize = groups.iter().map(Vec::len).sum();
        let wanted = ((photos as f64 * share).round() as usize).max(1);
        random.shuffle(&mut groups);
        let mut count = 0;
        for group in groups {
            if count < wanted {
                count += group.len();
                chosen.extend(group);
            }
        }
    }
    chosen.sort_unstable();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_lies_within_the_larger_ones_and_holds_every_class_but_no_held_out_photo() {
        let labels: Vec<usize> = (0..60).map(|photo| if photo < 50 { photo % 2 } else { 2 }).collect();
        let groups: Vec<usize> = (0..60).map(|photo| photo / 2).collect();
        let folds: Vec<Option<usize>> = (0..60).map(|photo| Some(photo / 2 % 5)).collect();
        let part = |fold, share| nested(&labels, &groups, &folds, (fold, share), 7);
        for fold in 0..5 {
            let mut inside: Vec<usize> = Vec::new();
            for share in SHARES.into_iter().chain([1.0]) {
                let larger = part(fold, share);
                assert!(inside.iter().all(|photo| larger.contains(photo)), "{inside:?} {larger:?}");
                assert!(larger.iter().all(|photo| folds[*photo] != Some(fold)));
                assert!((0..3).all(|class| larger.iter().any(|photo| labels[*photo] == class)));
                inside = larger;
            }
            assert_eq!(inside.len(), 48);
        }
        assert_ne!(part(0, 0.5), part(1, 0.5));
        assert_eq!(part(3, 0.25), part(3, 0.25));
        assert!((8..=16).contains(&part(0, 0.25).len()), "{:?}", part(0, 0.25));
    }

    #[test]
    fn a_burst_comes_whole() {
        let part = nested(&[0, 0, 0, 0, 1], &[5, 5, 5, 5, 6], &[None; 5], (0, 0.125), 0);
        assert_eq!(part, [0, 1, 2, 3, 4]);
    }
}
