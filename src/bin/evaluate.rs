//! Measures accuracy: the page's own pipeline (decode, embed, fit, predict) on a folder of class folders.
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

    use handlens::config::{TrainConfig, limits};
    use handlens::device;
    use handlens::metrics::argmax;
    use handlens::model::weights::Weights;
    use handlens::model::{Backbone, FEATURE};
    use handlens::photo::{self, View};
    use handlens::protocol::DevicePreference;
    use handlens::train::feature::combine;
    use handlens::train::fit::Schedule;
    use handlens::train::{Fit, Head, Samples};
    use serde_json::json;

    const USAGE: &str = "usage: evaluate --photos DIR --per-class K [--draws N] [--seed S] [--test DIR] \
        [--augmented-views A] [--weights FILE]\n\
        DIR holds one folder of photos for each class; the rest of it, or the folder of --test, is what is tested on.";

    struct Arguments {
        photos: PathBuf,
        test: Option<PathBuf>,
        per_class: usize,
        draws: u64,
        seed: u64,
        /// As asked for; otherwise as the page does it.
        augmented_views: Option<u32>,
        weights: PathBuf,
    }

    impl Arguments {
        /// Augmented views for each photo: the page has none in large projects.
        fn augmented_views(&self, classes: usize) -> u32 {
            let is_large = classes * self.per_class > limits::AUGMENTED_PHOTOS;
            let default = if is_large { 0 } else { TrainConfig::default().augmented_views };
            self.augmented_views.unwrap_or(default)
        }
    }

    /// A photo's vectors `[1280]`.
    struct Embedded {
        class: usize,
        plain: Vec<f32>,
        augmented: Vec<Vec<f32>>,
    }

    /// What one draw gave.
    struct Draw {
        accuracy: f64,
        /// Photos tested and called right, for each class.
        classes: Vec<(u32, u32)>,
        fit_seconds: f64,
        epochs: u32,
    }

    pub(super) fn run() -> Result<String, String> {
        let arguments = parse()?;
        let weights = std::fs::read(&arguments.weights)
            .map_err(|cause| format!("{}: {cause}", arguments.weights.display()))?;
        let weights = Weights::new(weights).map_err(|error| error.to_string())?;
        let ready = pollster::block_on(device::open(DevicePreference::Best));
        let backbone = Backbone::load(&weights, &ready.device).map_err(|error| error.to_string())?;
        let classes = class_folders(&arguments.photos)?;

        let start = Instant::now();
        let views = arguments.augmented_views(classes.len());
        let (pool, mut skipped) = embed_folder(&backbone, &arguments.photos, &classes, views)?;
        let (test, photos) = match &arguments.test {
            Some(folder) => {
                let (test, skipped_there) = embed_folder(&backbone, folder, &classes, 0)?;
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
        Ok(report(&arguments, &classes, &draws, (photos, skipped, embed_seconds), &ready.report.name))
    }

    fn parse() -> Result<Arguments, String> {
        use lexopt::prelude::{Long, ValueExt};
        let wrong = |cause: lexopt::Error| format!("{cause}\n{USAGE}");
        let (mut photos, mut test, mut per_class) = (None, None, None);
        let (mut draws, mut seed) = (5, 0);
        let mut augmented_views = None;
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
                "augmented-views" => augmented_views = Some(value.parse().map_err(wrong)?),
                "weights" => weights = PathBuf::from(value),
                _ => return Err(format!("--{name} is not known\n{USAGE}")),
            }
        }
        let photos = photos.ok_or_else(|| format!("--photos is missing\n{USAGE}"))?;
        let per_class: usize = per_class.ok_or_else(|| format!("--per-class is missing\n{USAGE}"))?;
        if per_class == 0 || draws == 0 {
            return Err("--per-class and --draws must be at least 1".to_owned());
        }
        Ok(Arguments { photos, test, per_class, draws, seed, augmented_views, weights })
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

    /// All photos of the classes' folders, and how many files were skipped.
    fn embed_folder(
        backbone: &Backbone,
        folder: &Path,
        classes: &[String],
        augmented_views: u32,
    ) -> Result<(Vec<Embedded>, usize), String> {
        let (mut embedded, mut skipped) = (Vec::new(), 0);
        for (class, folder) in classes.iter().map(|class| folder.join(class)).enumerate() {
            for path in entries(&folder)? {
                match embed(backbone, &path, augmented_views) {
                    Ok((plain, augmented)) => embedded.push(Embedded { class, plain, augmented }),
                    Err(message) => {
                        eprintln!("{} {message}", path.display());
                        skipped += 1;
                    }
                }
            }
        }
        Ok((embedded, skipped))
    }

    /// One photo's own vector, and those of its augmented views.
    fn embed(
        backbone: &Backbone,
        path: &Path,
        augmented_views: u32,
    ) -> Result<(Vec<f32>, Vec<Vec<f32>>), String> {
        let bytes = std::fs::read(path).map_err(|cause| format!("could not be read: {cause}"))?;
        let photo = photo::decode(&name(path), bytes).map_err(|error| error.to_string())?.photo;
        let augmented = (0..augmented_views).map(|index| View::Augmented { index, seed: 0, flips: true });
        let views = [View::Whole, View::Centre]
            .into_iter()
            .chain(augmented)
            .map(|view| photo.view(view))
            .collect::<handlens::Result<Vec<_>>>()
            .map_err(|error| error.to_string())?;
        let features = pollster::block_on(backbone.features(&views)).map_err(|error| error.to_string())?;
        let mut vectors = features[1..].iter().map(|feature| combine(&[&features[0], feature]));
        let plain = vectors.next().unwrap_or_default();
        Ok((plain, vectors.collect()))
    }

    /// Draws K photos of each class, trains on them and tests on the rest, or on `test`.
    fn one_draw(
        backbone: &Backbone,
        pool: &[Embedded],
        test: Option<&[Embedded]>,
        classes: usize,
        arguments: &Arguments,
        draw: u64,
    ) -> Result<Draw, String> {
        let mut random = fastrand::Rng::with_seed(arguments.seed.wrapping_mul(1_000_003).wrapping_add(draw));
        let mut chosen = vec![false; pool.len()];
        for class in 0..classes {
            let mut members: Vec<usize> =
                (0..pool.len()).filter(|index| pool[*index].class == class).collect();
            if members.len() < arguments.per_class {
                return Err(format!(
                    "a class has {} photos, fewer than --per-class {}",
                    members.len(),
                    arguments.per_class
                ));
            }
            random.shuffle(&mut members);
            members.iter().take(arguments.per_class).for_each(|index| chosen[*index] = true);
        }
        let train: Vec<&Embedded> =
            pool.iter().zip(&chosen).filter(|(_, chosen)| **chosen).map(|(e, _)| e).collect();
        let start = Instant::now();
        let (head, epochs) = fit(backbone, &train, classes)?;
        let fit_seconds = start.elapsed().as_secs_f64();
        let mut counts = vec![(0, 0); classes];
        let rest = pool.iter().zip(&chosen).filter(|(_, chosen)| !**chosen).map(|(e, _)| e);
        let tested: Vec<&Embedded> = test.map_or_else(|| rest.collect(), |test| test.iter().collect());
        for photo in &tested {
            let right = argmax(&head.probabilities(&photo.plain)) == Some(photo.class);
            counts[photo.class].0 += 1;
            counts[photo.class].1 += u32::from(right);
        }
        if tested.is_empty() {
            return Err("no photo is left to test on".to_owned());
        }
        let right: u32 = counts.iter().map(|(_, right)| right).sum();
        Ok(Draw { accuracy: f64::from(right) / tested.len() as f64, classes: counts, fit_seconds, epochs })
    }

    /// Trains as the page does, held-out twins included.
    fn fit(backbone: &Backbone, photos: &[&Embedded], classes: usize) -> Result<(Head, u32), String> {
        let config = TrainConfig::default();
        let labels: Vec<usize> = photos.iter().map(|photo| photo.class).collect();
        let (assigned, fold_count) =
            handlens::train::folds::stratified(&labels, config.folds as usize, u64::from(config.seed));
        let mut samples = Samples {
            vectors: Vec::new(),
            dimensions: FEATURE,
            labels: Vec::new(),
            classes,
            folds: Vec::new(),
            fold_count,
        };
        for (photo, fold) in photos.iter().zip(&assigned) {
            for vector in std::iter::once(&photo.plain).chain(&photo.augmented) {
                samples.vectors.extend_from_slice(vector);
                samples.labels.push(photo.class);
                samples.folds.push(*fold);
            }
        }
        let schedule = Schedule {
            learning_rate: config.learning_rate as f32,
            weight_decay: config.weight_decay as f32,
            epochs: config.epochs,
        };
        pollster::block_on(async {
            let mut fit = Fit::new(&samples, schedule, backbone.device())?;
            let mut stage = fit.advance().await?;
            while !stage.converged && !fit.exhausted() {
                stage = fit.advance().await?;
            }
            let fitted = fit.finish(stage).await?;
            Ok((fitted.head, fitted.stage.epoch))
        })
        .map_err(|error: handlens::Error| error.to_string())
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
        let report = json!({
            "accuracy_mean": accuracy,
            "accuracy_standard_deviation": variance.sqrt(),
            "accuracy_per_class": per_class,
            "draws": draws.len(),
            "per_class": arguments.per_class,
            "augmented_views": arguments.augmented_views(classes.len()),
            "photos": photos,
            "skipped": skipped,
            "photos_per_second": photos as f64 / embed_seconds,
            "fit_seconds_mean": mean(&|draw| draw.fit_seconds),
            "fit_epochs_mean": mean(&|draw| f64::from(draw.epochs)),
            "backend": backend,
        });
        format!("{report:#}")
    }
}
