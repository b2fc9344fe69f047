//! Properties of shape arithmetic: no arguments make it panic, and what it gives is in bounds.

use proptest::prelude::*;

use super::conv::{Edge, Window, windows};
use super::reshape::reshape;
use super::transpose::permute;
use super::{axis, product, sum};
use tfl_ir::Dim;

fn dim() -> impl Strategy<Value = Dim> {
    prop_oneof![Just(Dim::Dynamic), (0u64..20).prop_map(Dim::Static), any::<u64>().prop_map(Dim::Static),]
}

fn edge() -> impl Strategy<Value = Edge> {
    prop_oneof![
        Just(Edge::Same),
        Just(Edge::Valid),
        any::<i64>().prop_map(Edge::Explicit),
        (0i64..9).prop_map(Edge::Explicit)
    ]
}

fn small_or_any() -> impl Strategy<Value = i64> {
    prop_oneof![-3i64..12, any::<i64>()]
}

proptest! {
    /// Every window that is counted starts inside of the padded input, and one more would not fit.
    #[test]
    fn windows_fit(input in 0i64..200, window in 1i64..9, stride in 1i64..5, dilation in 1i64..4) {
        let shape = Window { size: Dim::Static(window as u64), stride, dilation, edge: Edge::Valid };
        let covered = (window - 1) * dilation + 1;
        match windows(Dim::Static(input as u64), shape) {
            Ok(Dim::Static(count)) => {
                let last = (count as i64 - 1) * stride;
                prop_assert!(last + covered <= input && last + stride + covered > input);
            }
            Ok(Dim::Dynamic) => prop_assert!(false, "the size is known"),
            Err(_) => prop_assert!(covered > input),
        }
    }

    #[test]
    fn windows_never_panic(input in dim(), size in dim(), stride in small_or_any(), dilation in small_or_any(), edge in edge()) {
        let _ = windows(input, Window { size, stride, dilation, edge });
    }

    /// A reshape keeps the number of elements.
    #[test]
    fn reshape_keeps_the_elements(input in prop::collection::vec(0u64..6, 0..4), sizes in prop::collection::vec(-2i64..8, 0..4)) {
        let dims: Vec<Dim> = input.iter().map(|&size| Dim::Static(size)).collect();
        let sizes: Vec<Option<i64>> = sizes.into_iter().map(Some).collect();
        if let Ok(shape) = reshape(Some(&dims), &sizes) {
            let count: u64 = shape.iter().map(|dim| dim.size().expect("known")).product();
            prop_assert_eq!(count, input.iter().product::<u64>());
        }
    }

    #[test]
    fn reshape_never_panics(input in prop::collection::vec(dim(), 0..5), sizes in prop::collection::vec(prop::option::of(small_or_any()), 0..5)) {
        let _ = reshape(Some(&input), &sizes);
    }

    /// A permutation that is accepted has every size of the input.
    #[test]
    fn permutations(input in prop::collection::vec(dim(), 0..5), order in prop::collection::vec(-6i64..6, 0..5)) {
        if let Ok(mut shape) = permute(&input, &order) {
            let mut sizes = input;
            shape.sort();
            sizes.sort();
            prop_assert_eq!(shape, sizes);
        }
    }

    #[test]
    fn arithmetic_never_wraps(a in dim(), b in dim(), at in any::<i64>(), rank in 0usize..9) {
        for result in [product(a, b), sum(a, b)] {
            if let Ok(Dim::Static(size)) = result {
                prop_assert!(i64::try_from(size).is_ok());
            }
        }
        if let Ok(at) = axis(at, rank) {
            prop_assert!(at < rank);
        }
    }
}
