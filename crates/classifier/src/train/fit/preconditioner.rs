//! The metric for the steps: an approximate inverse of the Hessian.
//!
//! A head's Hessian is close to s·Cov + λ, where Cov is the vectors' covariance and s the mean of p·(1 − p). Nyström's
//! approximation from a random sketch (Gittens & Mahoney 2016; Frangella, Tropp & Udell 2023) finds the leading
//! eigenvectors of Cov at the cost of about half an epoch; the rest of the spectrum is treated as flat. The metric
//! comes from the vectors alone, never from labels, and only shapes the steps: the optimum does not depend on it.

use burn::tensor::{Tensor, TensorData};

use crate::tensor::read;
use handlens_core::Result;

/// Number of random directions. 128 need as many epochs; none need about twice as many.
const DIRECTIONS: usize = 64;
/// Eigenvalues below this share of the largest count as rounding errors.
const RANK_TOLERANCE: f64 = 1e-5;
/// Sweeps of Jacobi's method. It converges quadratically, in about eight.
const SWEEPS: usize = 16;

/// Leading eigenvectors and eigenvalues of the vectors' covariance.
pub(super) struct Metric {
    /// Orthonormal, `[D, R]`.
    directions: Tensor<2>,
    /// `[R, 1]`.
    eigenvalues: Tensor<2>,
    /// Mean of the remaining eigenvalues.
    rest: f32,
    weight_decay: f32,
}

/// The covariance applied to random directions. It consists of tensors only, so it can be created without awaiting.
pub(super) struct Sketch {
    /// Y = Cov·Ω, `[D, R]`.
    image: Tensor<2>,
    /// ΩᵀY stacked on YᵀY, `[2·R, R]`.
    products: Tensor<2>,
    /// Upper bound of the covariance's rank.
    rank: usize,
}

impl Sketch {
    /// A sketch of centred vectors `[N, D]`.
    pub(super) fn new(vectors: &Tensor<2>) -> Self {
        let [n, d] = vectors.dims();
        let r = DIRECTIONS.min(n).min(d);
        let mut random = fastrand::Rng::with_seed(0);
        let sketch: Vec<f32> = (0..d * r).map(|_| random.f32() - 0.5).collect();
        let sketch = Tensor::<2>::from_data(TensorData::new(sketch, [d, r]), &vectors.device());
        let image = vectors.clone().transpose().matmul(vectors.clone().matmul(sketch.clone())) / n as f32;
        let core = sketch.transpose().matmul(image.clone());
        let gram = image.clone().transpose().matmul(image.clone());
        Self { image, products: Tensor::cat(vec![core, gram], 0), rank: n.min(d) }
    }
}

impl Metric {
    /// Builds the metric from a sketch of vectors whose mean squared norm is `spread`.
    pub(super) async fn new(sketch: &Sketch, spread: f32, weight_decay: f32) -> Result<Self> {
        let [_, r] = sketch.image.dims();
        let products = read(sketch.products.clone()).await?;
        let (core, gram) = products.split_at(r * r);
        let (combination, eigenvalues) = nystrom(core, gram, r);
        let kept = eigenvalues.len();
        let rest = (spread - eigenvalues.iter().sum::<f32>()).max(0.0)
            / sketch.rank.saturating_sub(kept).max(1) as f32;
        let device = sketch.image.device();
        let combination = Tensor::<2>::from_data(TensorData::new(combination, [r, kept]), &device);
        Ok(Self {
            directions: sketch.image.clone().matmul(combination),
            eigenvalues: Tensor::from_data(TensorData::new(eigenvalues, [kept, 1]), &device),
            rest,
            weight_decay,
        })
    }

    /// Applies the approximate inverse Hessian to a gradient `[D, F·C]`. `curvature` is s of each column, `[1, F·C]`.
    pub(super) fn inverse(&self, gradient: Tensor<2>, curvature: &Tensor<2>) -> Tensor<2> {
        let along = self.directions.clone().transpose().matmul(gradient.clone());
        let flat = (curvature.clone() * self.rest + self.weight_decay).recip();
        let leading = (self.eigenvalues.clone() * curvature.clone() + self.weight_decay).recip();
        self.directions.clone().matmul(along * (leading - flat.clone())) + gradient * flat
    }
}

