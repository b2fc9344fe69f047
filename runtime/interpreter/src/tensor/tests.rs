use tfl_ir::types::ByteLimit;
use tfl_ir::{Attr, DenseElements};

use super::*;

#[test]
fn numbers_go_in_and_come_out() {
    let t = Tensor::new(&[2, 2], vec![1.0f32, -2.0, 3.5, f32::INFINITY]).unwrap();
    assert_eq!((t.dtype(), t.shape(), t.byte_len()), (DType::F32, &[2, 2][..], 16));
    assert_eq!(t.as_slice::<f32>().unwrap()[1], -2.0);
    assert!(t.as_slice::<i32>().is_none());
    let again = Tensor::from_le_bytes(DType::F32, &[2, 2], t.to_le_bytes().unwrap()).unwrap();
    assert_eq!(t, again);
    assert_eq!(format!("{t:?}"), "f32[2x2] [1.0, -2.0, 3.5, inf]");
}

#[test]
fn unaligned_bytes_are_copied_once_and_viewed() {
    let bytes = Bytes::from(vec![0u8; 17]);
    for start in 0..2 {
        let t = Tensor::from_le_bytes(DType::I64, &[2], bytes.slice(start..start + 16)).unwrap();
        assert_eq!(t.as_slice::<i64>(), Some(&[0i64, 0][..]));
    }
    let empty = Tensor::from_le_bytes(DType::F64, &[0, 3], Bytes::new()).unwrap();
    assert_eq!(empty.as_slice::<f64>(), Some(&[][..]));
}

#[test]
fn lengths_and_shapes_must_agree() {
    assert!(Tensor::new(&[3], vec![1i8, 2]).is_err());
    assert!(Tensor::from_le_bytes(DType::I16, &[2], Bytes::from(vec![0; 3])).is_err());
    assert!(Tensor::from_le_bytes(DType::U8, &[usize::MAX, 2], Bytes::new()).is_err());
    assert!(Tensor::from_le_bytes(DType::U8, &[usize::MAX, 0], Bytes::new()).is_ok());
    assert!(Tensor::from_strings(&[2], vec![Bytes::new()]).is_err());
    assert!(Tensor::scalar(1i32).reshaped(&[2]).is_err());
}

#[test]
fn any_nonzero_byte_is_true() {
    let t = Tensor::from_le_bytes(DType::Bool, &[3], Bytes::from_static(&[0, 1, 255])).unwrap();
    assert_eq!(t.as_slice::<bool>(), Some(&[false, true, true][..]));
}

#[test]
fn constants_are_shared_and_splats_written_out() {
    let elements = DenseElements::from_i32(&[3], &[1, 2, 3]).unwrap();
    let at = elements.raw().as_ptr();
    let t = Tensor::from_attr(&Attr::elements(elements), ByteLimit::default()).unwrap();
    if at.align_offset(4) == 0 {
        assert_eq!(t.to_le_bytes().unwrap().as_ptr(), at);
    }
    let ty = Type::static_tensor(&[2], Type::f32());
    let splat = DenseElements::splat(ty, Bytes::copy_from_slice(&1f32.to_le_bytes())).unwrap();
    let t = Tensor::from_attr(&Attr::elements(splat.clone()), ByteLimit::default()).unwrap();
    assert_eq!(t.as_slice::<f32>(), Some(&[1.0, 1.0][..]));
    assert!(Tensor::from_attr(&Attr::elements(splat), ByteLimit(4)).is_err());
    assert_eq!(Tensor::from_attr(&Attr::bool(true), ByteLimit(9)).unwrap().to_i64s(), Some(vec![1]));
    assert_eq!(Tensor::from_attr(&Attr::Unit, ByteLimit(9)), Err(ConstantError::Kind));
}

#[test]
fn tensors_become_attributes() {
    let t = Tensor::new(&[2], vec![1i8, -1]).unwrap();
    let attr = t.to_attr(Type::int(8)).unwrap();
    assert_eq!(Tensor::from_attr(&attr, ByteLimit::default()).unwrap(), t);
    assert!(t.to_attr(Type::i32()).is_none());
    let s = Tensor::from_strings(&[], vec![Bytes::from_static(b"a\xff")]).unwrap();
    let attr = s.to_attr(DType::String.ir_type()).unwrap();
    assert_eq!(Tensor::from_attr(&attr, ByteLimit::default()).unwrap(), s);
}
