//! Assigns photos to folds.

use std::collections::BTreeMap;

/// Photos that always go to the same fold.
struct Group {
    photos: Vec<usize>,
    /// Class and number of its photos in the group, in order of class.
    counts: Vec<(usize, usize)>,
}

/// Assigns each photo to one of `folds` folds, so that groups stay whole and every class is spread as evenly as
/// possible.
///
/// `labels` is the class and `groups` the group of each photo, both under any numbering. The photos of a group (a
/// burst, copies) are so similar that a fold head that saw one would recognise the others. A group that is all there is
/// of a class is never held out (`None`), because no fold head could know that class; this includes classes with a
/// single photo. If no class has that many groups, fewer folds are used. The same seed gives the same folds.
///
/// Returns the fold of each photo and the number of folds used (0 if nothing can be held out).
pub fn stratified(
    labels: &[usize],
    groups: &[usize],
    folds: usize,
    seed: u64,
) -> (Vec<Option<usize>>, usize) {
    let mut assigned = vec![None; labels.len()];
    let classes = labels.iter().max().map_or(0, |label| label + 1);
    let mut groups = gathered(labels, groups);
    let mut photos_of = vec![0_usize; classes];
    let mut groups_of = vec![0_usize; classes];
    for (class, photos) in groups.iter().flat_map(|group| &group.counts) {
        photos_of[*class] += photos;
        groups_of[*class] += 1;
    }
    groups.retain(|group| group.counts.iter().all(|(class, _)| groups_of[*class] > 1));
    let folds = folds.min(groups_of.iter().copied().max().unwrap_or(0));
    if folds < 2 || groups.is_empty() {
        return (assigned, 0);
    }
    let mut random = fastrand::Rng::with_seed(seed);
    random.shuffle(&mut groups);
    // Large groups are hard to place, so they go first, and single photos even things out. Going class by class, each
    // class continues where the one before it stopped, so that small classes do not all fill the first folds.
    groups.sort_by_key(|group| (std::cmp::Reverse(group.photos.len()), group.counts[0].0));
    let mut spread = vec![vec![0_usize; classes]; folds];
    let mut sizes = vec![0_usize; folds];
    let mut places = vec![0; groups.len()];
    for (group, place) in groups.iter().zip(&mut places) {
        // How uneven the group's classes become, as shares of each class.
        let unevenness = |fold: usize| {
            let of_class = |(class, photos): &(usize, usize)| {
                (photos * spread[fold][*class]) as f64 / photos_of[*class] as f64
            };
            group.counts.iter().map(of_class).sum::<f64>()
        };
        let best = (0..folds).min_by(|a, b| {
            unevenness(*a).total_cmp(&unevenness(*b)).then(sizes[*a].cmp(&sizes[*b])).then(a.cmp(b))
        });
        *place = best.unwrap_or(0);
        sizes[*place] += group.photos.len();
        for (class, photos) in &group.counts {
            spread[*place][*class] += photos;
        }
    }
    for (group, place) in groups.iter().zip(&places) {
        group.photos.iter().for_each(|photo| assigned[*photo] = Some(*place));
    }
    keep_classes_known(labels, &groups, &mut assigned);
    (assigned, folds)
}

/// The groups, in order of their number.
fn gathered(labels: &[usize], groups: &[usize]) -> Vec<Group> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (photo, group) in groups.iter().enumerate().take(labels.len()) {
        members.entry(*group).or_default().push(photo);
    }
    let group = |photos: Vec<usize>| {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for photo in &photos {
            *counts.entry(labels[*photo]).or_default() += 1;
        }
        Group { photos, counts: counts.into_iter().collect() }
    };
    members.into_values().map(group).collect()
}

