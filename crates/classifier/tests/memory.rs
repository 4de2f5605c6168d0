//! How much memory a training uses, measured by a counting allocator.
#![cfg(not(target_arch = "wasm32"))]
#![allow(unsafe_code, reason = "an allocator is made of unsafe functions")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use burn::tensor::Device;
use handlens_classifier::matrix::Matrix;
use handlens_classifier::train::fit::Schedule;
use handlens_classifier::train::{Fit, Samples};

/// The system allocator, counting bytes.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes straight to the system allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        MOST.fetch_max(held, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Peak bytes held during a training of `epochs` epochs, including its samples.
fn most_held(photos: usize, dimensions: usize, classes: usize, fold_count: usize, epochs: u32) -> usize {
    let before = HELD.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    let mut random = fastrand::Rng::with_seed(1);
    let samples = Samples {
        vectors: Matrix::of(
            (0..photos * dimensions).map(|_| random.f32() / (dimensions as f32).sqrt()).collect(),
            dimensions,
        ),
        labels: (0..photos).map(|photo| photo % classes).collect(),
        classes,
        folds: (0..photos).map(|photo| Some(photo / classes % fold_count)).collect(),
        fold_count,
    };
    let schedule = Schedule { learning_rate: 1.0, weight_decay: 0.01, epochs, balanced: true };
    let mut fit = Fit::new(&samples, schedule, &Device::flex()).expect("the samples are fine");
    let stage = loop {
        let stage = pollster::block_on(fit.advance()).expect("the CPU answers");
        if stage.converged || fit.exhausted() {
            break stage;
        }
    };
    let fitted = pollster::block_on(fit.finish(stage)).expect("a head");
    assert_eq!(fitted.stage.objectives.len(), 1 + fold_count);
    MOST.load(Ordering::Relaxed) - before
}

/// 10,000 photos in 200 classes with 10 folds: the heads' outputs for all photos are 88 MB, needed about twelve times
/// over. Vectors are shorter than real features to save time; the missing bytes are added, three times over.
#[test]
fn many_photos_in_many_classes_with_many_folds_are_learned_within_500_megabytes() {
    let (photos, dimensions) = (10_000, 64);
    let most = most_held(photos, dimensions, 200, 10, 3);
    let features = 3 * photos * (1280 - dimensions) * size_of::<f32>();
    println!("{} MB, {} MB with vectors of 1280", most / 1_000_000, (most + features) / 1_000_000);
    assert!(most + features < 450_000_000, "{most} bytes and {features}");
}

/// The same with full-length features, trained to convergence: takes minutes.
#[test]
#[ignore = "takes minutes"]
fn the_same_holds_for_whole_features() {
    let most = most_held(10_000, 1280, 200, 10, 500);
    println!("{} MB", most / 1_000_000);
    assert!(most < 450_000_000, "{most} bytes");
}
