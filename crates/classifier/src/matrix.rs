//! Vectors of one length, one after the other in memory.

/// A matrix of f32, row-major: the vectors that a training learns from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matrix {
    values: Vec<f32>,
    columns: usize,
}

impl Matrix {
    /// A matrix without rows, with room for `rows` of them, so that it does not grow while they are pushed: growing would
    /// briefly hold up to three times as much.
    pub fn with_capacity(rows: usize, columns: usize) -> Self {
        Self { values: Vec::with_capacity(rows * columns), columns }
    }

    /// The matrix of values that are in order already, `[N, columns]`. Values after the last whole row are dropped.
    pub fn of(mut values: Vec<f32>, columns: usize) -> Self {
        values.truncate(values.len() / columns.max(1) * columns);
        Self { values, columns }
    }

    /// Adds a row of [`Matrix::columns`] values.
    ///
    /// # Panics
    ///
    /// When the row has another length.
    pub fn push(&mut self, row: &[f32]) {
        assert_eq!(row.len(), self.columns, "a row of another length");
        self.values.extend_from_slice(row);
    }

    /// Number of rows, N.
    pub fn row_count(&self) -> usize {
        self.values.len() / self.columns.max(1)
    }

    /// Length of each row, D.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// One row, `[D]`.
    ///
    /// # Panics
    ///
    /// When there is no such row.
    pub fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.columns..][..self.columns]
    }

    /// The rows in order, each `[D]`.
    pub fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.values.chunks_exact(self.columns.max(1))
    }

    /// All values, row by row: `[N, D]`.
    pub fn values(&self) -> &[f32] {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_where_they_were_put() {
        let mut matrix = Matrix::with_capacity(2, 3);
        matrix.push(&[1.0, 2.0, 3.0]);
        matrix.push(&[4.0, 5.0, 6.0]);
        assert_eq!((matrix.row_count(), matrix.columns()), (2, 3));
        assert_eq!(matrix.row(1), [4.0, 5.0, 6.0]);
        assert_eq!(matrix.rows().map(|row| row[0]).collect::<Vec<_>>(), [1.0, 4.0]);
        assert_eq!(Matrix::of(vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], 3), matrix);
        assert_eq!(Matrix::default().row_count(), 0);
        assert_eq!(Matrix::default().rows().count(), 0);
    }
}
