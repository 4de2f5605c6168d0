//! Which fold holds which photo out.

/// Assigns each photo to one of `folds` folds, so that every class is spread over them as evenly as can be.
///
/// `labels` is the class of each photo, in any numbering. A class with a single photo is never held out (`None`):
/// no twin could know it. Fewer folds are used where no class has that many photos. The same seed gives the same folds.
///
/// Returns the fold of each photo, and the number of folds used (0 where nothing can be held out).
pub fn stratified(labels: &[usize], folds: usize, seed: u64) -> (Vec<Option<usize>>, usize) {
    let classes = labels.iter().max().map_or(0, |label| label + 1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); classes];
    for (photo, label) in labels.iter().enumerate() {
        members[*label].push(photo);
    }
    let largest = members.iter().map(Vec::len).max().unwrap_or(0);
    let folds = folds.min(largest);
    let mut assigned = vec![None; labels.len()];
    if folds < 2 {
        return (assigned, 0);
    }
    let mut random = fastrand::Rng::with_seed(seed);
    // Each class goes on where the one before it stopped, so that small classes do not all fill the first folds.
    let mut next = 0;
    for class in &mut members {
        if class.len() < 2 {
            continue;
        }
        random.shuffle(class);
        for photo in class {
            assigned[*photo] = Some(next % folds);
            next += 1;
        }
    }
    (assigned, folds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_is_spread_evenly_and_single_photos_are_never_held_out() {
        let labels: Vec<usize> = (0..43).map(|photo| if photo == 42 { 2 } else { photo % 2 }).collect();
        let (assigned, folds) = stratified(&labels, 5, 7);
        assert_eq!(folds, 5);
        assert_eq!(assigned[42], None);
        for class in 0..2 {
            let counts: Vec<usize> = (0..folds)
                .map(|fold| (0..42).filter(|p| labels[*p] == class && assigned[*p] == Some(fold)).count())
                .collect();
            assert!(counts.iter().all(|count| (4..=5).contains(count)), "{counts:?}");
        }
        assert_eq!(stratified(&labels, 5, 7).0, assigned);
        assert_ne!(stratified(&labels, 5, 8).0, assigned);
    }

    #[test]
    fn two_photos_a_class_make_two_folds_and_one_makes_none() {
        assert_eq!(stratified(&[0, 0, 1, 1], 5, 0).1, 2);
        assert_eq!(stratified(&[0, 1], 5, 0), (vec![None, None], 0));
        assert_eq!(stratified(&[], 5, 0), (vec![], 0));
    }
}
