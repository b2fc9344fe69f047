//! Operators that move, pick or place elements.

use tfl_kernels::pad::MirrorMode;
use tfl_kernels::reduce::CumsumParams;
use tfl_kernels::strided_slice::{StridedSliceParams, strided_slice};
use tfl_kernels::{KernelError, TensorMut, TensorRef, gather, layout, pad, reduce, select, space};

use crate::vectors::{Case, check};

type Move<'a> = dyn Fn(TensorRef<f32>, TensorMut<f32>) -> Result<(), KernelError> + 'a;

/// The kernel's shape function must agree with the file as well, hence the shape checks inside kernels
/// are part of the test.
pub(crate) fn run(case: &Case) -> Option<Result<(), KernelError>> {
    let ints = |name: &str| case.ints(name);
    let moved = |f: &Move| check::<f32, f32>(case, f);
    Some(match case.kernel.as_str() {
        "transpose" => moved(&|x, o| layout::transpose(x, &ints("perm"), o)),
        "strided_slice" => {
            let mask = |name: &str| case.int(name) as i32;
            let params = StridedSliceParams {
                begin_mask: mask("begin_mask"),
                end_mask: mask("end_mask"),
                ellipsis_mask: mask("ellipsis_mask"),
                new_axis_mask: mask("new_axis_mask"),
                shrink_axis_mask: mask("shrink_axis_mask"),
                offset: false,
            };
            moved(&|x, o| strided_slice(x, &ints("begin"), &ints("end"), &ints("strides"), &params, o))
        }
        "pad" => moved(&|x, o| pad::pad(x, &ints("paddings"), 0.0, o)),
        "mirror_pad" => {
            let mode = if case.flag("reflect") { MirrorMode::Reflect } else { MirrorMode::Symmetric };
            moved(&|x, o| pad::mirror_pad(x, &ints("paddings"), mode, o))
        }
        "gather" => {
            let (d, i) = case.tensor::<i32>(1);
            let (axis, batch) = (case.int("axis"), case.int("batch_dims"));
            moved(&|x, o| gather::gather(x, TensorRef::new(&d, &i)?, axis, batch, o))
        }
        "gather_nd" => {
            let (d, i) = case.tensor::<i32>(1);
            moved(&|x, o| gather::gather_nd(x, TensorRef::new(&d, &i)?, o))
        }
        "space_to_batch_nd" => {
            moved(&|x, o| space::space_to_batch_nd(x, &ints("block"), &ints("paddings"), 0.0, o))
        }
        "batch_to_space_nd" => {
            moved(&|x, o| space::batch_to_space_nd(x, &ints("block"), &ints("paddings"), o))
        }
        "space_to_depth" => moved(&|x, o| space::space_to_depth(x, case.int("block") as i32, o)),
        "depth_to_space" => moved(&|x, o| space::depth_to_space(x, case.int("block") as i32, o)),
        "tile" => moved(&|x, o| layout::tile(x, &ints("multiples"), o)),
        "reverse_sequence" => {
            let (seq, batch) = (case.int("seq_dim"), case.int("batch_dim"));
            moved(&|x, o| layout::reverse_sequence(x, &ints("lengths"), seq, batch, o))
        }
        "cumsum" => {
            let params = CumsumParams { exclusive: case.flag("exclusive"), reverse: case.flag("reverse") };
            moved(&|x, o| reduce::cumsum(x, case.int("axis"), params, o))
        }
        "top_k" => {
            let dims = case.output.dims.clone();
            check::<f32, f32>(case, |x, o| {
                let mut indices = vec![0i32; dims.iter().product()];
                select::top_k(x, case.int("k"), o, TensorMut::new(&dims, &mut indices)?)
            })
        }
        "arg_max" => check::<f32, i32>(case, |x, o| select::arg_max(x, case.int("axis"), o)),
        "arg_min" => check::<f32, i32>(case, |x, o| select::arg_min(x, case.int("axis"), o)),
        "one_hot" => check::<i32, f32>(case, |x, o| {
            gather::one_hot(x, case.int("depth"), case.int("axis"), (2.5, -1.0), o)
        }),
        _ => return None,
    })
}
