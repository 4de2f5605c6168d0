//! Which photos are near-duplicates: by a perceptual hash, and by the network's vectors.
//!
//! The hash is a difference hash: 64 bits that mostly survive compression, scaling and slight cropping. But photos
//! taken by a camera that does not move have similar hashes even if they show quite different things. So the hash only
//! selects the photos worth comparing, and the network's vectors decide.

use std::collections::HashMap;

/// Most bits in which the hashes of copies differ. Copies are photos that were recompressed, scaled or slightly
/// cropped.
pub const COPY_BITS: u32 = 2;
/// Largest distance between the vectors of copies, which have norm 16. A copy also has at most `CROWD` other photos of
/// its class that are about as near, by the factor [`CROWD_RATIO`]: when the camera does not move, a photo has many.
const COPY_FAR: f32 = 6.0;
const CROWD: usize = 3;
const CROWD_RATIO: f32 = 0.7;
/// The same limits for frames of a burst, whose outlines move and whose pixels are as good.
const FRAME_BITS: u32 = 10;
const FRAME_FAR: f32 = 4.0;
/// Identical photos in different classes are reported as a mistake, so the limits are stricter: the largest distance
/// between their vectors, and the factor by which each is nearer to the other than to any photo of its own class.
const ACROSS_FAR: f32 = 5.0;
const ACROSS_RATIO: f32 = 0.6;

/// Most groups or photos compared with a photo for each part of its hash. The latest ones count: bursts arrive in
/// order.
const COMPARED: usize = 400;
/// Components of two vectors that are summed before checking whether the distance already exceeds the limit.
const CHUNK: usize = 64;

/// What a photo is compared by.
#[derive(Debug, Clone, Copy)]
pub struct Fingerprint<'a> {
    /// Its perceptual hash, `Traits::perceptual_hash` of `handlens_vision::photo`. 0 if the photo has too little
    /// structure for one; such a photo has no duplicates.
    pub hash: u64,
    /// The network's vector, of norm 16. `None` if it is not known; such a photo has no duplicates either.
    pub vector: Option<&'a [f32]>,
    /// Its class, under any numbering.
    pub class: u32,
}

/// Groups near-duplicates. Returns each photo's group number; groups are numbered by their first photo.
///
/// Within a class, every photo of a group is a near-duplicate of the group's first photo. Similarity does not chain:
/// otherwise a thing that moves little by little would put everything into one group. A photo that fits several groups
/// joins the nearest. Groups of different classes merge if a photo of one is a copy of a photo of the other.
pub fn groups(fingerprints: &[Fingerprint]) -> Vec<usize> {
    let mut numbers = within_classes(fingerprints);
    for (a, b) in pairs(fingerprints, COPY_BITS) {
        if numbers[a] != numbers[b] && is_copied_across(fingerprints, a, b) {
            let (from, to) = (numbers[a].max(numbers[b]), numbers[a].min(numbers[b]));
            numbers.iter_mut().filter(|number| **number == from).for_each(|number| *number = to);
        }
    }
    let mut order: HashMap<usize, usize> = HashMap::new();
    for number in &mut numbers {
        let next = order.len();
        *number = *order.entry(*number).or_insert(next);
    }
    numbers
}

