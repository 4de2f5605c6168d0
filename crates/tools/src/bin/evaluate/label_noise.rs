//! How many wrong labels are found.

use handlens_backbone::Backbone;
use serde_json::json;

use super::arguments::Arguments;
use super::data_set::Embedded;
use super::training::fit;

/// Draws K photos per class, gives a share of them wrong labels, and measures how many of those are found.
pub(super) fn flipped(
    backbone: &Backbone,
    pool: &[Embedded],
    classes: usize,
    share: f64,
    arguments: &Arguments,
) -> Result<String, String> {
    let mut draws = Vec::new();
    for draw in 0..arguments.draws {
        let mut random = fastrand::Rng::with_seed(arguments.seed.wrapping_mul(1_000_003).wrapping_add(draw));
        let mut photos: Vec<(&Embedded, usize)> = Vec::new();
        for class in 0..classes {
            let mut members: Vec<&Embedded> = pool.iter().filter(|photo| photo.class == class).collect();
            random.shuffle(&mut members);
            photos.extend(members.into_iter().take(arguments.per_class).map(|photo| (photo, class)));
        }
        let mut places: Vec<usize> = (0..photos.len()).collect();
        random.shuffle(&mut places);
        places.truncate((share * photos.len() as f64).round() as usize);
        for place in places {
            photos[place].1 = (photos[place].1 + random.usize(1..classes)) % classes;
        }
        let trained = fit(backbone, &photos, classes, arguments.balance)?;
        let judged: Vec<(&Embedded, usize)> =
            trained.evaluation.photos.iter().map(|photo| photos[*photo]).collect();
        let wrong = |(photo, label): &(&Embedded, usize)| photo.class != *label;
        let all = judged.iter().filter(|photo| wrong(photo)).count();
        let found: Vec<bool> =
            trained.evaluation.label_issues().iter().map(|suspect| wrong(&judged[suspect.photo])).collect();
        draws.push(Flipped::of(&found, all));
    }
    let mean = |value: fn(&Flipped) -> f64| draws.iter().map(value).sum::<f64>() / draws.len() as f64;
    let report = json!({
        "draws": draws.len(),
        "flipped_share": share,
        "photos": classes * arguments.per_class,
        "precision_mean": mean(|draw| draw.precision),
        "recall_mean": mean(|draw| draw.recall),
        "listed_mean": mean(|draw| draw.listed),
        "precision_at_recall_60_mean": mean(|draw| draw.at_recall),
    });
    Ok(format!("{report:#}"))
}

/// How well the list of label issues matches the wrong labels.
pub(super) struct Flipped {
    pub(super) precision: f64,
    pub(super) recall: f64,
    pub(super) listed: f64,
    /// Precision of the shortest start of the list that contains 60 % of the wrong labels; 0 if even the whole
    /// list does not.
    pub(super) at_recall: f64,
}

impl Flipped {
    /// From whether each listed photo has a wrong label, most certain first, and the total number of wrong
    /// labels.
    pub(super) fn of(found: &[bool], all: usize) -> Self {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        let count = |found: &[bool]| found.iter().filter(|found| **found).count();
        let enough = (1..=found.len()).find(|end| share(count(&found[..*end]), all) >= 0.6);
        Self {
            precision: share(count(found), found.len()),
            recall: share(count(found), all),
            listed: found.len() as f64,
            at_recall: enough.map_or(0.0, |end| share(count(&found[..end]), end)),
        }
    }
}
