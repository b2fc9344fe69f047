//! `unidirectional_sequence_rnn`: a layer whose output is its next state,
//! `h = activation(W x + R h + b)`, `f32`.

use crate::activation::Activation;
use crate::error::KernelError;
use crate::tensor::{TensorMut, TensorRef, expect_dims, expect_len};

/// Attributes of a layer.
#[derive(Debug, Clone, Copy)]
pub struct RnnParams {
    /// Function applied to the sum.
    pub activation: Activation,
    /// Input is `[time, batch, inputs]`, not `[batch, time, inputs]`.
    pub time_major: bool,
}

/// Shape of the result: the input's with the number of units last. Refuses ranks other than 3.
pub fn rnn_shape(input: &[usize], weights: &[usize]) -> Result<Vec<usize>, KernelError> {
    let &[first, second, inputs] = input else {
        return Err(KernelError::Rank { what: "input", found: input.len(), expected: "3" });
    };
    let &[units, _] = weights else {
        return Err(KernelError::Rank { what: "input weights", found: weights.len(), expected: "2" });
    };
    expect_dims("input weights", weights, &[units, inputs])?;
    Ok(vec![first, second, units])
}

/// A layer over all steps of its input: weights `[units, inputs]` and `[units, units]`, bias `[units]`.
/// The state `[batch, units]` is updated in place; `out` has [`rnn_shape`].
pub fn unidirectional_sequence_rnn_f32(
    input: TensorRef<f32>,
    weights: TensorRef<f32>,
    recurrent: TensorRef<f32>,
    bias: &[f32],
    params: &RnnParams,
    state: TensorMut<f32>,
    out: TensorMut<f32>,
) -> Result<(), KernelError> {
    let dims = rnn_shape(input.dims(), weights.dims())?;
    out.expect_dims(&dims)?;
    let (inputs, units) = (weights.dims()[1], weights.dims()[0]);
    let (time, batch) = if params.time_major { (dims[0], dims[1]) } else { (dims[1], dims[0]) };
    expect_dims("recurrent weights", recurrent.dims(), &[units, units])?;
    expect_len("bias", bias.len(), units)?;
    expect_dims("state", state.dims(), &[batch, units])?;
    let (state, out) = (state.into_data(), out.into_data());
    let mut next = vec![0f32; units];
    for t in 0..time {
        for b in 0..batch {
            let row = if params.time_major { t * batch + b } else { b * time + t };
            let x = &input.data()[row * inputs..][..inputs];
            let h = &mut state[b * units..][..units];
            for (u, next) in next.iter_mut().enumerate() {
                let dot = |w: &[f32], v: &[f32]| w.iter().zip(v).fold(0f32, |sum, (&w, &v)| sum + w * v);
                let sum = bias[u]
                    + dot(&weights.data()[u * inputs..][..inputs], x)
                    + dot(&recurrent.data()[u * units..][..units], h);
                *next = params.activation.apply_f32(sum);
            }
            h.copy_from_slice(&next);
            out[row * units..][..units].copy_from_slice(&next);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_feeds_back() {
        let (x, dims) = ([1f32, 2.0, 3.0, 4.0], [2, 2, 1]);
        for time_major in [true, false] {
            let (mut h, mut y) = ([1f32, 0.0], [0f32; 4]);
            let params = RnnParams { activation: Activation::None, time_major };
            unidirectional_sequence_rnn_f32(
                TensorRef::new(&dims, &x).unwrap(),
                TensorRef::new(&[1, 1], &[2.0]).unwrap(),
                TensorRef::new(&[1, 1], &[10.0]).unwrap(),
                &[0.5],
                &params,
                TensorMut::new(&[2, 1], &mut h).unwrap(),
                TensorMut::new(&dims, &mut y).unwrap(),
            )
            .unwrap();
            if time_major {
                // Two steps of two batch entries: 1 then 3, and 2 then 4.
                assert_eq!(y, [12.5, 4.5, 131.5, 53.5]);
            } else {
                assert_eq!(y, [12.5, 129.5, 6.5, 73.5]);
                assert_eq!(h, [129.5, 73.5]);
            }
        }
    }

    #[test]
    fn shapes_that_do_not_fit_are_refused() {
        assert!(rnn_shape(&[1, 1, 3], &[2, 2]).is_err());
        assert!(rnn_shape(&[1, 3], &[2, 3]).is_err());
        assert_eq!(rnn_shape(&[4, 5, 3], &[2, 3]), Ok(vec![4, 5, 2]));
    }
}
