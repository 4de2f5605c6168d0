//! Measures accuracy with the page's own pipeline (decode, embed, fit, predict) on a folder of class folders.
//!
//! Prints one JSON object. A photo that cannot be used is reported on standard error and skipped.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    match native::run() {
        Ok(report) => {
            println!("{report}");
            std::process::ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("evaluate: {message}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::path::{Path, PathBuf};
    use std::time::Instant;

    use handlens_backbone::Backbone;
    use handlens_backbone::device;
    use handlens_classifier::metrics::calibration::{calibration_error, reliability, tempered};
    use handlens_classifier::metrics::duplicates::{self, Look};
    use handlens_classifier::metrics::learning_curve::{Expected, LearningCurve};
    use handlens_classifier::metrics::roc::auroc;
    use handlens_classifier::metrics::unknown::distance;
    use handlens_classifier::metrics::{argmax, log_loss};
    use handlens_classifier::pipeline::{BINS, CurveRun, CvSplit, Evaluation};
    use handlens_classifier::predictor::Predictor;
    use handlens_classifier::train::feature::combine;
    use handlens_classifier::train::fit::Schedule;
    use handlens_classifier::train::{Fit, Fitted, Samples};
    use handlens_core::config::TrainConfig;
    use handlens_core::protocol::DevicePreference;
    use handlens_i18n::Localise;
    use handlens_vision::model::weights::Weights;
    use handlens_vision::model::{FEATURE, Precision};
    use handlens_vision::photo::{self, Traits};
    use serde_json::json;

    const USAGE: &str = "usage: evaluate --photos DIR --per-class K [--draws N] [--seed S] [--test DIR] \
        [--unknown-classes U] [--flip-labels SHARE] [--fewer F] [--balance on|off] [--learning on] [--weights FILE] [--gpu f32|f16]\n\
        DIR holds one folder of photos for each class; the rest of it, or the folder of --test, is what is tested on. Of the \
        classes, U at random are left out of each draw: their photos are of none of the classes. With --flip-labels, that share \
        of the labels is made wrong at random, and what is told is which of them are found. With --fewer, one class of each \
        draw, the next each time, is trained on F photos only. With --learning, each draw is asked what twice its photos would bring, and \
        it is looked up. With --gpu, for which it must be built with the feature native-gpu, a GPU embeds, whose memory has such numbers.";

    struct Arguments {
        photos: PathBuf,
        test: Option<PathBuf>,
        per_class: usize,
        draws: u64,
        seed: u64,
        /// Number of classes that are left out of training in each draw, to be recognised as unknown.
        unknown_classes: usize,
        /// Share of the labels that are made wrong, to measure how many of them are found.
        flip_labels: Option<f64>,
        /// Photos of one class in each draw, if that class is to have fewer than the others.
        fewer: Option<usize>,
        /// Whether every class has the same weight in training.
        balance: bool,
        /// Whether learning curves are computed and checked against training on twice the photos.
        learning: bool,
        weights: PathBuf,
        /// Precision of the GPU that embeds; without it, the CPU does.
        gpu: Option<Precision>,
    }

    /// A photo's vector `[1280]` and its perceptual hash.
    struct Embedded {
        class: usize,
        look: u64,
        vector: Vec<f32>,
    }

    /// Result of one draw.
    struct Draw {
        accuracy: f64,
        /// Unweighted mean recall of the classes, and recall of the class with fewer photos.
        macro_recall: f64,
        recall_of_fewer: Option<f64>,
        /// For each class, photos tested and predicted correctly.
        classes: Vec<(u32, u32)>,
        fit_seconds: f64,
        epochs: u32,
        /// Mean negative log-likelihood of the true class, and expected calibration error; each before and after
        /// temperature scaling.
        log_loss: [f64; 2],
        calibration_error: [f64; 2],
        temperature: f64,
        unknown: Option<Unknown>,
        twice: Option<Twice>,
    }

    /// Held-out accuracy now, expected from the learning curve for twice the photos, and measured with twice the
    /// photos.
    struct Twice {
        now: f64,
        expected: Option<Expected>,
        actual: f64,
    }

    /// AUROC of photos of no class against photos of the classes: by each signal alone, and by both.
    struct Unknown {
        softmax: f64,
        nearest: f64,
        both: f64,
    }

    /// Result of a training.
    struct Trained {
        /// What gives the answers on the page.
        predictor: Predictor,
        epochs: u32,
        split: CvSplit,
        evaluation: Evaluation,
    }

    impl Trained {
        /// For each fold, photos held out and predicted correctly.
        fn by_fold(&self) -> Vec<(u32, u32)> {
            let mut folds = vec![(0, 0); self.split.fold_count];
            let Evaluation { photos, labels, uncalibrated, .. } = &self.evaluation;
            for ((photo, label), of_photo) in photos.iter().zip(labels).zip(uncalibrated) {
                if let Some(fold) = self.split.folds[*photo] {
                    folds[fold].0 += 1;
                    folds[fold].1 += u32::from(argmax(of_photo) == Some(*label));
                }
            }
            folds
        }

        fn held_out_accuracy(&self) -> f64 {
            self.evaluation.confusion.accuracy().map_or(0.0, f64::from)
        }
    }

    pub(super) fn run() -> Result<String, String> {
        let arguments = parse()?;
        let weights = std::fs::read(&arguments.weights)
            .map_err(|cause| format!("{}: {cause}", arguments.weights.display()))?;
        let weights = Weights::new(weights).map_err(|error| error.text())?;
        let (backbone, device) = network(&weights, arguments.gpu)?;
        let classes = class_folders(&arguments.photos)?;

        let start = Instant::now();
        let (pool, mut skipped) = embed_folder(&backbone, &arguments.photos, &classes)?;
        if let Some(share) = arguments.flip_labels {
            return flipped(&backbone, &pool, classes.len(), share, &arguments);
        }
        let (test, photos) = match &arguments.test {
            Some(folder) => {
                let (test, skipped_there) = embed_folder(&backbone, folder, &classes)?;
                skipped += skipped_there;
                let photos = pool.len() + test.len();
                (Some(test), photos)
            }
            None => (None, pool.len()),
        };
        let embed_seconds = start.elapsed().as_secs_f64();

        let draws = (0..arguments.draws)
            .map(|draw| one_draw(&backbone, &pool, test.as_deref(), classes.len(), &arguments, draw))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(report(&arguments, &classes, &draws, (photos, skipped, embed_seconds), &device))
    }

    /// The network on the device that embeds, and the device's name.
    fn network(weights: &Weights, gpu: Option<Precision>) -> Result<(Backbone, String), String> {
        if let Some(precision) = gpu {
            #[cfg(feature = "native-gpu")]
            if handlens_backbone::gpu::computes(precision) {
                let backbone = Backbone::on_gpu(weights, precision).map_err(|error| error.text())?;
                pollster::block_on(backbone.check()).map_err(|error| error.text())?;
                return Ok((backbone, format!("GPU, {precision:?}")));
            }
            return Err(format!("there is no GPU that knows {precision:?}, or no feature native-gpu"));
        }
        let ready = pollster::block_on(device::open(DevicePreference::Best, None));
        let backbone =
            Backbone::load(weights, &ready.device, ready.precision).map_err(|error| error.text())?;
        Ok((backbone, ready.report.name))
    }

    fn parse() -> Result<Arguments, String> {
        use lexopt::prelude::{Long, ValueExt};
        let wrong = |cause: lexopt::Error| format!("{cause}\n{USAGE}");
        let (mut photos, mut test, mut per_class) = (None, None, None);
        let (mut draws, mut seed) = (5, 0);
        let (mut unknown_classes, mut flip_labels) = (0, None);
        let (mut fewer, mut balance, mut learning) = (None, TrainConfig::default().balance, false);
        let mut gpu = None;
        let mut weights = PathBuf::from("www/model/efficientnet-lite0.safetensors");
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next().map_err(wrong)? {
            let Long(name) = argument else { return Err(wrong(argument.unexpected())) };
            let name = name.to_owned();
            let value = parser.value().map_err(wrong)?;
            match name.as_str() {
                "photos" => photos = Some(PathBuf::from(value)),
                "test" => test = Some(PathBuf::from(value)),
                "per-class" => per_class = Some(value.parse().map_err(wrong)?),
                "draws" => draws = value.parse().map_err(wrong)?,
                "seed" => seed = value.parse().map_err(wrong)?,
                "unknown-classes" => unknown_classes = value.parse().map_err(wrong)?,
                "flip-labels" => flip_labels = Some(value.parse().map_err(wrong)?),
                "fewer" => fewer = Some(value.parse().map_err(wrong)?),
                "balance" => balance = value == "on",
                "learning" => learning = value == "on",
                "weights" => weights = PathBuf::from(value),
                "gpu" if value == "f32" => gpu = Some(Precision::F32),
                "gpu" if value == "f16" => gpu = Some(Precision::F16),
                _ => return Err(format!("--{name} is not known\n{USAGE}")),
            }
        }
        let photos = photos.ok_or_else(|| format!("--photos is missing\n{USAGE}"))?;
        let per_class: usize = per_class.ok_or_else(|| format!("--per-class is missing\n{USAGE}"))?;
        if per_class == 0 || draws == 0 {
            return Err("--per-class and --draws must be at least 1".to_owned());
        }
        Ok(Arguments {
            photos,
            test,
            per_class,
            draws,
            seed,
            unknown_classes,
            flip_labels,
            fewer,
            balance,
            learning,
            weights,
            gpu,
        })
    }

    /// The entries of a folder, sorted, without hidden ones.
    fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
        let told = |cause: std::io::Error| format!("{}: {cause}", folder.display());
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(told)? {
            let path = entry.map_err(told)?.path();
            if !name(&path).starts_with('.') {
                paths.push(path);
            }
        }
        paths.sort();
        Ok(paths)
    }

    fn name(path: &Path) -> String {
        path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    fn class_folders(folder: &Path) -> Result<Vec<String>, String> {
        let classes: Vec<String> =
            entries(folder)?.iter().filter(|path| path.is_dir()).map(|path| name(path)).collect();
        if classes.len() < 2 {
            return Err(format!("{} holds fewer than two class folders", folder.display()));
        }
        Ok(classes)
    }

    /// All photos of the class folders, and how many files were skipped.
    fn embed_folder(
        backbone: &Backbone,
        folder: &Path,
        classes: &[String],
    ) -> Result<(Vec<Embedded>, usize), String> {
        let (mut embedded, mut skipped) = (Vec::new(), 0);
        for (class, folder) in classes.iter().map(|class| folder.join(class)).enumerate() {
            for path in entries(&folder)? {
                match embed(backbone, &path) {
                    Ok(seen) => embedded.push(Embedded { class, ..seen }),
                    Err(message) => {
                        eprintln!("{} {message}", path.display());
                        skipped += 1;
                    }
                }
            }
        }
        Ok((embedded, skipped))
    }

    /// Embeds one photo. Its class is set by the caller.
    fn embed(backbone: &Backbone, path: &Path) -> Result<Embedded, String> {
        let bytes = std::fs::read(path).map_err(|cause| format!("could not be read: {cause}"))?;
        let photo = photo::decode(&name(path), bytes).map_err(|error| error.text())?.photo;
        let views = photo.views().map_err(|error| error.text())?;
        let features = pollster::block_on(backbone.features(&views)).map_err(|error| error.text())?;
        let vector = combine(&[&features[0], &features[1]]);
        let look = Traits::of(&photo).map_err(|error| error.text())?.look;
        Ok(Embedded { class: 0, look, vector })
    }

    /// Draws K photos per class, gives a share of them wrong labels, and measures how many of those are found.
    fn flipped(
        backbone: &Backbone,
        pool: &[Embedded],
        classes: usize,
        share: f64,
        arguments: &Arguments,
    ) -> Result<String, String> {
        let mut draws = Vec::new();
        for draw in 0..arguments.draws {
            let mut random =
                fastrand::Rng::with_seed(arguments.seed.wrapping_mul(1_000_003).wrapping_add(draw));
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
            let found: Vec<bool> = trained
                .evaluation
                .label_issues()
                .iter()
                .map(|suspect| wrong(&judged[suspect.photo]))
                .collect();
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
    struct Flipped {
        precision: f64,
        recall: f64,
        listed: f64,
        /// Precision of the shortest start of the list that contains 60 % of the wrong labels; 0 if even the whole
        /// list does not.
        at_recall: f64,
    }

    impl Flipped {
        /// From whether each listed photo has a wrong label, most certain first, and the total number of wrong
        /// labels.
        fn of(found: &[bool], all: usize) -> Self {
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

    /// Draws K photos per class, trains on them and tests on the rest, or on `test`.
    fn one_draw(
        backbone: &Backbone,
        pool: &[Embedded],
        test: Option<&[Embedded]>,
        classes: usize,
        arguments: &Arguments,
        draw: u64,
    ) -> Result<Draw, String> {
        let mut random = fastrand::Rng::with_seed(arguments.seed.wrapping_mul(1_000_003).wrapping_add(draw));
        let mut order: Vec<usize> = (0..classes).collect();
        random.shuffle(&mut order);
        let mut known = order.split_off(arguments.unknown_classes.min(classes));
        known.sort_unstable();
        if known.len() < 2 {
            return Err("--unknown-classes leaves fewer than two classes".to_owned());
        }
        let label = |photo: &Embedded| known.iter().position(|class| *class == photo.class);
        let small = arguments.fewer.map(|_| known[draw as usize % known.len()]);
        let mut chosen = vec![false; pool.len()];
        let mut left_out = vec![false; pool.len()];
        for class in &known {
            let mut members: Vec<usize> =
                (0..pool.len()).filter(|index| pool[*index].class == *class).collect();
            if members.len() < arguments.per_class {
                return Err(format!(
                    "a class has {} photos, fewer than --per-class {}",
                    members.len(),
                    arguments.per_class
                ));
            }
            random.shuffle(&mut members);
            let count = arguments.fewer.filter(|_| Some(*class) == small).unwrap_or(arguments.per_class);
            members.iter().take(count).for_each(|index| chosen[*index] = true);
            // The photos that the other classes have in addition are not tested either, so that all classes are
            // tested alike.
            members.iter().take(arguments.per_class).skip(count).for_each(|index| left_out[*index] = true);
        }
        let train: Vec<(&Embedded, usize)> = pool
            .iter()
            .zip(&chosen)
            .filter(|(_, chosen)| **chosen)
            .filter_map(|(photo, _)| Some((photo, label(photo)?)))
            .collect();
        let start = Instant::now();
        let trained = fit(backbone, &train, known.len(), arguments.balance)?;
        let fit_seconds = start.elapsed().as_secs_f64();

        let used = chosen.iter().zip(&left_out).map(|(chosen, left_out)| *chosen || *left_out);
        let twice = if arguments.learning {
            let members = |class: usize| (0..pool.len()).filter(move |index| pool[*index].class == class);
            let mut doubled = train.clone();
            for class in &known {
                let mut more: Vec<usize> = members(*class).filter(|index| !chosen[*index]).collect();
                random.shuffle(&mut more);
                doubled.extend(
                    more.iter()
                        .take(arguments.per_class)
                        .filter_map(|index| Some((&pool[*index], label(&pool[*index])?))),
                );
            }
            let curve = learning(backbone, &train, arguments.balance, &trained)?;
            let actual = fit(backbone, &doubled, known.len(), arguments.balance)?.held_out_accuracy();
            Some(Twice { now: trained.held_out_accuracy(), expected: curve.twice, actual })
        } else {
            None
        };

        let rest = pool.iter().zip(used).filter(|(_, used)| !used).map(|(e, _)| e);
        let tested: Vec<&Embedded> = test.map_or_else(|| rest.collect(), |test| test.iter().collect());
        let (mut counts, mut probabilities, mut labels) = (vec![(0, 0); classes], Vec::new(), Vec::new());
        for photo in &tested {
            let Some(label) = label(photo) else { continue };
            let of_photo = trained.predictor.head.probabilities(&photo.vector);
            counts[photo.class].0 += 1;
            counts[photo.class].1 += u32::from(argmax(&of_photo) == Some(label));
            probabilities.push(of_photo);
            labels.push(label);
        }
        let after: Vec<Vec<f32>> =
            probabilities.iter().map(|p| tempered(p, trained.evaluation.temperature)).collect();
        let none = || "no photo is left to test on".to_owned();
        let losses = [&probabilities, &after].map(|p| log_loss(p, &labels).ok_or_else(none));
        let errors = [&probabilities, &after].map(|p| calibration_error(&reliability(p, &labels, BINS)));
        let [before, now] = losses;
        let right: u32 = counts.iter().map(|(_, right)| right).sum();
        let recall = |class: &usize| f64::from(counts[*class].1) / f64::from(counts[*class].0.max(1));
        Ok(Draw {
            accuracy: f64::from(right) / labels.len().max(1) as f64,
            macro_recall: known.iter().map(recall).sum::<f64>() / known.len() as f64,
            recall_of_fewer: small.as_ref().map(recall),
            classes: counts,
            fit_seconds,
            epochs: trained.epochs,
            log_loss: [before?, now?],
            calibration_error: errors.map(f64::from),
            temperature: f64::from(trained.evaluation.temperature),
            twice,
            unknown: unknown(&trained, &train, &tested, |photo| label(photo).is_some()),
        })
    }

    /// How well photos of no class are told from photos of the classes; none if one of the two kinds is missing.
    fn unknown(
        trained: &Trained,
        train: &[(&Embedded, usize)],
        tested: &[&Embedded],
        is_known: impl Fn(&Embedded) -> bool,
    ) -> Option<Unknown> {
        trained.predictor.unknown?;
        let (mut of_none, mut of_classes) = (vec![Vec::new(); 3], vec![Vec::new(); 3]);
        for photo in tested {
            let far = distance(&photo.vector, train.iter().map(|(other, _)| other.vector.as_slice()));
            let answer = trained.predictor.answer(&photo.vector, far);
            let scores = if is_known(photo) { &mut of_classes } else { &mut of_none };
            for (scores, value) in scores.iter_mut().zip([answer.uncertainty(), far, answer.unknown?]) {
                scores.push(value);
            }
        }
        let area = |sign: usize| auroc(&of_none[sign], &of_classes[sign]);
        Some(Unknown { softmax: area(0)?, nearest: area(1)?, both: area(2)? })
    }

    /// Groups of near-duplicates, as on the page.
    fn groups(photos: &[(&Embedded, usize)]) -> Vec<usize> {
        let looks: Vec<Look> = photos
            .iter()
            .map(|(photo, label)| Look {
                hash: photo.look,
                vector: Some(&photo.vector),
                class: *label as u32,
            })
            .collect();
        duplicates::groups(&looks)
    }

    /// Trains and evaluates as the page does.
    fn fit(
        backbone: &Backbone,
        photos: &[(&Embedded, usize)],
        classes: usize,
        balanced: bool,
    ) -> Result<Trained, String> {
        let config = TrainConfig::default();
        let labels: Vec<usize> = photos.iter().map(|(_, label)| *label).collect();
        let split =
            CvSplit::new(labels, classes, groups(photos), config.folds as usize, u64::from(config.seed));
        let all: Vec<usize> = (0..photos.len()).collect();
        let samples = Samples { fold_count: split.fold_count, ..samples(&split, photos, &all) };
        let fitted = train(backbone, &samples, balanced)?;
        let evaluation = split.evaluate(&fitted.stage.held_out);
        let unknown = evaluation.unknown(&split, &samples.vectors).map(|(score, _)| score);
        let predictor = Predictor { head: fitted.head, temperature: evaluation.temperature, unknown };
        Ok(Trained { predictor, epochs: fitted.stage.epoch, split, evaluation })
    }

    /// The training samples of the chosen photos.
    fn samples(split: &CvSplit, photos: &[(&Embedded, usize)], chosen: &[usize]) -> Samples {
        let vector = |photo: usize| photos[photo].0.vector.as_slice();
        split.samples(chosen, FEATURE, vector)
    }

    /// Trains until convergence or the last epoch.
    fn train(backbone: &Backbone, samples: &Samples, balanced: bool) -> Result<Fitted, String> {
        let config = TrainConfig::default();
        let schedule = Schedule {
            learning_rate: config.learning_rate as f32,
            weight_decay: config.weight_decay as f32,
            epochs: config.epochs,
            balanced,
        };
        pollster::block_on(async {
            let mut fit = Fit::new(samples, schedule, backbone.device())?;
            let mut stage = fit.advance().await?;
            while !stage.converged && !fit.exhausted() {
                stage = fit.advance().await?;
            }
            fit.finish(stage).await
        })
        .map_err(|error: handlens_core::Error| error.text())
    }

    /// The learning curve of these photos, as the page computes it.
    fn learning(
        backbone: &Backbone,
        photos: &[(&Embedded, usize)],
        balanced: bool,
        trained: &Trained,
    ) -> Result<LearningCurve, String> {
        let split = &trained.split;
        let seed = u64::from(TrainConfig::default().seed);
        let Some(mut run) = CurveRun::new(split, trained.by_fold(), seed) else {
            return Ok(LearningCurve::default());
        };
        while let Some(job) = run.next_job() {
            let head = train(backbone, &samples(split, photos, &job.photos), balanced)?.head;
            run.judge(&job, split, &head, |photo| Some(photos[photo].0.vector.as_slice()));
        }
        Ok(run.finish())
    }

    /// How well the learning curves predicted the accuracy with twice the photos.
    fn foretold(draws: &[Draw]) -> serde_json::Value {
        let all: Vec<&Twice> = draws.iter().filter_map(|draw| draw.twice.as_ref()).collect();
        let known: Vec<(&Twice, Expected)> =
            all.iter().filter_map(|twice| Some((*twice, twice.expected?))).collect();
        let mean = |value: &dyn Fn(&(&Twice, Expected)) -> f64| {
            known.iter().map(value).sum::<f64>() / known.len().max(1) as f64
        };
        let within = |(twice, expected): &&(&Twice, Expected)| {
            let (low, high) = expected.range;
            (f64::from(low)..=f64::from(high)).contains(&twice.actual)
        };
        json!({
            "draws": all.len(),
            "foretold": known.len(),
            "within_range": known.iter().filter(within).count(),
            "now_mean": mean(&|(twice, _)| twice.now),
            "expected_mean": mean(&|(_, expected)| f64::from(expected.accuracy)),
            "actual_mean": mean(&|(twice, _)| twice.actual),
            "range_width_mean": mean(&|(_, expected)| f64::from(expected.range.1 - expected.range.0)),
            "absolute_error_mean": mean(&|(twice, expected)| (f64::from(expected.accuracy) - twice.actual).abs()),
            "absolute_error_of_no_change_mean": mean(&|(twice, _)| (twice.now - twice.actual).abs()),
        })
    }

    fn report(
        arguments: &Arguments,
        classes: &[String],
        draws: &[Draw],
        (photos, skipped, embed_seconds): (usize, usize, f64),
        backend: &str,
    ) -> String {
        let count = draws.len() as f64;
        let mean = |value: &dyn Fn(&Draw) -> f64| draws.iter().map(value).sum::<f64>() / count;
        let accuracy = mean(&|draw| draw.accuracy);
        let variance =
            draws.iter().map(|draw| (draw.accuracy - accuracy).powi(2)).sum::<f64>() / (count - 1.0).max(1.0);
        let per_class: serde_json::Map<String, serde_json::Value> = classes
            .iter()
            .enumerate()
            .map(|(class, name)| {
                let (total, right) = draws
                    .iter()
                    .map(|draw| draw.classes[class])
                    .fold((0, 0), |sum, counts| (sum.0 + counts.0, sum.1 + counts.1));
                (name.clone(), json!(f64::from(right) / f64::from(total.max(1))))
            })
            .collect();
        let area = |sign: fn(&Unknown) -> f64| {
            let areas: Option<Vec<f64>> = draws.iter().map(|draw| draw.unknown.as_ref().map(sign)).collect();
            areas.map(|areas| areas.iter().sum::<f64>() / count)
        };
        let unknown = json!({
            "classes_left_out": arguments.unknown_classes,
            "softmax_alone": area(|unknown| unknown.softmax),
            "nearest_alone": area(|unknown| unknown.nearest),
            "both": area(|unknown| unknown.both),
        });
        let report = json!({
            "accuracy_mean": accuracy,
            "accuracy_standard_deviation": variance.sqrt(),
            "macro_recall_mean": mean(&|draw| draw.macro_recall),
            "recall_of_fewer_mean": arguments.fewer.map(|_| mean(&|draw| draw.recall_of_fewer.unwrap_or(0.0))),
            "fewer": arguments.fewer,
            "balanced": arguments.balance,
            "accuracy_per_class": per_class,
            "draws": draws.len(),
            "per_class": arguments.per_class,
            "photos": photos,
            "skipped": skipped,
            "photos_per_second": photos as f64 / embed_seconds,
            "fit_seconds_mean": mean(&|draw| draw.fit_seconds),
            "log_loss_mean": mean(&|draw| draw.log_loss[1]),
            "log_loss_without_temperature_mean": mean(&|draw| draw.log_loss[0]),
            "calibration_error_mean": mean(&|draw| draw.calibration_error[1]),
            "calibration_error_without_temperature_mean": mean(&|draw| draw.calibration_error[0]),
            "temperature_mean": mean(&|draw| draw.temperature),
            "unknown_auroc_mean": unknown,
            "twice_the_photos": arguments.learning.then(|| foretold(draws)),
            "fit_epochs_mean": mean(&|draw| f64::from(draw.epochs)),
            "backend": backend,
        });
        format!("{report:#}")
    }
}
