//! An explanation as it is drawn and described: one subject compared with the runner-up.

use handlens_core::metrics::saliency::{Place, mostly, on_photo, rather};
use handlens_core::protocol::{Explained, Explanation, Subject};

/// Grid points along the longer side of a photo. Cells of the explanation's views span at most an eighth of that side.
const POINTS: f32 = 56.0;

/// Densities below this share of the largest are neither drawn nor described.
pub const FAINT: f32 = 0.12;

/// What is marked on a photo.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    /// Grid points horizontally.
    pub columns: usize,
    /// Grid points vertically.
    pub rows: usize,
    /// How much each point supports the subject (positive) or counts against it (negative), row by row.
    pub densities: Vec<f32>,
    /// The largest absolute density; positive.
    pub largest: f32,
    /// The subject that it is compared with.
    pub rival: Subject,
    /// Where most of the support lies.
    pub speaks_for: Option<Place>,
    /// Where most of what counts against the subject lies.
    pub speaks_against: Option<Place>,
}

/// The subjects of the same kind as this one, including itself.
fn of_kind<'a>(explanation: &'a Explanation, subject: &Subject) -> impl Iterator<Item = &'a Explained> {
    let kind = std::mem::discriminant(subject);
    explanation.subjects.iter().filter(move |other| std::mem::discriminant(&other.subject) == kind)
}

/// What supports a subject over the most probable other subject of its kind; none if there is no other.
pub fn marked(explanation: &Explanation, subject: &Subject) -> Option<Marked> {
    let chosen = of_kind(explanation, subject).find(|explained| explained.subject == *subject)?;
    let rival = of_kind(explanation, subject).find(|explained| explained.subject != *subject)?;
    let aspect = explanation.aspect.clamp(1.0 / POINTS, POINTS);
    let (columns, rows) = if aspect > 1.0 { (POINTS, POINTS / aspect) } else { (POINTS * aspect, POINTS) };
    let (columns, rows) = (columns.round().max(1.0) as usize, rows.round().max(1.0) as usize);
    let densities = on_photo(&rather(&chosen.views, &rival.views), columns, rows);
    let largest = densities.iter().fold(f32::MIN_POSITIVE, |most, density| most.max(density.abs()));
    let place = |sign: f32| {
        let seen = |density: &f32| if sign * density > FAINT * largest { sign * density } else { 0.0 };
        mostly(&densities.iter().map(seen).collect::<Vec<_>>(), columns, rows)
    };
    let (speaks_for, speaks_against) = (place(1.0), place(-1.0));
    Some(Marked {
        columns,
        rows,
        largest,
        rival: rival.subject.clone(),
        speaks_for,
        speaks_against,
        densities,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use handlens_core::metrics::saliency::Map;
    use handlens_core::protocol::ClassId;

    fn explained(subject: Subject, hot: usize) -> Explained {
        let mut scores = vec![0.0; 49];
        scores[hot] = 1.0;
        Explained { subject, views: vec![Map { shown: [0.0, 0.0, 1.0, 1.0], scores }] }
    }

    #[test]
    fn a_class_is_compared_with_the_most_probable_other_class_and_never_with_what_the_pretrained_model_sees()
    {
        let classes = [Subject::Class(ClassId(3)), Subject::Class(ClassId(1))];
        let seen = Subject::Pretrained("tabby".to_owned());
        let subjects = vec![
            explained(classes[0].clone(), 0),
            explained(classes[1].clone(), 48),
            explained(seen.clone(), 24),
        ];
        let explanation = Explanation { aspect: 2.0, subjects };
        let first = marked(&explanation, &classes[0]).expect("two classes");
        assert_eq!((first.columns, first.rows), (56, 28));
        assert_eq!(first.rival, classes[1]);
        assert_eq!(first.speaks_for, Some(Place::Third(0, 0)));
        assert_eq!(first.speaks_against, Some(Place::Third(2, 2)));
        let second = marked(&explanation, &classes[1]).expect("two classes");
        assert_eq!(second.rival, classes[0]);
        assert_eq!(second.speaks_for, Some(Place::Third(2, 2)));
        assert_eq!(marked(&explanation, &seen), None, "there is nothing to compare it with");
        assert_eq!(marked(&explanation, &Subject::Class(ClassId(9))), None);
    }

    #[test]
    fn a_photo_that_says_nothing_is_drawn_without_dividing_by_nought() {
        let nothing = |id| Explained {
            subject: Subject::Class(ClassId(id)),
            views: vec![Map { shown: [0.0, 0.0, 1.0, 1.0], scores: vec![0.0; 49] }],
        };
        let explanation = Explanation { aspect: 0.5, subjects: vec![nothing(1), nothing(2)] };
        let marked = marked(&explanation, &Subject::Class(ClassId(1))).expect("two classes");
        assert!(marked.densities.iter().all(|density| (density / marked.largest).abs() < f32::EPSILON));
        assert_eq!((marked.speaks_for, marked.speaks_against), (None, None));
    }
}