/// Nyström's approximation Y·(ΩᵀY)⁻¹·Yᵀ, with Y = Cov·Ω: takes ΩᵀY and YᵀY, both `[R, R]`, and returns its leading
/// eigenvectors as combinations `[R, K]` of Y's columns, and its eigenvalues `[K]`.
fn nystrom(core: &[f32], gram: &[f32], r: usize) -> (Vec<f32>, Vec<f32>) {
    let wide = |values: &[f32]| values.iter().map(|value| f64::from(*value)).collect::<Vec<f64>>();
    let gram = wide(gram);
    // Columns of (ΩᵀY)^(-½).
    let roots: Vec<Vec<f64>> = eigen(wide(core), r)
        .into_iter()
        .map(|(value, vector)| vector.iter().map(|part| part / value.sqrt()).collect())
        .collect();
    let images: Vec<Vec<f64>> =
        roots.iter().map(|root| gram.chunks_exact(r).map(|row| dot(row, root)).collect()).collect();
    let small = roots.iter().flat_map(|root| images.iter().map(|image| dot(root, image))).collect();
    let mut pairs: Vec<(f64, Vec<f64>)> = eigen(small, roots.len())
        .into_iter()
        .map(|(value, vector)| {
            let part =
                |row: usize| vector.iter().zip(&roots).map(|(share, root)| share * root[row]).sum::<f64>();
            (value, (0..r).map(|row| part(row) / value.sqrt()).collect())
        })
        .collect();
    if pairs.is_empty() {
        // All vectors are equal.
        pairs.push((0.0, vec![0.0; r]));
    }
    let combination =
        (0..r).flat_map(|row| pairs.iter().map(move |(_, vector)| vector[row] as f32)).collect();
    (combination, pairs.iter().map(|(value, _)| *value as f32).collect())
}

/// Eigenvalues and unit eigenvectors of a symmetric positive semidefinite matrix `[N, N]`, by Jacobi's method (Golub &
/// Van Loan, §8.5). Eigenvalues that are mere rounding errors are left out.
fn eigen(mut matrix: Vec<f64>, n: usize) -> Vec<(f64, Vec<f64>)> {
    // Row `i` becomes eigenvector `i`.
    let mut vectors = vec![0.0; n * n];
    (0..n).for_each(|i| vectors[i * n + i] = 1.0);
    for _ in 0..SWEEPS {
        for p in 0..n {
            for q in p + 1..n {
                let off = f64::midpoint(matrix[p * n + q], matrix[q * n + p]);
                let apart = matrix[q * n + q] - matrix[p * n + p];
                if off.abs() <= f64::EPSILON * (matrix[q * n + q] * matrix[p * n + p]).abs().sqrt() {
                    continue;
                }
                let cotangent = apart / (2.0 * off);
                let tangent = cotangent.signum() / (cotangent.abs() + cotangent.hypot(1.0));
                let cosine = tangent.hypot(1.0).recip();
                let turn = (cosine, tangent * cosine);
                rotate(&mut matrix, (0..n).map(|i| (i * n + p, i * n + q)), turn);
                rotate(&mut matrix, (0..n).map(|i| (p * n + i, q * n + i)), turn);
                rotate(&mut vectors, (0..n).map(|i| (p * n + i, q * n + i)), turn);
            }
        }
    }
    let value = |i: usize| matrix[i * n + i];
    let limit = (0..n).map(value).fold(0.0, f64::max) * RANK_TOLERANCE;
    let kept = (0..n).filter(|i| value(*i) > limit);
    kept.map(|i| (value(i), vectors[i * n..(i + 1) * n].to_vec())).collect()
}

/// Rotates pairs of values by the angle with this cosine and sine.
fn rotate(values: &mut [f64], pairs: impl Iterator<Item = (usize, usize)>, (cosine, sine): (f64, f64)) {
    for (a, b) in pairs {
        (values[a], values[b]) =
            (cosine * values[a] - sine * values[b], sine * values[a] + cosine * values[b]);
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use burn::tensor::Device;

    use super::*;

    /// The covariance is diagonal (4, 1, 0), so its inverse is known.
    #[test]
    fn with_all_directions_the_inverse_is_exact() {
        let rows = [[2.0_f32, 1.0, 0.0], [-2.0, 1.0, 0.0], [2.0, -1.0, 0.0], [-2.0, -1.0, 0.0]];
        let vectors = Tensor::<2>::from_data(TensorData::from(rows), &Device::flex());
        let metric =
            pollster::block_on(Metric::new(&Sketch::new(&vectors), 5.0, 0.1)).expect("the CPU answers");
        let gradient = Tensor::<2>::from_data(TensorData::from([[1.0_f32], [1.0], [1.0]]), &Device::flex());
        let curvature = Tensor::<2>::ones([1, 1], &Device::flex()) * 0.5;
        let step = metric.inverse(gradient, &curvature).into_data().try_into_vec::<f32>().expect("floats");
        let expected = [1.0 / 2.1, 1.0 / 0.6, 1.0 / 0.1];
        assert!(step.iter().zip(&expected).all(|(a, b)| (a / b - 1.0).abs() < 1e-3), "{step:?}");
    }

    #[test]
    fn vectors_that_are_all_the_same_give_numbers() {
        let vectors = Tensor::<2>::zeros([5, 3], &Device::flex());
        let metric =
            pollster::block_on(Metric::new(&Sketch::new(&vectors), 0.0, 0.1)).expect("the CPU answers");
        let step =
            metric.inverse(Tensor::ones([3, 2], &Device::flex()), &Tensor::ones([1, 2], &Device::flex()));
        let step = step.into_data().try_into_vec::<f32>().expect("floats");
        assert!(step.iter().all(|value| (value - 10.0).abs() < 1e-3), "{step:?}");
    }
}