/// Groups that span classes can put all photos of a class into one fold; that fold's head would have to judge a class
/// it does not know. In that case, shows one group of the class to all fold heads.
fn keep_classes_known(labels: &[usize], groups: &[Group], assigned: &mut [Option<usize>]) {
    let classes = labels.iter().max().map_or(0, |label| label + 1);
    for class in 0..classes {
        let mut folds =
            labels.iter().zip(&*assigned).filter(|(label, _)| **label == class).map(|(_, fold)| *fold);
        let first = folds.next().flatten();
        if first.is_none() || folds.any(|fold| fold != first) {
            continue;
        }
        let own = groups.iter().filter(|group| group.counts.iter().any(|(of, _)| *of == class));
        if let Some(smallest) = own.min_by_key(|group| group.photos.len()) {
            smallest.photos.iter().for_each(|photo| assigned[*photo] = None);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// Makes every photo a group of its own.
    fn alone(labels: &[usize]) -> Vec<usize> {
        (0..labels.len()).collect()
    }

    #[test]
    fn every_class_is_spread_evenly_and_single_photos_are_never_held_out() {
        let labels: Vec<usize> = (0..43).map(|photo| if photo == 42 { 2 } else { photo % 2 }).collect();
        let (assigned, folds) = stratified(&labels, &alone(&labels), 5, 7);
        assert_eq!(folds, 5);
        assert_eq!(assigned[42], None);
        for class in 0..2 {
            let counts: Vec<usize> = (0..folds)
                .map(|fold| (0..42).filter(|p| labels[*p] == class && assigned[*p] == Some(fold)).count())
                .collect();
            assert!(counts.iter().all(|count| (4..=5).contains(count)), "{counts:?}");
        }
        assert_eq!(stratified(&labels, &alone(&labels), 5, 7).0, assigned);
        assert_ne!(stratified(&labels, &alone(&labels), 5, 8).0, assigned);
    }

    #[test]
    fn two_photos_a_class_make_two_folds_and_one_makes_none() {
        assert_eq!(stratified(&[0, 0, 1, 1], &[0, 1, 2, 3], 5, 0).1, 2);
        assert_eq!(stratified(&[0, 1], &[0, 1], 5, 0), (vec![None, None], 0));
        assert_eq!(stratified(&[], &[], 5, 0), (vec![], 0));
    }

    #[test]
    fn small_classes_do_not_all_fill_the_first_folds() {
        let labels: Vec<usize> = (0..20).map(|photo| photo / 2).chain([10; 10]).collect();
        let (assigned, folds) = stratified(&labels, &alone(&labels), 10, 3);
        let held = |fold: usize| assigned.iter().filter(|of| **of == Some(fold)).count();
        assert!((0..folds).all(|fold| held(fold) == 3), "{assigned:?}");
    }

    #[test]
    fn a_class_of_one_burst_is_never_held_out() {
        let labels = [0, 0, 0, 1, 1, 1, 1];
        let (assigned, folds) = stratified(&labels, &[9, 9, 9, 1, 2, 3, 3], 5, 0);
        assert_eq!((folds, &assigned[..3]), (3, &[None; 3][..]));
        assert!(assigned[3..].iter().all(Option::is_some));
        assert_eq!(assigned[5], assigned[6]);
    }

    /// Classes of photos, and groups that may span classes.
    fn library() -> impl Strategy<Value = (Vec<usize>, Vec<usize>)> {
        (1_usize..6, 1_usize..60, 1_usize..60).prop_flat_map(|(classes, groups, photos)| {
            (prop::collection::vec(0..classes, photos), prop::collection::vec(0..groups, photos))
        })
    }

    proptest! {
        #[test]
        fn groups_stay_whole_and_every_twin_knows_the_classes_that_it_judges(
            (labels, groups) in library(), folds in 0_usize..12, seed in 0_u64..9,
        ) {
            let (assigned, used) = stratified(&labels, &groups, folds, seed);
            prop_assert!(used <= folds && used != 1);
            prop_assert_eq!(&stratified(&labels, &groups, folds, seed).0, &assigned);
            for (photo, fold) in assigned.iter().enumerate() {
                prop_assert!(fold.is_none_or(|fold| fold < used));
                let of_group = (0..labels.len()).filter(|other| groups[*other] == groups[photo]);
                prop_assert!(of_group.into_iter().all(|other| assigned[other] == *fold));
                if fold.is_some() {
                    let known = (0..labels.len()).any(|o| labels[o] == labels[photo] && assigned[o] != *fold);
                    prop_assert!(known, "the twin of fold {fold:?} does not know class {}", labels[photo]);
                }
            }
        }

        #[test]
        fn a_class_is_as_even_as_its_largest_group_allows(
            sizes in prop::collection::vec(prop::collection::vec(1_usize..6, 2..20), 1..5),
            folds in 2_usize..8, seed in 0_u64..9,
        ) {
            let (mut labels, mut groups) = (Vec::new(), Vec::new());
            for (class, of_class) in sizes.iter().enumerate() {
                for (group, size) in of_class.iter().enumerate() {
                    labels.extend(std::iter::repeat_n(class, *size));
                    groups.extend(std::iter::repeat_n(class * 100 + group, *size));
                }
            }
            let (assigned, used) = stratified(&labels, &groups, folds, seed);
            prop_assert!(assigned.iter().all(Option::is_some));
            prop_assert_eq!(assigned.iter().flatten().collect::<BTreeSet<_>>().len(), used);
            for (class, of_class) in sizes.iter().enumerate() {
                let held = |fold| (0..labels.len()).filter(|p| labels[*p] == class && assigned[*p] == Some(fold)).count();
                let counts: Vec<usize> = (0..used).map(held).collect();
                let apart = counts.iter().max().unwrap_or(&0) - counts.iter().min().unwrap_or(&0);
                prop_assert!(apart <= *of_class.iter().max().unwrap_or(&0), "{counts:?} of {of_class:?}");
            }
        }
    }
}
