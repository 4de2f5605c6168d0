//! Which photos are nearly the same: by how they look from afar, and by what the network sees in them.
//!
//! How a photo looks from afar are 64 bits that mostly stay when it is compressed, made smaller or a little cropped (a
//! difference hash). Before a camera that stands still, though, photos of quite different things look alike from afar. So
//! those bits only say which photos are worth comparing, and the network's vectors decide.

use std::collections::HashMap;

/// Bits in which copies differ at most: photos that were compressed anew, made smaller or cropped by a hair.
pub const COPY_BITS: u32 = 2;
/// How far the vectors of copies lie apart at most, in vectors of norm 16; and how many other photos of its class a copy has
/// at most that are about as near, by the factor [`CROWD_RATIO`]: before a camera that stands still, a photo has many.
const COPY_FAR: f32 = 6.0;
const CROWD: usize = 3;
const CROWD_RATIO: f32 = 0.7;
/// The same for frames of a burst, whose outlines move but whose pixels are as good.
const FRAME_BITS: u32 = 10;
const FRAME_FAR: f32 = 4.0;
/// Photos of different classes that are the same are told to be a mistake, so it takes more: their vectors lie this near at
/// most, and each is nearer to the other than to any photo of its own class, by this factor.
const ACROSS_FAR: f32 = 5.0;
const ACROSS_RATIO: f32 = 0.6;

/// Groups or photos that a photo is compared with for each part of its hash, the latest: bursts come in one after the other.
const COMPARED: usize = 400;
/// Numbers of two vectors that are compared before it is asked whether that is enough.
const CHUNK: usize = 64;

/// What photos are compared by.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// How it looks from afar, see [`Traits::look`](handlens_vision::photo::Traits::look); 0 for a photo that cannot be told by it, which is
    /// like none.
    pub hash: u64,
    /// What the network sees in it, of norm 16; none where that is not known, and the photo is like none, too.
    pub vector: Option<&'a [f32]>,
    /// Its class, in any numbering.
    pub class: u32,
}

