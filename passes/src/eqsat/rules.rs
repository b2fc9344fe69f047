//! The rules, a file a theme.

mod activation;
mod affine;
mod affine_absorb;
mod affine_after;
mod affine_before;
mod affine_move;
mod arithmetic;
mod center;
mod concat;
mod conv;
mod dilation;
mod layout;
mod linear;
mod logic;
mod matmul;
mod merge;
mod normalize;
mod numbers;
mod powers;
mod quantize;
mod recognize;
mod reduction;
mod repeat;
mod reshape;
mod reshape_binary;
mod resize;
mod shape;
mod sizes;
mod slice;
mod softmax;
mod transpose;
mod transpose_binary;
mod window;

use super::rule::Rule;

/// All rules, in the order in which they are tried and reported.
pub(super) static ALL: &[&[Rule]] = &[
    arithmetic::RULES,
    repeat::RULES,
    activation::RULES,
    recognize::RULES,
    powers::RULES,
    softmax::RULES,
    normalize::RULES,
    center::RULES,
    affine::RULES,
    affine_after::RULES,
    affine_before::RULES,
    affine_move::RULES,
    affine_absorb::RULES,
    conv::RULES,
    dilation::RULES,
    matmul::RULES,
    merge::RULES,
    transpose::RULES,
    transpose_binary::RULES,
    reshape::RULES,
    reshape_binary::RULES,
    shape::RULES,
    slice::RULES,
    concat::RULES,
    resize::RULES,
    logic::RULES,
    reduction::RULES,
    quantize::RULES,
];
