//! Names of files that no two of them share, as short as that allows.

use std::collections::HashMap;

/// For each path the shortest end that no other path has: the file's name, with as many of the folders above it as that
/// takes. Equal paths stay equal.
pub fn distinct_names(paths: &[&str]) -> Vec<String> {
    let mut parts = vec![1; paths.len()];
    loop {
        let mut by_end: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, path) in paths.iter().enumerate() {
            by_end.entry(end(path, parts[index])).or_default().push(index);
        }
        let mut is_longer = false;
        for index in by_end.into_values().filter(|same| same.len() > 1).flatten() {
            if end(paths[index], parts[index]).len() < paths[index].len() {
                parts[index] += 1;
                is_longer = true;
            }
        }
        if !is_longer {
            return paths.iter().zip(parts).map(|(path, parts)| end(path, parts).to_owned()).collect();
        }
    }
}

/// The last parts of a path.
fn end(path: &str, parts: usize) -> &str {
    path.rmatch_indices('/').nth(parts - 1).map_or(path, |(at, _)| &path[at + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_repeats_is_shown_with_the_folders_that_tell_it_apart() {
        let cases: &[(&[&str], &[&str])] = &[
            (&["pets/cats/1.jpg", "pets/cats/2.jpg", "3.jpg"], &["1.jpg", "2.jpg", "3.jpg"]),
            (&["pets/cats/1.jpg", "pets/dogs/1.jpg", "pets/2.jpg"], &["cats/1.jpg", "dogs/1.jpg", "2.jpg"]),
            (&["a.zip/x/1.jpg", "b.zip/x/1.jpg", "c/1.jpg"], &["a.zip/x/1.jpg", "b.zip/x/1.jpg", "c/1.jpg"]),
            (&["1.jpg", "a/1.jpg"], &["1.jpg", "a/1.jpg"]),
            (&["a/1.jpg", "a/1.jpg"], &["a/1.jpg", "a/1.jpg"]),
            (&[], &[]),
        ];
        for (paths, expected) in cases {
            assert_eq!(distinct_names(paths), *expected, "{paths:?}");
        }
    }
}
