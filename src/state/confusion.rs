//! The order of the confusion matrix's classes, and the matrix as a file.

pub mod picture;

use std::collections::BTreeMap;

use crate::csv::{self, Dialect, Field};
use crate::sorting::sort_by_cached_key;
use handlens_core::metrics::Confusion;
use handlens_core::protocol::ClassId;
use handlens_i18n::t;

/// The order of the classes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// In the order in which the person created them.
    #[default]
    Made,
    /// Classes whose photos are most often mistaken first.
    Mistakes,
    /// By name.
    Name,
}

impl Order {
    /// All orders.
    pub const ALL: [Self; 3] = [Self::Made, Self::Mistakes, Self::Name];

    /// What the page calls this order.
    pub fn name(self) -> String {
        match self {
            Self::Made => t!("confusion-order-made"),
            Self::Mistakes => t!("confusion-order-mistakes"),
            Self::Name => t!("confusion-order-name"),
        }
    }

    /// A short key for this order.
    pub fn key(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Mistakes => "mistakes",
            Self::Name => "name",
        }
    }

    /// The order with this key; the first one for any other key.
    pub fn of(key: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.key() == key).unwrap_or_default()
    }
}

/// The indices of the classes that have photos, in this order.
pub fn ordered(
    classes: &[ClassId],
    confusion: &Confusion,
    names: &BTreeMap<ClassId, String>,
    order: Order,
) -> Vec<usize> {
    let mut places: Vec<usize> = (0..classes.len()).filter(|place| confusion.support(*place) > 0).collect();
    match order {
        Order::Made => {}
        Order::Mistakes => sort_by_cached_key(&mut places, |place| {
            std::cmp::Reverse(confusion.support(*place) - confusion.count(*place, *place))
        }),
        Order::Name => {
            sort_by_cached_key(&mut places, |place| {
                names.get(&classes[*place]).map(|name| name.to_lowercase())
            });
        }
    }
    places
}

/// The matrix as a CSV file: a row per true class, a column per predicted class. The header is English in every
/// language, because programs read it.
pub fn csv(dialect: Dialect, names: &[String], confusion: &Confusion) -> String {
    let head = std::iter::once(Field::from("is \\ taken for")).chain(names.iter().map(Field::from));
    let rows = names.iter().enumerate().map(|(label, name)| {
        let counts =
            (0..names.len()).map(|answer| Field::Number(f64::from(confusion.count(label, answer)), 0));
        std::iter::once(Field::from(name)).chain(counts).collect()
    });
    csv::file(dialect, std::iter::once(head.collect()).chain(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn confusion() -> Confusion {
        Confusion::from_counts(3, vec![5, 1, 0, 2, 1, 3, 0, 0, 0]).expect("a square")
    }

    #[test]
    fn classes_come_in_the_order_that_is_asked_for_and_only_with_photos() {
        let classes = [ClassId(4), ClassId(2), ClassId(9)];
        let names = BTreeMap::from([(ClassId(4), "Oak".to_owned()), (ClassId(2), "ash".to_owned())]);
        let order = |order| ordered(&classes, &confusion(), &names, order);
        assert_eq!(order(Order::Made), [0, 1]);
        assert_eq!(order(Order::Mistakes), [1, 0]);
        assert_eq!(order(Order::Name), [1, 0]);
        assert!(Order::ALL.into_iter().all(|order| Order::of(order.key()) == order));
    }

    #[test]
    fn the_file_quotes_names_and_disarms_formulas() {
        let names = ["Oak, \"red\"", "=1+1", "Ash"].map(str::to_owned);
        let file = csv(Dialect::Semicolon, &names, &confusion());
        let lines: Vec<&str> = file.lines().collect();
        assert_eq!(lines[0], "\u{feff}\"is \\ taken for\";\"Oak, \"\"red\"\"\";\"'=1+1\";\"Ash\"");
        assert_eq!(lines[2], "\"'=1+1\";2;1;3");
        assert_eq!(lines.len(), 4);
    }
}
