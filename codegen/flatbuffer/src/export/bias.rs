//! Biases of 64 bits, as operators on 16-bit values have them: their types carry no scales, but runtimes want to
//! see the products of the scales of the values that are multiplied.

use tfl_dialects::{OpSpec, QuantFact};
use tfl_ir::types::UniformQuant;
use tfl_ir::{Diagnostic, Op, Type};

use super::graph::Graph;
use crate::model::Quantization;

impl Graph<'_, '_> {
    /// Gives the bias of `op` scales, if it is of 64 bits. A constant that already has others, because two operators
    /// share it, gets a second tensor.
    pub(super) fn wide_bias(
        &mut self,
        op: Op,
        spec: Option<&OpSpec>,
        inputs: &mut [i32],
    ) -> Result<(), Diagnostic> {
        let fact = spec.and_then(|spec| {
            spec.quant.iter().find_map(|fact| match fact {
                QuantFact::Bias { bias, of } => Some((usize::from(*bias), of.map(usize::from))),
                _ => None,
            })
        });
        let Some((bias, [first, second])) = fact else { return Ok(()) };
        let ty = |index: usize| self.body.operand(op, index).map(|value| self.body.ty(value));
        let quant = |index: usize| ty(index).and_then(Type::uniform_quant);
        let (Some(value), Some(a), Some(b)) = (self.body.operand(op, bias), quant(first), quant(second))
        else {
            return Ok(());
        };
        if self.body.ty(value).elem() != Some(Type::i64()) {
            return Ok(());
        }
        let Some(quantization) = products(a, b) else { return Ok(()) };
        let Some(input) = inputs.get_mut(bias) else { return Ok(()) };
        let known =
            self.tensor_mut(*input).and_then(|tensor| tensor.quantization.clone()).unwrap_or_default();
        if !known.scale.is_empty()
            && known.scale != quantization.scale
            && let Some(constant) = self.constant_op(value)
        {
            *input = self.constant_tensor(constant, value, false)?;
        }
        if let Some(tensor) = self.tensor_mut(*input) {
            tensor.quantization = Some(Box::new(quantization));
        }
        Ok(())
    }
}

/// The parameters of a bias added to products of `a` and `b`; `None` if neither has a single scale.
fn products(a: &UniformQuant, b: &UniformQuant) -> Option<Quantization> {
    let (single, other) = match (a.scales.single(), b.scales.single()) {
        (Some((scale, _)), _) => (scale, b),
        (None, Some((scale, _))) => (scale, a),
        (None, None) => return None,
    };
    let scale: Vec<f32> = other.scales.scales().map(|scale| (scale * single) as f32).collect();
    let zero_point = vec![0; scale.len()];
    Some(Quantization { scale, zero_point, ..Quantization::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_of_weights_has_a_scale_of_its_own() {
        let input = UniformQuant::per_tensor(Type::int(16), Type::f32(), 0.5, 0);
        let weights = UniformQuant::per_axis(Type::int(8), Type::f32(), 3, &[0.25, 2.0], &[0, 0]);
        let quantization = products(&input, &weights).unwrap();
        assert_eq!((quantization.scale, quantization.zero_point), (vec![0.125, 1.0], vec![0, 0]));
        assert_eq!(products(&weights, &weights), None);
    }
}
