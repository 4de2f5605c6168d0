//! The table as a CSV file, and each photo's folder.

use super::{Outcome, Row, Verdict};
use crate::csv::{self, Dialect, Field};
use crate::state::AppState;
use handlens_core::protocol::{BatchItemId, ClassId};
use handlens_i18n::Localise;
use handlens_i18n::t;

/// The header of the CSV file.
const HEAD: [&str; 12] = [
    "name",
    "answer",
    "class",
    "probability",
    "second class",
    "second probability",
    "none-of-these score",
    "pretrained answer",
    "pretrained probability",
    "class in the project",
    "problem",
    "notes",
];
/// The answer "none of these" in the CSV file, in English in every language like the header.
const NONE_OF_THESE: &str = "None of these";

impl AppState {
    /// These rows as a CSV file, in this order. Shares are 0 to 1.
    pub fn batch_csv(&self, dialect: Dialect, rows: &[BatchItemId]) -> String {
        let lines = rows.iter().filter_map(|id| self.batch.find(*id)).map(|row| self.csv_line(row));
        csv::file(dialect, std::iter::once(HEAD.map(Field::from).to_vec()).chain(lines))
    }

    fn csv_line(&self, row: &Row) -> Vec<Field> {
        let class = |class: ClassId| Field::Text(self.class_name(class));
        let share = |share: f32| Field::Number(share.into(), 4);
        let mut line = vec![Field::from(&row.name)];
        line.resize(HEAD.len(), Field::Empty);
        match &row.outcome {
            Outcome::Waiting => {}
            Outcome::Refused(sentence) => line[10] = Field::Text(sentence.text()),
            Outcome::Answered(answer) => {
                let strange = self.is_strange(row);
                for (place, (of, probability)) in answer.classes.iter().take(2).enumerate() {
                    line[2 + 2 * place] = class(*of);
                    line[3 + 2 * place] = share(*probability);
                }
                line[1] = if strange { Field::from(NONE_OF_THESE) } else { line[2].clone() };
                line[6] = answer.unknown.map_or(Field::Empty, |score| Field::Number(score.into(), 3));
                if let Some((seen, probability)) = &answer.pretrained {
                    line[7] = Field::from(seen);
                    line[8] = share(*probability);
                }
            }
        }
        // What says that the answer rests on more than the photo, or on less.
        let learned = row.is_learned().then(|| t!("batch-learned"));
        let remarks: Vec<String> =
            learned.into_iter().chain(row.notes().iter().map(Localise::text)).collect();
        if !remarks.is_empty() {
            line[11] = Field::Text(remarks.join(" · "));
        }
        line[9] = self.verdict(row).in_project().map_or(Field::Empty, class);
        line
    }

    /// The folder of each of these rows in a zip: the class that the photo has in the project, or else its answer. Rows
    /// without an answer are left out.
    pub fn batch_folders(&self, rows: &[BatchItemId]) -> Vec<(BatchItemId, String)> {
        let nothing = self.folder_of_none();
        let rows = rows.iter().filter_map(|id| self.batch.find(*id));
        let folder = |row: &Row| match self.verdict(row) {
            Verdict::Class(class) | Verdict::Added(class) | Verdict::Present(class) => {
                Some(self.class_name(class))
            }
            Verdict::Unknown => Some(nothing.clone()),
            Verdict::Waiting | Verdict::Refused | Verdict::Unanswered => None,
        };
        rows.filter_map(|row| Some((row.id, folder(row)?))).collect()
    }