/// Puts photos that are nearly the same together: a group's number for each photo, counted in the order in which groups
/// begin.
///
/// Each group of a class is of photos that are nearly the same as its first one: chains do not count, or a thing that moves
/// little by little would make one group of everything. A photo that is like several groups goes to the nearest. Groups of
/// different classes are one where a photo of the one is a copy of a photo of the other.
pub fn groups(looks: &[Look]) -> Vec<usize> {
    let mut numbers = within_classes(looks);
    for (a, b) in pairs(looks, COPY_BITS) {
        if numbers[a] != numbers[b] && is_copied_across(looks, a, b) {
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

/// The groups of each class.
fn within_classes(looks: &[Look]) -> Vec<usize> {
    let bands = FRAME_BITS + 1;
    let mut first_of_group: Vec<usize> = Vec::new();
    let mut by_part: HashMap<(u32, u32, u64), Vec<usize>> = HashMap::new();
    // Which photo a group was last compared with.
    let mut compared: Vec<usize> = Vec::new();
    let mut numbers = Vec::with_capacity(looks.len());
    for (place, look) in looks.iter().enumerate() {
        let mut nearest: Option<(f32, usize)> = None;
        let keys = || {
            (0..bands).filter(|_| look.hash != 0).map(|band| (look.class, band, part(look.hash, band, bands)))
        };
        for groups in keys().filter_map(|key| by_part.get(&key)) {
            for group in groups.iter().rev().take(COMPARED) {
                if std::mem::replace(&mut compared[*group], place) == place {
                    continue;
                }
                let square = within_class(looks, place, first_of_group[*group]);
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

/// The squared distance of two photos of a class that are nearly the same; none of photos that are not.
fn within_class(looks: &[Look], a: usize, b: usize) -> Option<f32> {
    let bits = (looks[a].hash ^ looks[b].hash).count_ones();
    if bits > FRAME_BITS {
        return None;
    }
    let far = if bits <= COPY_BITS { COPY_FAR } else { FRAME_FAR };
    let square = squared_distance(&looks[a], &looks[b], far)?;
    let is_frame = square <= FRAME_FAR * FRAME_FAR;
    (is_frame || near(looks, a, square.sqrt() / CROWD_RATIO).nth(CROWD + 1).is_none()).then_some(square)
}

/// The other photos of a photo's class that lie at most so far from it.
fn near<'a>(looks: &'a [Look], place: usize, far: f32) -> impl Iterator<Item = usize> + 'a {
    let is_near = move |other: &usize| {
        *other != place
            && looks[*other].class == looks[place].class
            && squared_distance(&looks[place], &looks[*other], far).is_some()
    };
    (0..looks.len()).filter(is_near)
}

/// Whether two photos of different classes are the same.
fn is_copied_across(looks: &[Look], a: usize, b: usize) -> bool {
    if looks[a].class == looks[b].class {
        return false;
    }
    let Some(square) = squared_distance(&looks[a], &looks[b], ACROSS_FAR) else { return false };
    let far = square.sqrt() / ACROSS_RATIO;
    let stands_alone = |place: usize| near(looks, place, far).next().is_none();
    stands_alone(a) && stands_alone(b)
}

/// The squared distance of two photos whose vectors are known and lie at most so far apart.
fn squared_distance(a: &Look, b: &Look, far: f32) -> Option<f32> {
    let (first, second) = a.vector.zip(b.vector)?;
    let mut sum = 0.0;
    // Most photos are far apart, which a part of their vectors shows.
    for (first, second) in first.chunks(CHUNK).zip(second.chunks(CHUNK)) {
        sum += first.iter().zip(second).map(|(a, b)| (a - b) * (a - b)).sum::<f32>();
        if sum > far * far {
            return None;
        }
    }
    Some(sum)
}

/// Pairs of places of photos that have a look and differ in so many bits at most. Where very many look the same, each is paired
/// with some of the others only.
fn pairs(looks: &[Look], bits: u32) -> Vec<(usize, usize)> {
    let bands = bits + 1;
    let mut places: Vec<usize> = (0..looks.len()).filter(|place| looks[*place].hash != 0).collect();
    let mut found = Vec::new();
    for band in 0..bands {
        let part = |place: usize| part(looks[place].hash, band, bands);
        places.sort_by_key(|place| (part(*place), *place));
        for equal in places.chunk_by(|a, b| part(*a) == part(*b)) {
            for (index, first) in equal.iter().enumerate() {
                let others = equal[index + 1..].iter().take(COMPARED);
                let is_alike =
                    |second: &&usize| (looks[*first].hash ^ looks[**second].hash).count_ones() <= bits;
                found.extend(others.filter(is_alike).map(|second| (*first, *second)));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The photos that look so much like another one from afar that they may be copies, which their vectors can tell: their places,
/// from the hash of each.
pub fn candidates(hashes: &[u64]) -> Vec<usize> {
    let looks: Vec<Look> = hashes.iter().map(|hash| Look { hash: *hash, vector: None, class: 0 }).collect();
    let mut found: Vec<usize> =
        pairs(&looks, COPY_BITS).into_iter().flat_map(|(first, second)| [first, second]).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The bits of a hash that belong to one of so many parts: of more parts than there are bits apart, one at least is equal.
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

    fn looks(photos: &[Photo]) -> Vec<Look<'_>> {
        photos
            .iter()
            .map(|(hash, vector, class)| Look { hash: *hash, vector: Some(vector), class: *class })
            .collect()
    }

    /// A vector that lies so far from the one of nought.
    fn at(far: f32) -> Vec<f32> {
        vec![far / (DIMENSIONS as f32).sqrt(); DIMENSIONS]
    }

    #[test]
    fn a_thing_that_moves_little_by_little_makes_no_group_of_everything() {
        let photos: Vec<Photo> =
            (0..60_u8).map(|step| (5, at(0.3 * FRAME_FAR * f32::from(step)), 0)).collect();
        let groups = groups(&looks(&photos));
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
        let groups_of =
            |bits: u32, far: f32| groups(&looks(&[(5, at(0.0), 0), (5 ^ ((1 << bits) - 1), at(far), 0)]));
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
            // Of another look, and hidden behind one another.
            photos.extend((0..others).map(|_| (!5, at(2.0 * share * COPY_FAR), 0)));
            groups(&looks(&photos))[1]
        };
        assert_eq!((in_crowd(0, 0.9), in_crowd(CROWD, 0.9), in_crowd(CROWD + 1, 0.9)), (0, 0, 1));
        assert_eq!(in_crowd(CROWD + 1, 0.9 * FRAME_FAR / COPY_FAR), 0, "frames of a long burst are");
    }

    #[test]
    fn photos_of_different_classes_must_be_more_alike_than_those_of_a_class() {
        let across =
            |bits: u32, far: f32| groups(&looks(&[(5, at(0.0), 0), (5 ^ ((1 << bits) - 1), at(far), 1)]));
        assert_eq!(across(0, 0.9 * ACROSS_FAR), [0, 0]);
        assert_eq!(across(0, 1.1 * ACROSS_FAR), [0, 1]);
        assert_eq!(across(COPY_BITS + 1, 0.0), [0, 1]);
        // Before a camera that stands still, photos of a class lie as near.
        let with_another =
            |far: f32| groups(&looks(&[(5, at(0.0), 0), (!5, at(-far), 0), (5, at(0.5 * ACROSS_FAR), 1)]));
        assert_eq!(with_another(ACROSS_FAR), [0, 1, 0]);
        assert_eq!(with_another(0.7 * ACROSS_FAR), [0, 1, 2]);
    }

    #[test]
    fn a_photo_goes_to_the_nearest_group() {
        let far = [0.0, 1.5, 0.9, 0.6].map(|share| (5, at(share * COPY_FAR), 0));
        assert_eq!(groups(&looks(&far)), [0, 1, 1, 0]);
    }

    #[test]
    fn photos_without_a_look_or_a_vector_are_like_none() {
        let vector = at(1.0);
        let look = |hash, known: bool| Look { hash, vector: known.then_some(&vector), class: 0 };
        let looks = [look(0, true), look(5, true), look(0, true), look(5, true), look(5, false)];
        assert_eq!(groups(&looks), [0, 1, 2, 1, 3]);
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
        let found = groups(&looks(&photos));
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
