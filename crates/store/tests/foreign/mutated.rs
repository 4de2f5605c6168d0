//! A valid file with random changes is either refused, or the imported project is intact.
use handlens_i18n::Localise;
use proptest::prelude::*;

use crate::valid::{assert_sound, exported, file_of, import, import_bytes};

const PAGE: usize = 4096;

/// A mutation of a file. Offsets are taken modulo its length.
#[derive(Debug, Clone)]
enum Mutation {
    /// Flips a bit.
    Flip(usize, u8),
    /// Overwrites bytes.
    Overwrite(usize, Vec<u8>),
    /// Overwrites a 4-byte number, such as a page number or a length.
    Number(usize, u32),
    /// Copies a whole page over another one, so that pages lead in circles.
    Page(usize, usize),
    /// Copies a few bytes to another place.
    Splice(usize, usize, usize),
    /// Truncates the file.
    Truncate(usize),
}

/// An offset. Half of them are in a page's header or the file's header.
fn place() -> impl Strategy<Value = usize> {
    prop_oneof![
        any::<usize>(),
        (any::<usize>(), 0..120_usize).prop_map(|(page, at)| (page % 10_000) * PAGE + at),
        16..100_usize,
    ]
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let number = prop_oneof![any::<u32>(), 0..40_u32, Just(u32::MAX), Just(i32::MAX as u32)];
    prop_oneof![
        4 => (place(), 0_u8..8).prop_map(|(place, bit)| Mutation::Flip(place, bit)),
        4 => (place(), prop::collection::vec(any::<u8>(), 1..16))
            .prop_map(|(place, bytes)| Mutation::Overwrite(place, bytes)),
        4 => (place(), number).prop_map(|(place, number)| Mutation::Number(place, number)),
        2 => (any::<usize>(), any::<usize>()).prop_map(|(from, to)| Mutation::Page(from, to)),
        2 => (place(), place(), 1..200_usize).prop_map(|(from, to, length)| Mutation::Splice(from, to, length)),
        1 => any::<usize>().prop_map(Mutation::Truncate),
    ]
}

fn mutate(bytes: &mut Vec<u8>, mutation: &Mutation) {
    let length = bytes.len();
    if length < 2 * PAGE {
        return;
    }
    let mut write = |place: usize, data: &[u8]| {
        for (offset, byte) in data.iter().enumerate() {
            bytes[(place % length + offset) % length] = *byte;
        }
    };
    match mutation {
        Mutation::Flip(place, bit) => bytes[place % length] ^= 1 << bit,
        Mutation::Overwrite(place, data) => write(*place, data),
        Mutation::Number(place, number) => write(*place, &number.to_be_bytes()),
        Mutation::Page(from, to) => {
            let (from, to) = (from % (length / PAGE) * PAGE, to % (length / PAGE) * PAGE);
            bytes.copy_within(from..from + PAGE, to);
        }
        Mutation::Splice(from, to, count) => {
            let from = from % (length - count);
            let to = to % (length - count);
            bytes.copy_within(from..from + count, to);
        }
        Mutation::Truncate(place) => bytes.truncate(place % length),
    }
}

/// Imports a file; true if it is refused.
fn is_refused(bytes: &[u8], through_file: bool) -> bool {
    let answer = if through_file { import(file_of(bytes).path()) } else { import_bytes(bytes) };
    match answer {
        Ok(project) => {
            assert_sound(project, "a changed file");
            false
        }
        Err(error) => {
            let sentence = error.text();
            assert!(sentence.ends_with('.') && sentence.len() < 400, "{sentence}");
            true
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_file_is_refused_or_its_import_is_sound(
        mutations in prop::collection::vec(mutation(), 1..30),
        count in 1..30_usize,
        through_file in prop::bool::weighted(0.1),
    ) {
        let mut bytes = exported();
        for mutation in mutations.iter().take(count) {
            mutate(&mut bytes, mutation);
        }
        is_refused(&bytes, through_file);
    }
}

#[test]
fn a_file_whose_pages_stand_for_each_other_is_refused_or_its_import_is_sound() {
    let whole = exported();
    let pages = whole.len() / PAGE;
    let mut refused = 0;
    for from in (0..pages).step_by(3) {
        for to in 1..pages {
            let mut bytes = whole.clone();
            bytes.copy_within(from * PAGE..(from + 1) * PAGE, to * PAGE);
            refused += usize::from(is_refused(&bytes, false));
        }
    }
    assert!(refused > pages, "{refused} of {pages} × {pages} refused");
}

/// Runs for a chosen time:
/// `HANDLENS_FUZZ_SECONDS=600 cargo test --release --test foreign fuzz -- --ignored --nocapture`.
#[test]
#[ignore = "runs for as long as is wished"]
fn fuzz() {
    use proptest::strategy::ValueTree;
    let seconds =
        std::env::var("HANDLENS_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(60);
    let start = std::time::Instant::now();
    let mut runner = proptest::test_runner::TestRunner::default();
    let (whole, strategy) = (exported(), prop::collection::vec(mutation(), 1..30));
    let mut random = fastrand::Rng::new();
    let (mut cases, mut refused, mut longest) = (0_u64, 0_u64, std::time::Duration::ZERO);
    while start.elapsed().as_secs() < seconds {
        let tree = strategy.new_tree(&mut runner).expect("a case");
        let mut bytes = whole.clone();
        // Usually only a few changes: a file with many changes is refused early.
        let count = if random.bool() { random.usize(1..4) } else { random.usize(1..30) };
        for mutation in tree.current().iter().take(count) {
            mutate(&mut bytes, mutation);
        }
        let begin = std::time::Instant::now();
        let answer = std::panic::catch_unwind(|| is_refused(&bytes, cases % 50 == 0));
        longest = longest.max(begin.elapsed());
        cases += 1;
        let Ok(answer) = answer else {
            panic!("case {cases}: {:?}", tree.current().iter().take(count).collect::<Vec<_>>());
        };
        refused += u64::from(answer);
    }
    println!("{cases} cases, {refused} refused, the longest took {longest:?}");
}
