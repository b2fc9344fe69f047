//! Tables, their errors, and the work of ops.

use tfl_ir::types::{TypeKind, UniformQuant};
use tfl_ir::{Attr, Dim, Type};

use super::work::{Kind, Tile, Work};
use super::*;

/// A table of round numbers: 10 ns an op, then by kind of work.
const TABLE: &str = "cost-model 1
name round numbers
tile-rows 7
tile-columns 16
cache-bytes 1000
split-ns 100
constant-bytes-per-ns 1000
record-bytes 60
tensor-bytes 40
default overhead-ns 1000 outside
op tfl.add when i8 overhead-ns 20
op tfl.add overhead-ns 10 bytes-per-ns 4 run-ns 0.5
op tfl.conv_2d tfl.fully_connected when values overhead-ns 10 outside
op tfl.conv_2d tfl.fully_connected overhead-ns 10 macs-per-ns 10 row-macs-per-ns 1 far-bytes-per-ns 1
op tfl.transpose when turned overhead-ns 30
op tfl.transpose overhead-ns 10
";

fn model() -> CostModel {
    CostModel::parse(TABLE, "table").expect("the table is right")
}

fn f32s(dims: &[u64]) -> Type {
    Type::static_tensor(dims, Type::f32())
}

/// An op from the types of its operands (a constant has `true`) and of its result.
fn with_op<R>(
    name: &str,
    attrs: &Dict,
    operands: &[(Type, bool)],
    result: Type,
    ask: impl Fn(&OpCost<'_>) -> R,
) -> R {
    let operands: Vec<OperandFacts> =
        operands.iter().map(|&(ty, constant)| OperandFacts { ty, constant }).collect();
    ask(&OpCost { name, attrs, operands: &operands, results: &[result] })
}

fn work(name: &str, attrs: &Dict, operands: &[(Type, bool)], result: Type) -> Work {
    with_op(name, attrs, operands, result, |op| Work::of(op, Tile { rows: 7, columns: 16 }, 1000))
}

fn cost(model: &CostModel, name: &str, operands: &[(Type, bool)], result: Type) -> u64 {
    with_op(name, &Dict::EMPTY, operands, result, |op| model.op(op))
}

/// The message and place of the error that `text` gives.
fn error(text: &str) -> (String, u32, u32, String) {
    let error = CostModel::parse(text, "table").expect_err(text);
    let (file, line, column) = error.loc.first_file().expect("errors have a place");
    assert_eq!(file, "table");
    (error.message.clone(), line, column, error.hint.clone().unwrap_or_default())
}

/// The error of the table with `line` after its first line.
fn error_of_line(line: &str) -> (String, u32, u32, String) {
    error(&TABLE.replacen('\n', &format!("\n{line}\n"), 1))
}

#[test]
fn the_table_that_ships_is_read() {
    let model = CostModel::builtin();
    assert!(model.name().contains("XNNPACK"));
    assert_ne!(cost(&model, "tfl.add", &[(f32s(&[4]), false), (f32s(&[4]), false)], f32s(&[4])), 0);
}

#[test]
fn a_file_without_its_first_line_is_refused() {
    assert_eq!(error("").0, "an empty cost model; expected 'cost-model 1'");
    assert_eq!(error("# only this\n").0, "an empty cost model; expected 'cost-model 1'");
    let (message, line, column, _) = error("\n  tile-rows 7\n");
    assert_eq!((message.as_str(), line, column), ("found 'tile-rows', expected 'cost-model 1' first", 2, 3));
    assert_eq!(error("cost-model 2\n").0, "version '2' of cost models; known is 1");
    assert_eq!(error("cost-model 1 now\n").0, "found 'now', expected the end of the line");
}

#[test]
fn misspelt_words_are_named_with_what_was_meant() {
    let cases = [
        ("op tfl.conv_2 overhead-ns 1", "unknown op 'tfl.conv_2'", 4, "did you mean 'tfl.conv_2d'?"),
        ("op tfl.abs overhed-ns 1", "unknown key 'overhed-ns'", 12, "did you mean 'overhead-ns'?"),
        ("op tfl.abs when i9 overhead-ns 1", "unknown condition 'i9'", 17, "did you mean 'i8'?"),
        ("tile-row 7", "unknown statement 'tile-row'", 1, "did you mean 'tile-rows'?"),
    ];
    for (text, message, column, hint) in cases {
        assert_eq!(error_of_line(text), (message.to_owned(), 2, column, hint.to_owned()));
    }
}

#[test]
fn numbers_must_be_decimals_in_range() {
    let cases = [
        ("-1", "negative"),
        ("nan", "no decimal number"),
        ("inf", "no decimal number"),
        ("1e3", "no decimal number"),
        ("1.", "no decimal number"),
        ("0.1234567", "given to more than six places"),
        ("1000000000.1", "too large"),
        ("99999999999999999999999", "too large"),
    ];
    for (number, why) in cases {
        let (message, line, column, _) = error_of_line(&format!("op tfl.abs overhead-ns {number}"));
        assert_eq!(message, format!("'{number}' after 'overhead-ns' is {why}"));
        assert_eq!((line, column), (2, 24));
    }
    assert_eq!(
        error_of_line("op tfl.abs overhead-ns 1 bytes-per-ns 0").0,
        "'bytes-per-ns' is 0; expected a rate above 0"
    );
    assert_eq!(
        error_of_line("op tfl.abs overhead-ns").0,
        "the line ends, expected a number after 'overhead-ns'"
    );
}

#[test]
fn what_is_said_twice_or_in_vain_is_refused() {
    assert_eq!(error_of_line("name a").0, "a second 'name'; a cost model has one");
    assert_eq!(error_of_line("tile-rows 7").0, "a second 'tile-rows'; a cost model has one");
    assert_eq!(error_of_line("default overhead-ns 1").0, "a second 'default'; a cost model has one");
    assert_eq!(
        error_of_line("op tfl.abs overhead-ns 1 overhead-ns 1").0,
        "a second 'overhead-ns' in this row"
    );
    assert_eq!(
        error_of_line("op tfl.abs run-ns 1 overhead-ns 1 run-ns 1").0,
        "a second 'run-ns' in this row"
    );
    assert_eq!(error_of_line("op tfl.abs overhead-ns 1 outside outside").0, "a second 'outside' in this row");
    let (message, line, column, _) = error_of_line("op tfl.add overhead-ns 1");
    assert_eq!(message, "this row of tfl.add is never used; line 2 comes first");
    assert_eq!((line, column), (12, 4));
}

#[test]
fn what_is_missing_is_named() {
    assert_eq!(error(&TABLE.replace("split-ns 100\n", "")).0, "the cost model ends without 'split-ns'");
    assert_eq!(
        error(&TABLE.replace("default overhead-ns 1000 outside\n", "")).0,
        "the cost model ends without 'default'"
    );
    assert_eq!(error_of_line("op tfl.abs run-ns 1").0, "the row ends without 'overhead-ns'");
    assert_eq!(error_of_line("op").0, "the line ends, expected the name of an op, such as tfl.add");
    assert_eq!(
        error_of_line("op abs overhead-ns 1").0,
        "found 'abs', expected the name of an op, such as tfl.add"
    );
    assert_eq!(error_of_line("op tfl.abs when").0, "the row ends after 'when'; expected a condition");
    let (message, line, ..) = error(&format!("{TABLE}op tfl.abs when i8 overhead-ns 1\n\n# the end"));
    assert_eq!((message.as_str(), line), ("tfl.abs has rows with conditions only", 17));
}

#[test]
fn long_words_and_huge_files_give_short_errors() {
    assert!(error_of_line(&"x".repeat(100_000)).0.len() < 100);
    assert!(error(&"#".repeat(2 << 20)).0.contains("at most"));
}

#[test]
fn the_first_row_that_holds_is_the_price() {
    let model = model();
    let [a, small] = [f32s(&[2, 8]), f32s(&[8])];
    // 3 times 64 bytes at 4 a nanosecond, and 10 ns.
    assert_eq!(cost(&model, "tfl.add", &[(a, false), (a, false)], a), 58_000);
    // The broadcast operand is smaller, but the loop starts twice.
    assert_eq!(cost(&model, "tfl.add", &[(a, false), (small, true)], a), 10_000 + 40_000 + 1_000);
    let quant =
        Type::new(TypeKind::UniformQuant(UniformQuant::per_tensor(Type::int(8), Type::f32(), 0.5, 3)));
    let q = Type::static_tensor(&[2, 8], quant);
    assert_eq!(cost(&model, "tfl.add", &[(q, false), (q, false)], q), 20_000);
    // No row: the default, outside the delegate.
    assert_eq!(cost(&model, "tfl.abs", &[(a, false)], a), 1_100_000);
    assert_eq!(cost(&model, "tfl.transpose", &[(f32s(&[2, 3]), false)], f32s(&[3, 2])), 30_000);
    assert_eq!(cost(&model, "tfl.transpose", &[(f32s(&[2, 3, 4]), false)], f32s(&[3, 2, 4])), 10_000);
}

#[test]
fn products_are_counted_in_whole_tiles() {
    let [x, w, y] = [f32s(&[8, 100]), f32s(&[20, 100]), f32s(&[8, 20])];
    let done = work("tfl.fully_connected", &Dict::EMPTY, &[(x, false), (w, true)], y);
    assert_eq!(done.get(Kind::Macs), 14 * 32 * 100);
    assert_eq!(done.get(Kind::FarBytes), 20 * 100 * 4);
    assert_eq!(
        with_op("tfl.fully_connected", &Dict::EMPTY, &[(x, false), (w, true)], y, CostModel::macs),
        8 * 20 * 100
    );
    // One row wastes no other rows; weights that are values are laid out anew.
    let done =
        work("tfl.fully_connected", &Dict::EMPTY, &[(f32s(&[1, 100]), false), (w, false)], f32s(&[1, 20]));
    assert_eq!((done.get(Kind::Macs), done.get(Kind::RowMacs)), (0, 32 * 100));
    assert_eq!((done.get(Kind::FarBytes), done.get(Kind::Packed)), (0, 20 * 100));
}

#[test]
fn convolutions_count_groups_and_windows() {
    let (x, y) = (f32s(&[1, 7, 7, 32]), f32s(&[1, 7, 7, 64]));
    let macs = |name: &str, x: Type, w: Type, y: Type| {
        with_op(name, &Dict::EMPTY, &[(x, false), (w, true)], y, CostModel::macs)
    };
    assert_eq!(macs("tfl.conv_2d", x, f32s(&[64, 3, 3, 32]), y), 49 * 64 * 9 * 32);
    assert_eq!(macs("tfl.conv_2d", x, f32s(&[64, 3, 3, 8]), y), 49 * 64 * 9 * 8);
    assert_eq!(macs("tfl.depthwise_conv_2d", x, f32s(&[1, 3, 3, 32]), x), 49 * 32 * 9);
    let done = work("tfl.conv_2d", &Dict::EMPTY, &[(x, false), (f32s(&[64, 3, 3, 32]), true)], y);
    assert_eq!(done.get(Kind::Taps), 49 * 64 * 9);
    let operands =
        [(Type::static_tensor(&[4], Type::i32()), true), (f32s(&[16, 2, 2, 32]), true), (x, false)];
    let transposed =
        with_op("tfl.transpose_conv", &Dict::EMPTY, &operands, f32s(&[1, 14, 14, 16]), CostModel::macs);
    assert_eq!(transposed, 49 * 16 * 4 * 32);
    let turned = Dict::of([("adj_x", Attr::bool(true))]);
    let operands = [(f32s(&[3, 32, 8]), false), (f32s(&[3, 32, 16]), false)];
    assert_eq!(
        with_op("tfl.batch_matmul", &turned, &operands, f32s(&[3, 8, 16]), CostModel::macs),
        3 * 8 * 16 * 32
    );
    assert_eq!(macs("tfl.add", x, x, x), 0);
}

#[test]
fn loops_start_where_broadcasting_changes() {
    let starts = |a: &[u64], b: &[u64]| {
        work("tfl.add", &Dict::EMPTY, &[(f32s(a), false), (f32s(b), false)], f32s(a)).get(Kind::Runs)
    };
    assert_eq!(starts(&[2, 3, 4], &[2, 3, 4]), 0);
    assert_eq!(starts(&[2, 3, 4], &[]), 0);
    assert_eq!(starts(&[2, 3, 4], &[4]), 6);
    assert_eq!(starts(&[2, 3, 4], &[3, 4]), 2);
    assert_eq!(starts(&[2, 3, 4], &[2, 3, 1]), 6);
    assert_eq!(starts(&[1, 3, 1, 4], &[1, 3, 1, 4]), 0);
}

#[test]
fn movements_count_their_pieces() {
    let pieces = |name: &str, attrs: &Dict, operands: &[Type], result: Type| {
        let operands: Vec<(Type, bool)> = operands.iter().map(|&ty| (ty, false)).collect();
        work(name, attrs, &operands, result).get(Kind::Runs)
    };
    let (a, none) = (f32s(&[2, 3, 4]), Dict::EMPTY);
    let last = Dict::of([("axis", Attr::i32(-1))]);
    assert_eq!(pieces("tfl.concatenation", &last, &[a, a], f32s(&[2, 3, 8])), 12);
    assert_eq!(
        pieces("tfl.concatenation", &Dict::of([("axis", Attr::i32(0))]), &[a, a], f32s(&[4, 3, 4])),
        2
    );
    assert_eq!(pieces("tfl.slice", &none, &[a], f32s(&[2, 2, 4])), 2);
    assert_eq!(pieces("tfl.pad", &none, &[a], f32s(&[2, 3, 6])), 6);
    assert_eq!(pieces("tfl.tile", &none, &[a], f32s(&[2, 6, 4])), 4);
    assert_eq!(pieces("tfl.softmax", &none, &[a], a), 6);
    assert_eq!(pieces("tfl.mean", &none, &[a], f32s(&[2, 3])), 6);
}

#[test]
fn reductions_and_pools_count_what_they_read() {
    let read = |name: &str, attrs: &Dict, operand: Type, result: Type| {
        work(name, attrs, &[(operand, false)], result).get(Kind::Elements)
    };
    assert_eq!(read("tfl.sum", &Dict::EMPTY, f32s(&[2, 3, 4]), f32s(&[2, 3])), 24);
    let window = Dict::of([("filter_height", Attr::i32(2)), ("filter_width", Attr::i32(3))]);
    assert_eq!(read("tfl.max_pool_2d", &window, f32s(&[1, 4, 6, 5]), f32s(&[1, 2, 2, 5])), 120);
}

#[test]
fn weights_beyond_the_cache_cost_as_much_merged_as_apart() {
    let model = model().with_constants(4000);
    let product = |columns: u64| {
        let operands = [(f32s(&[1, 16]), false), (f32s(&[columns, 16]), true)];
        cost(&model, "tfl.fully_connected", &operands, f32s(&[1, columns])) - 10_000
    };
    // 16 macs at 1 a nanosecond and, of 64 bytes, three quarters from memory, for each column.
    assert_eq!(product(16), 16 * (16_000 + 48_000));
    assert_eq!(product(32), 2 * product(16));
}

#[test]
fn unknown_sizes_count_as_one_and_huge_ones_saturate() {
    let unknown = Type::tensor(&[Dim::Dynamic, Dim::Static(8)], Type::f32());
    let model = model();
    assert_eq!(
        cost(&model, "tfl.add", &[(unknown, false), (unknown, false)], unknown),
        cost(&model, "tfl.add", &[(f32s(&[1, 8]), false), (f32s(&[1, 8]), false)], f32s(&[1, 8])),
    );
    let any = Type::unranked_tensor(Type::f32());
    assert_ne!(cost(&model, "tfl.add", &[(any, false), (any, false)], any), 0);
    let huge = f32s(&[1 << 62, 1 << 62, 1 << 62, 1 << 62]);
    for name in [
        "tfl.add",
        "tfl.conv_2d",
        "tfl.fully_connected",
        "tfl.batch_matmul",
        "tfl.transpose_conv",
        "tfl.tile",
    ] {
        for operands in [&[][..], &[(huge, false)], &[(huge, true), (huge, true), (huge, true)]] {
            assert_ne!(cost(&CostModel::builtin(), name, operands, huge), 0);
        }
    }
    let slow = CostModel::parse(&TABLE.replace("bytes-per-ns 4", "bytes-per-ns 0.000001"), "table")
        .expect("a table");
    assert_eq!(cost(&slow, "tfl.add", &[(huge, false), (huge, false)], huge), u64::MAX);
}

#[test]
fn size_counts_bytes_and_latency_breaks_ties() {
    let fast = model();
    let small = fast.with_objective(Objective::Size);
    let [a, b] = [f32s(&[1024]), f32s(&[2048])];
    let (few, many) = ([(a, false), (a, false)], [(b, false), (b, false)]);
    assert!(cost(&small, "tfl.add", &few, a) < cost(&small, "tfl.add", &many, b));
    // A thousand times the time is worth no byte.
    let huge = f32s(&[1024 * 1024]);
    let slow = cost(&small, "tfl.add", &[(huge, false), (huge, false)], huge);
    assert!(slow - cost(&small, "tfl.add", &few, a) < small.constant_bytes(1) - small.constant_bytes(0));
    assert_eq!(small.constant_bytes(u64::MAX), u64::MAX);
    assert_eq!(fast.constant_bytes(1_000_000), 1_000_000);
}