/// Groups within each class.
fn within_classes(fingerprints: &[Fingerprint]) -> Vec<usize> {
    let bands = FRAME_BITS + 1;
    let mut first_of_group: Vec<usize> = Vec::new();
    let mut by_part: HashMap<(u32, u32, u64), Vec<usize>> = HashMap::new();
    // For each group, the photo it was last compared with.
    let mut compared: Vec<usize> = Vec::new();
    let mut numbers = Vec::with_capacity(fingerprints.len());
    for (place, fingerprint) in fingerprints.iter().enumerate() {
        let mut nearest: Option<(f32, usize)> = None;
        let keys = || {
            (0..bands)
                .filter(|_| fingerprint.hash != 0)
                .map(|band| (fingerprint.class, band, part(fingerprint.hash, band, bands)))
        };
        for groups in keys().filter_map(|key| by_part.get(&key)) {
            for group in groups.iter().rev().take(COMPARED) {
                if std::mem::replace(&mut compared[*group], place) == place {
                    continue;
                }
                let square = within_class(fingerprints, place, first_of_group[*group]);
                let is_nearer = |square: &f32| nearest.is_none_or(|(least, _)| *square < least);
                nearest = square.filter(is_nearer).map(|square| (square, *group)).or(nearest);
            }
        }
        numbers.push(nearest.map_or(first_of_group.len(), |(_, group)| group));
        if nearest.is_none() {
            for key in keys() {
                by_part.entry(key).or_default().push(first_of_group.len());
            }
            first_of_group.push(place);
            compared.push(place);
        }
    }
    numbers
}

/// The squared distance of two photos of a class if they are near-duplicates, otherwise `None`.
fn within_class(fingerprints: &[Fingerprint], a: usize, b: usize) -> Option<f32> {
    let bits = (fingerprints[a].hash ^ fingerprints[b].hash).count_ones();
    if bits > FRAME_BITS {
        return None;
    }
    let far = if bits <= COPY_BITS { COPY_FAR } else { FRAME_FAR };
    let square = squared_distance(&fingerprints[a], &fingerprints[b], far)?;
    let is_frame = square <= FRAME_FAR * FRAME_FAR;
    (is_frame || near(fingerprints, a, square.sqrt() / CROWD_RATIO).nth(CROWD + 1).is_none())
        .then_some(square)
}

/// The other photos of the same class within distance `far`.
fn near<'a>(fingerprints: &'a [Fingerprint], place: usize, far: f32) -> impl Iterator<Item = usize> + 'a {
    let is_near = move |other: &usize| {
        *other != place
            && fingerprints[*other].class == fingerprints[place].class
            && squared_distance(&fingerprints[place], &fingerprints[*other], far).is_some()
    };
    (0..fingerprints.len()).filter(is_near)
}

/// Whether two photos of different classes are copies of each other.
fn is_copied_across(fingerprints: &[Fingerprint], a: usize, b: usize) -> bool {
    if fingerprints[a].class == fingerprints[b].class {
        return false;
    }
    let Some(square) = squared_distance(&fingerprints[a], &fingerprints[b], ACROSS_FAR) else { return false };
    let far = square.sqrt() / ACROSS_RATIO;
    let stands_alone = |place: usize| near(fingerprints, place, far).next().is_none();
    stands_alone(a) && stands_alone(b)
}

/// The squared distance of two photos; `None` if a vector is not known or they are farther apart than `far`.
fn squared_distance(a: &Fingerprint, b: &Fingerprint, far: f32) -> Option<f32> {
    let (first, second) = a.vector.zip(b.vector)?;
    let mut sum = 0.0;
    // Most photos are far apart, which the first components of their vectors already show.
    for (first, second) in first.chunks(CHUNK).zip(second.chunks(CHUNK)) {
        sum += first.iter().zip(second).map(|(a, b)| (a - b) * (a - b)).sum::<f32>();
        if sum > far * far {
            return None;
        }
    }
    Some(sum)
}