    /// The folder for "none of these", named unlike every class.
    fn folder_of_none(&self) -> String {
        let mut name = t!("batch-none-of-these");
        while self.library.classes().iter().any(|class| class.name.trim().eq_ignore_ascii_case(&name)) {
            name.push('_');
        }
        name
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::tests::{answer, apply, batch};
    use super::*;
    use handlens_core::message::Message;
    use handlens_core::metrics::unknown::UnknownScore;
    use handlens_core::msg;
    use handlens_core::protocol::{
        BatchAnswer, ClassInfo, Event, HeldOut, PhotoId, PhotoInfo, TrainReport, Unknown,
    };

    /// Sets the threshold of "none of these" to a score of 2.
    pub(in super::super) fn with_threshold(state: &mut AppState) {
        let score = UnknownScore::new(&[0.1, 0.2], &[1.0, 2.0]).expect("two photos");
        let unknown = Unknown { score, photos: vec![(PhotoId(1), 2.0)] };
        let held_out = HeldOut {
            folds: 2,
            accuracy: 1.0,
            interval: (0.5, 1.0),
            groups: 0,
            classes: Vec::new(),
            confusion: Vec::new(),
            calibration: None,
            learning: None,
            unknown: Some(unknown),
            photos: Vec::new(),
        };
        let report = TrainReport {
            epochs: 1,
            converged: true,
            loss: 0.0,
            seconds: 0.0,
            photos: 1,
            held_out: Some(held_out),
            unjudged: Vec::new(),
            tuning: None,
        };
        apply(state, Event::Trained { report, current: true });
        apply(state, Event::Rejecting { share: 1.0 });
    }

    #[test]
    fn the_file_says_for_each_photo_what_the_table_shows() {
        let mut state = batch(&[0.75, 0.2, 0.6, 0.5, 0.75]);
        with_threshold(&mut state);
        let strange = BatchAnswer { unknown: Some(2.5), ..answer(0.6) };
        let usual = BatchAnswer { unknown: Some(-0.5), ..answer(0.75) };
        apply(
            &mut state,
            Event::BatchAnswered { photos: vec![(BatchItemId(0), usual), (BatchItemId(2), strange)] },
        );
        apply(
            &mut state,
            Event::BatchRefused { photo: BatchItemId(3), message: Message::verbatim("is empty, or so.") },
        );
        let info = PhotoInfo { id: PhotoId(9), class: ClassId(1), name: String::new() };
        apply(&mut state, Event::PhotosAdded { job: None, photos: vec![info] });
        apply(&mut state, Event::BatchAdded { photos: vec![(BatchItemId(1), PhotoId(9))] });
        let notes = vec![msg!("image-pages", pages = 3_u32), msg!("image-sixteen-bit")];
        let same = BatchAnswer { same: Some(PhotoId(9)), learned: true, notes, ..answer(0.75) };
        apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(4), same)] });
        let file = state.batch_csv(Dialect::Comma, &[0, 1, 2, 3, 4].map(BatchItemId));
        let lines: Vec<&str> = file.split_terminator("\r\n").collect();
        assert_eq!(lines[0], format!("\u{feff}\"{}\"", HEAD.join("\",\"")));
        let answered = r#""Oak","Oak",0.7500,"Ash",0.2500,-0.500,"acorn, oak nut",0.5000,,,"#;
        assert_eq!(lines[1], format!(r#""0.jpg",{answered}"#));
        assert_eq!(lines[2], r#""1.jpg","Ash","Ash",0.8000,"Oak",0.2000,,"acorn, oak nut",0.5000,"Oak",,"#);
        let strange = r#""2.jpg","None of these","Oak",0.6000,"Ash",0.4000,2.500,"#;
        assert!(lines[3].starts_with(strange), "{}", lines[3]);
        assert_eq!(lines[4], r#""3.jpg",,,,,,,,,,"is empty, or so.","#);
        let remarks = "the model has learned from it · holds 3 pages; the first was used. · has 16 bits per channel; \
                       it was read with 8, which is all that the model sees.";
        let end = format!(r#","acorn, oak nut",0.5000,"Oak",,"{remarks}""#);
        assert!(lines[5].ends_with(&end), "{}", lines[5]);
        let file = state.batch_csv(Dialect::Semicolon, &[BatchItemId(0)]);
        assert!(file.contains(r#""Oak";0,7500;"Ash";0,2500;-0,500;"#), "{file}");
    }

    #[test]
    fn names_in_the_file_are_no_formulas() {
        let mut state = batch(&[]);
        apply(&mut state, Event::BatchFound { photos: vec![(BatchItemId(0), "=cmd(),1.jpg".into())] });
        let classes = vec![ClassInfo { id: ClassId(1), name: "@Oak".into() }];
        apply(&mut state, Event::ClassesChanged { classes });
        apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(0), answer(0.9))] });
        let file = state.batch_csv(Dialect::Comma, &[BatchItemId(0)]);
        let line = file.lines().nth(1).unwrap_or_default();
        assert!(line.starts_with(r#""'=cmd(),1.jpg","'@Oak","'@Oak","#), "{line}");
    }

    #[test]
    fn folders_are_classes_and_one_for_none_of_them() {
        let mut state = batch(&[0.9, 0.2, 0.6]);
        with_threshold(&mut state);
        let strange = BatchAnswer { unknown: Some(2.5), ..answer(0.6) };
        apply(&mut state, Event::BatchAnswered { photos: vec![(BatchItemId(2), strange)] });
        apply(&mut state, Event::BatchFound { photos: vec![(BatchItemId(8), "waits.jpg".into())] });
        let rows = [2, 0, 1, 8].map(BatchItemId);
        let folders = |state: &AppState| {
            state.batch_folders(&rows).into_iter().map(|(_, folder)| folder).collect::<Vec<_>>()
        };
        assert_eq!(folders(&state), ["None of these", "Oak", "Ash"]);
        let class = |id, name: &str| ClassInfo { id: ClassId(id), name: name.into() };
        let classes = vec![class(1, "Oak"), class(2, "none of these")];
        apply(&mut state, Event::ClassesChanged { classes });
        assert_eq!(folders(&state), ["None of these_", "Oak", "none of these"]);
    }
}
