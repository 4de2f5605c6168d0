//! Which cells of a long list are in sight, where they lie, and where a key leads.

use std::ops::Range;

/// A list of cells in rows of equal height, of which only those in sight are in the document. A table is a list with one
/// column. All lengths are in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VirtualScroll {
    /// Cells in a row, at least 1.
    pub columns: usize,
    /// From the top of one row to the top of the next.
    pub pitch: f64,
    /// The part of `pitch` that is empty.
    pub gap: f64,
    /// The height of a head that stays in sight and covers the first row when it is scrolled up.
    pub head: f64,
    /// The height of the element that scrolls.
    pub height: f64,
    /// How far it is scrolled.
    pub scroll: f64,
    /// Rows that are kept ready above and below those in sight.
    pub spare_rows: usize,
}

impl VirtualScroll {
    /// The cells to show of `count`. A list that has lost cells may be scrolled beyond its end for a moment; then it is the
    /// last ones.
    pub fn range(&self, count: usize) -> Range<usize> {
        let in_sight = (self.height / self.pitch).ceil() as usize + 1;
        let last_start = count.div_ceil(self.columns).saturating_sub(in_sight);
        let first = ((self.scroll / self.pitch) as usize).min(last_start);
        let rows = first.saturating_sub(self.spare_rows)..first + in_sight + self.spare_rows;
        rows.start * self.columns..(rows.end * self.columns).min(count)
    }

    /// Where the row of this cell begins, counted from the first row's top.
    pub fn top(&self, index: usize) -> f64 {
        (index / self.columns) as f64 * self.pitch
    }

    /// The height of all rows.
    pub fn content_height(&self, count: usize) -> f64 {
        (count.div_ceil(self.columns) as f64 * self.pitch - self.gap).max(0.0)
    }

    /// How far to scroll so that this cell is in sight; `None` where it is.
    pub fn scroll_to(&self, index: usize) -> Option<f64> {
        let (top, row) = (self.top(index), self.pitch - self.gap);
        let room = self.height - self.head;
        if top < self.scroll {
            Some(top)
        } else if top + row > self.scroll + room {
            Some((top + row - room).ceil())
        } else {
            None
        }
    }

    /// The cell of `count` that a key leads to from `index`, or from outside the list; `None` for any other key, and in an
    /// empty list.
    pub fn step(&self, key: &str, index: Option<usize>, count: usize) -> Option<usize> {
        let last = count.checked_sub(1)?;
        let page = self.columns * (((self.height - self.head) / self.pitch) as usize).max(1);
        let moved = match (key, index) {
            ("End", _) => last,
            ("ArrowLeft" | "ArrowRight", _) if self.columns == 1 => return None,
            ("Home", _)
            | ("ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "PageUp" | "PageDown", None) => 0,
            ("ArrowLeft", Some(index)) => index.saturating_sub(1),
            ("ArrowRight", Some(index)) => index + 1,
            ("ArrowUp", Some(index)) => index.checked_sub(self.columns).unwrap_or(index),
            ("ArrowDown", Some(index)) if index + self.columns > last => index,
            ("ArrowDown", Some(index)) => index + self.columns,
            ("PageUp", Some(index)) => index.saturating_sub(page),
            ("PageDown", Some(index)) => index + page,
            _ => return None,
        };
        Some(moved.min(last))
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "sums and products of whole numbers are exact")]
mod tests {
    use super::*;

    const GRID: VirtualScroll = VirtualScroll {
        columns: 4,
        pitch: 100.0,
        gap: 8.0,
        head: 0.0,
        height: 250.0,
        scroll: 0.0,
        spare_rows: 1,
    };
    const TABLE: VirtualScroll = VirtualScroll { columns: 1, gap: 0.0, head: 50.0, spare_rows: 2, ..GRID };

    #[test]
    fn cells_in_sight_and_spare_rows_are_shown() {
        assert_eq!(GRID.range(0), 0..0);
        assert_eq!(GRID.range(7), 0..7);
        assert_eq!(GRID.range(1000), 0..20, "four rows in sight and one below");
        let scrolled = VirtualScroll { scroll: 1050.0, ..GRID };
        assert_eq!(scrolled.range(1000), 36..60);
        assert_eq!(scrolled.top(36), 900.0);
        assert_eq!(TABLE.range(1000), 0..6);
    }

    #[test]
    fn a_list_that_has_become_shorter_shows_its_end() {
        let scrolled = VirtualScroll { scroll: 5000.0, ..GRID };
        assert_eq!(scrolled.range(50), 32..50);
        assert_eq!(scrolled.range(3), 0..3);
    }

    #[test]
    fn the_height_is_that_of_all_rows_without_the_last_gap() {
        assert_eq!(GRID.content_height(0), 0.0);
        assert_eq!(GRID.content_height(4), 92.0);
        assert_eq!(GRID.content_height(5), 192.0);
    }

    #[test]
    fn a_cell_out_of_sight_is_scrolled_to_past_the_head() {
        assert_eq!(GRID.scroll_to(7), None);
        assert_eq!(GRID.scroll_to(11), Some(42.0));
        assert_eq!(VirtualScroll { scroll: 150.0, ..GRID }.scroll_to(3), Some(0.0));
        assert_eq!(TABLE.scroll_to(1), None);
        assert_eq!(TABLE.scroll_to(2), Some(100.0));
    }

    #[test]
    fn keys_lead_through_a_grid() {
        let step = |key, index| GRID.step(key, index, 10);
        assert_eq!(step("ArrowRight", None), Some(0));
        assert_eq!((step("ArrowRight", Some(2)), step("ArrowRight", Some(9))), (Some(3), Some(9)));
        assert_eq!((step("ArrowLeft", Some(2)), step("ArrowLeft", Some(0))), (Some(1), Some(0)));
        assert_eq!((step("ArrowDown", Some(2)), step("ArrowDown", Some(7))), (Some(6), Some(7)));
        assert_eq!((step("ArrowUp", Some(6)), step("ArrowUp", Some(2))), (Some(2), Some(2)));
        assert_eq!((step("PageDown", Some(1)), step("PageUp", Some(9))), (Some(9), Some(1)));
        assert_eq!((step("Home", Some(5)), step("End", None)), (Some(0), Some(9)));
        assert_eq!((step("x", Some(5)), GRID.step("End", None, 0)), (None, None));
    }

    #[test]
    fn left_and_right_lead_nowhere_in_a_table() {
        assert_eq!(TABLE.step("ArrowRight", Some(1), 10), None);
        assert_eq!(TABLE.step("ArrowDown", Some(1), 10), Some(2));
        assert_eq!(TABLE.step("PageDown", Some(1), 10), Some(3));
    }
}