/// Pairs of indices of photos whose hashes differ in at most `bits` bits. Where very many hashes share a part, each
/// photo is paired with only some of the others.
fn pairs(fingerprints: &[Fingerprint], bits: u32) -> Vec<(usize, usize)> {
    let bands = bits + 1;
    let mut places: Vec<usize> =
        (0..fingerprints.len()).filter(|place| fingerprints[*place].hash != 0).collect();
    let mut found = Vec::new();
    for band in 0..bands {
        let part = |place: usize| part(fingerprints[place].hash, band, bands);
        places.sort_by_key(|place| (part(*place), *place));
        for equal in places.chunk_by(|a, b| part(*a) == part(*b)) {
            for (index, first) in equal.iter().enumerate() {
                let others = equal[index + 1..].iter().take(COMPARED);
                let is_alike = |second: &&usize| {
                    (fingerprints[*first].hash ^ fingerprints[**second].hash).count_ones() <= bits
                };
                found.extend(others.filter(is_alike).map(|second| (*first, *second)));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Indices of the photos whose hash is so close to another one that they may be copies. Only their vectors can tell.
pub fn candidates(hashes: &[u64]) -> Vec<usize> {
    let fingerprints: Vec<Fingerprint> =
        hashes.iter().map(|hash| Fingerprint { hash: *hash, vector: None, class: 0 }).collect();
    let mut found: Vec<usize> =
        pairs(&fingerprints, COPY_BITS).into_iter().flat_map(|(first, second)| [first, second]).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Part `band` of a hash cut into `bands` parts. Two hashes that differ in fewer bits than there are parts agree in at
/// least one part.
fn part(hash: u64, band: u32, bands: u32) -> u64 {
    let (start, end) = (band * u64::BITS / bands, (band + 1) * u64::BITS / bands);
    hash >> start & ((1 << (end - start)) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIMENSIONS: usize = 256;
    /// A photo's hash, vector and class.
    type Photo = (u64, Vec<f32>, u32);

    fn fingerprints(photos: &[Photo]) -> Vec<Fingerprint<'_>> {
        photos
            .iter()
            .map(|(hash, vector, class)| Fingerprint { hash: *hash, vector: Some(vector), class: *class })
            .collect()
    }

    /// A vector at distance `far` from the zero vector.
    fn at(far: f32) -> Vec<f32> {
        vec![far / (DIMENSIONS as f32).sqrt(); DIMENSIONS]
    }

    #[test]
    fn a_thing_that_moves_little_by_little_makes_no_group_of_everything() {
        let photos: Vec<Photo> =
            (0..60_u8).map(|step| (5, at(0.3 * FRAME_FAR * f32::from(step)), 0)).collect();
        let groups = groups(&fingerprints(&photos));
        assert!(groups.iter().max() > Some(&5), "{groups:?}");
        for group in 0..=59 {
            let members: Vec<usize> = (0..60).filter(|photo| groups[*photo] == group).collect();
            let far = members.last().zip(members.first()).map_or(0, |(last, first)| last - first);
            assert!(far as f32 * 0.3 * FRAME_FAR <= 2.0 * COPY_FAR, "{members:?} of {groups:?}");
        }
        assert_eq!(groups[..2], [0, 0], "neighbours are nearly the same");
    }

    #[test]
    fn photos_that_look_alike_from_afar_are_the_same_only_if_their_vectors_are_near() {
        let groups_of = |bits: u32, far: f32| {
            groups(&fingerprints(&[(5, at(0.0), 0), (5 ^ ((1 << bits) - 1), at(far), 0)]))
        };
        assert_eq!(groups_of(COPY_BITS, 0.9 * COPY_FAR), [0, 0]);
        assert_eq!(groups_of(COPY_BITS, 1.1 * COPY_FAR), [0, 1]);
        assert_eq!(groups_of(FRAME_BITS, 0.9 * FRAME_FAR), [0, 0]);
        assert_eq!(groups_of(COPY_BITS + 1, 1.1 * FRAME_FAR), [0, 1]);
        assert_eq!(groups_of(FRAME_BITS + 1, 0.0), [0, 1]);
    }

    #[test]
    fn among_many_photos_that_are_as_near_one_is_no_copy() {
        let in_crowd = |others: usize, share: f32| {
            let mut photos: Vec<Photo> = vec![(5, at(0.0), 0), (5, at(share * COPY_FAR), 0)];
            // With another hash, and so close together that each hides among the others.
            photos.extend((0..others).map(|_| (!5, at(2.0 * share * COPY_FAR), 0)));
            groups(&fingerprints(&photos))[1]
        };
        assert_eq!((in_crowd(0, 0.9), in_crowd(CROWD, 0.9), in_crowd(CROWD + 1, 0.9)), (0, 0, 1));
        assert_eq!(in_crowd(CROWD + 1, 0.9 * FRAME_FAR / COPY_FAR), 0, "frames of a long burst are");
    }

    #[test]
    fn photos_of_different_classes_must_be_more_alike_than_those_of_a_class() {
        let across = |bits: u32, far: f32| {
            groups(&fingerprints(&[(5, at(0.0), 0), (5 ^ ((1 << bits) - 1), at(far), 1)]))
        };
        assert_eq!(across(0, 0.9 * ACROSS_FAR), [0, 0]);
        assert_eq!(across(0, 1.1 * ACROSS_FAR), [0, 1]);
        assert_eq!(across(COPY_BITS + 1, 0.0), [0, 1]);
        // When the camera does not move, photos of one class are as near to each other.
        let with_another = |far: f32| {
            groups(&fingerprints(&[(5, at(0.0), 0), (!5, at(-far), 0), (5, at(0.5 * ACROSS_FAR), 1)]))
        };
        assert_eq!(with_another(ACROSS_FAR), [0, 1, 0]);
        assert_eq!(with_another(0.7 * ACROSS_FAR), [0, 1, 2]);
    }

    #[test]
    fn a_photo_goes_to_the_nearest_group() {
        let far = [0.0, 1.5, 0.9, 0.6].map(|share| (5, at(share * COPY_FAR), 0));
        assert_eq!(groups(&fingerprints(&far)), [0, 1, 1, 0]);
    }

    #[test]
    fn photos_without_a_look_or_a_vector_are_like_none() {
        let vector = at(1.0);
        let fingerprint =
            |hash, known: bool| Fingerprint { hash, vector: known.then_some(&vector), class: 0 };
        let fingerprints = [
            fingerprint(0, true),
            fingerprint(5, true),
            fingerprint(0, true),
            fingerprint(5, true),
            fingerprint(5, false),
        ];
        assert_eq!(groups(&fingerprints), [0, 1, 2, 1, 3]);
        assert_eq!(groups(&[]), Vec::<usize>::new());
    }

    #[test]
    fn each_copy_among_ten_thousand_photos_is_found() {
        let mut random = fastrand::Rng::with_seed(4);
        let mut photos: Vec<Photo> = (0..9_000)
            .map(|_| (random.u64(1..), (0..8).map(|_| 9.0 * random.f32()).collect(), random.u32(..5)))
            .collect();
        photos.extend_from_within(..1_000);
        for (hash, vector, _) in &mut photos[9_000..] {
            *hash ^= 1 << random.u32(..64);
            vector[0] += 0.1;
        }
        let found = groups(&fingerprints(&photos));
        let copied = (0..1_000).filter(|photo| found[9_000 + photo] == found[*photo]).count();
        assert_eq!(copied, 1_000);
    }

    #[test]
    fn photos_worth_comparing_are_those_that_comparing_everything_finds() {
        let mut random = fastrand::Rng::with_seed(3);
        for _ in 0..20 {
            let mut hashes: Vec<u64> = (0..30).map(|_| random.u64(..)).collect();
            for _ in 0..20 {
                let flips = random.u32(0..6);
                let hash = hashes[random.usize(..hashes.len())];
                hashes.push((0..flips).fold(hash, |hash, _| hash ^ 1 << random.u32(..64)));
            }
            hashes.extend([0, 0]);
            random.shuffle(&mut hashes);
            let is_alike = |a: usize, b: usize| {
                a != b
                    && hashes[a] != 0
                    && hashes[b] != 0
                    && (hashes[a] ^ hashes[b]).count_ones() <= COPY_BITS
            };
            let all = 0..hashes.len();
            let expected: Vec<usize> = all.clone().filter(|a| all.clone().any(|b| is_alike(*a, b))).collect();
            assert_eq!(candidates(&hashes), expected);
        }
    }
}
