//! Types as tensors.

use tfl_ir::{Dim, Type, TypeKind};

use super::graph::Graph;
use super::quantization::{self, Block, Parameters};
use crate::element;
use crate::model::{Quantization, QuantizationDetails, Tensor};

impl Graph<'_, '_> {
    /// Adds a tensor of type `ty` without a content and returns its index.
    ///
    /// # Errors
    /// Why the format has no such tensor.
    pub(super) fn add_tensor(&mut self, ty: Type, name: String) -> Result<i32, String> {
        let mut tensor = self.tensor(ty, &name)?;
        tensor.buffer = self.exporter.buffers.empty();
        tensor.name = name;
        self.push(tensor)
    }

    /// The tensor of type `ty`, without name and buffer. Tensors that hold its parameters are added.
    pub(super) fn tensor(&mut self, ty: Type, name: &str) -> Result<Tensor, String> {
        let mut tensor = shaped(ty)?;
        if let Some(quant) = ty.uniform_quant() {
            let Parameters { quantization, blocks } = quantization::parameters(quant)?;
            tensor.quantization = Some(Box::new(quantization));
            if let Some((scales, zero_points)) = blocks {
                self.block_parameters(&mut tensor, name, scales, zero_points)?;
            }
        }
        Ok(tensor)
    }

    fn block_parameters(
        &mut self,
        tensor: &mut Tensor,
        name: &str,
        block_scales: Block,
        block_zeros: Option<Block>,
    ) -> Result<(), String> {
        let scale_index = self.parameter(&format!("{name}_scales"), block_scales)?;
        let zero_index = match block_zeros {
            Some(zeros) => self.parameter(&format!("{name}_zero_points"), zeros)?,
            None => -1,
        };
        let details = tensor.quantization.as_mut().and_then(|quantization| quantization.details.as_mut());
        if let Some(QuantizationDetails::Blockwise { scales, zero_points, .. }) = details {
            *scales = scale_index;
            *zero_points = zero_index;
        }
        Ok(())
    }

    fn parameter(&mut self, name: &str, block: Block) -> Result<i32, String> {
        let name = self.naming.fresh(name);
        let buffer = self.exporter.buffers.content(block.content);
        self.push(Tensor { name, buffer, ..block.tensor })
    }

    /// The tensor with `index`.
    pub(super) fn tensor_mut(&mut self, index: i32) -> Option<&mut Tensor> {
        self.subgraph.tensors.get_mut(usize::try_from(index).ok()?)
    }

    pub(super) fn push(&mut self, tensor: Tensor) -> Result<i32, String> {
        let index = i32::try_from(self.subgraph.tensors.len()).map_err(|_| "there are too many tensors")?;
        self.subgraph.tensors.push(tensor);
        Ok(index)
    }
}

/// The tensor with the shape and elements of `ty`.
fn shaped(ty: Type) -> Result<Tensor, String> {
    let (dims, has_rank, elem) = match ty.kind() {
        TypeKind::Tensor { dims, elem, .. } => (&**dims, true, *elem),
        TypeKind::UnrankedTensor(elem) => (&[][..], false, *elem),
        _ => return Err("a value that is no tensor".into()),
    };
    let element_type = element::of(elem).ok_or_else(|| format!("elements of type {elem}"))?;
    let mut shape = Vec::with_capacity(dims.len());
    let mut signature = Vec::with_capacity(dims.len());
    for dim in dims {
        let (size, open) = match dim {
            Dim::Static(size) => {
                let size = i32::try_from(*size)
                    .map_err(|_| format!("size {size} of a dimension, past 2147483647"))?;
                (size, size)
            }
            // A runtime resizes it before it runs.
            Dim::Dynamic => (1, -1),
        };
        shape.push(size);
        signature.push(open);
    }
    let shape_signature = if signature.contains(&-1) { signature } else { Vec::new() };
    let quantization = Some(Box::new(Quantization::default()));
    Ok(Tensor { shape, element_type, shape_signature, has_rank, quantization, ..Tensor::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_dimensions_are_in_the_signature() {
        let tensor = shaped(Type::tensor(&[Dim::Dynamic, Dim::Static(3)], Type::f32())).unwrap();
        assert_eq!((tensor.shape, tensor.shape_signature), (vec![1, 3], vec![-1, 3]));
        let tensor = shaped(Type::static_tensor(&[2], Type::f32())).unwrap();
        assert_eq!((tensor.shape, tensor.shape_signature, tensor.has_rank), (vec![2], vec![], true));
        assert!(!shaped(Type::unranked_tensor(Type::f32())).unwrap().has_rank);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(shaped(Type::f32()).is_err());
        assert!(shaped(Type::static_tensor(&[1 << 31], Type::f32())).is_err());
        assert!(shaped(Type::static_tensor(&[1], Type::int(5))).is_err());
    }
}
