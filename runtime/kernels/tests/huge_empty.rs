//! Tensors without elements may claim huge dimensions: kernels neither loop over them nor allocate.

use tfl_kernels::batch_matmul::{BatchMatMulParams, batch_matmul_8bit, batch_matmul_shape};
use tfl_kernels::binary_quantized::BinaryQuant;
use tfl_kernels::conv::{Conv2DParams, conv_2d_f32, conv_2d_shape};
use tfl_kernels::conv_quantized::{WeightedQuant, conv_2d_i8};
use tfl_kernels::pool::{Pool2DParams, average_pool_2d_f32, pool_2d_shape};
use tfl_kernels::softmax::softmax_quantized;
use tfl_kernels::{Activation, KernelError, Padding, QuantParams, TensorMut, TensorRef};
use tfl_kernels::{concat, conv_3d, depthwise, fully_connected, layout, reduce, scatter, select};

const HUGE: usize = 1 << 40;

fn empty<T>(dims: &[usize]) -> TensorRef<'_, T> {
    TensorRef::new(dims, &[]).expect("a dimension is zero")
}

/// Runs `f` on the result's shape if that has no elements either.
fn run<T: 'static>(
    shape: Result<Vec<usize>, KernelError>,
    f: impl FnOnce(TensorMut<T>) -> Result<(), KernelError>,
) -> Result<(), KernelError> {
    let dims = shape?;
    assert!(dims.contains(&0), "{dims:?}");
    f(TensorMut::new(&dims, &mut [])?)
}

#[test]
fn convolutions_and_pools() {
    let p = Conv2DParams::default();
    let q = QuantParams::new(1.0, 0);
    let quant = WeightedQuant { input: q, filter_scales: &[1.0], filter_zero_point: 0, output: q };
    let inputs = [[0, HUGE, HUGE, 1], [1, HUGE, 0, 1], [HUGE, 1, 0, 1]];
    for x in inputs {
        let w = [1, 1, 1, 1];
        run(conv_2d_shape(&x, &w, &p), |o| conv_2d_f32(empty(&x), TensorRef::new(&w, &[1.0])?, None, &p, o))
            .expect("nothing to compute");
        run(conv_2d_shape(&x, &w, &p), |o| {
            conv_2d_i8(empty(&x), TensorRef::new(&w, &[1])?, None, &p, &quant, o)
        })
        .expect("nothing to compute");
        run(depthwise::depthwise_conv_2d_shape(&x, &w, &p), |o| {
            depthwise::depthwise_conv_2d_f32(empty(&x), TensorRef::new(&w, &[1.0])?, None, &p, o)
        })
        .expect("nothing to compute");
    }
    // No output channels, whatever the filter claims.
    let (x, w) = ([1, 1, 1, 1], [0, HUGE, HUGE, 1]);
    run(conv_2d_shape(&x, &w, &p), |o| conv_2d_f32(TensorRef::new(&x, &[1.0])?, empty(&w), None, &p, o))
        .expect("nothing to compute");
    let pool = Pool2DParams {
        padding: Padding::Same,
        stride_h: 1,
        stride_w: 1,
        filter_h: 2,
        filter_w: 2,
        activation: Activation::None,
    };
    for x in [[0, 1, 1, HUGE], [1, HUGE, 0, HUGE]] {
        run(pool_2d_shape(&x, &pool), |o| average_pool_2d_f32(empty(&x), &pool, o))
            .expect("nothing to compute");
    }
    let p3 = conv_3d::Conv3DParams {
        padding: Padding::Same,
        strides: [1; 3],
        dilations: [1; 3],
        activation: Activation::None,
    };
    let (x, w) = ([1, HUGE, HUGE, 0, 1], [1, 1, 1, 1, 1]);
    run(conv_3d::conv_3d_shape(&x, &w, &p3), |o| {
        conv_3d::conv_3d_f32(empty(&x), TensorRef::new(&w, &[1.0])?, None, &p3, o)
    })
    .expect("nothing to compute");
}

#[test]
fn products_rows_and_movement() {
    let q = QuantParams::new(1.0, 0);
    let p = BatchMatMulParams::default();
    let (x, y) = ([HUGE, 0, 1], [1, 1]);
    run(batch_matmul_shape(&x, &y, &p), |o| {
        batch_matmul_8bit::<i8>(
            empty(&x),
            TensorRef::new(&y, &[1])?,
            &p,
            &BinaryQuant { a: q, b: q, output: q },
            o,
        )
    })
    .expect("nothing to compute");
    let fc = fully_connected::FullyConnectedParams::default();
    let (x, w) = ([HUGE, 0, 2], [1, 2]);
    run(fully_connected::fully_connected_shape(&x, &w, &fc), |o| {
        fully_connected::fully_connected_f32(empty(&x), TensorRef::new(&w, &[1.0, 1.0])?, None, &fc, o)
    })
    .expect("nothing to compute");
    let rows = [0, HUGE];
    run::<i8>(Ok(rows.to_vec()), |o| softmax_quantized(empty::<i8>(&rows), q, 1.0, o)).expect("no rows");
    let wide = [HUGE, 0];
    run::<f32>(concat::pack_shape(&wide, 2, 1), |o| concat::pack(&[empty(&wide), empty(&wide)], 1, o))
        .expect("nothing to stack");
    run::<f32>(layout::transpose_shape(&wide, &[1, 0]), |o| layout::transpose(empty(&wide), &[1, 0], o))
        .expect("nothing to move");
    let square = [HUGE, 0, 0];
    let diagonal = [HUGE, 0];
    run::<f32>(Ok(square.to_vec()), |o| select::matrix_set_diag(empty(&square), empty(&diagonal), o))
        .expect("nothing to set");
    run::<i8>(reduce::reduce_shape(&[0, HUGE], &[1], false), |o| {
        reduce::mean_quantized(empty(&[0, HUGE]), q, &[1], q, o)
    })
    .expect("nothing to average");
    // Index tuples without coordinates, many of them.
    let mut out = [0];
    let value = TensorRef::new(&[], &[7]).expect("a scalar");
    let out_view = TensorMut::new(&[], &mut out).expect("a scalar");
    scatter::sparse_to_dense(empty::<i32>(&[HUGE, 0]), value, 1, out_view).expect("one element");
    assert_eq!(out, [7]);
}
