//! The quantized element types of the quant dialect.

use std::hash::{Hash, Hasher};

use super::Type;

/// A 64-bit float compared and hashed by its bits, so that types holding one can be interned.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bits(pub(crate) f64);

impl PartialEq for Bits {
    fn eq(&self, other: &Bits) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}
impl Eq for Bits {}
impl Hash for Bits {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

/// `!quant.uniform<i8<-127:127>:f32:3, {…}>`: real = scale * (stored - zero point).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct UniformQuant {
    /// Integer type that holds a value; its signedness is that of the storage (`u8` has `ui8`
    /// semantics, `i8` is signless here as in the printed form).
    pub storage: Type,
    /// Whether the storage is read as signed (`i8`) or unsigned (`u8`).
    pub signed: bool,
    /// Type of the real value, `f32` as a rule.
    pub expressed: Type,
    /// Smallest stored value.
    pub min: i64,
    /// Largest stored value.
    pub max: i64,
    /// Scales and zero points.
    pub scales: QuantScales,
}

/// One scale for all elements, one per slice of an axis, or one per block.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct QuantScales {
    /// The quantized axis and the elements a scale covers along it: empty for per-tensor, one entry
    /// with block size 1 for per-axis, any for sub-channel.
    pub axes: Box<[(u32, u64)]>,
    /// Number of scales along each entry of `axes` (sub-channel only; per axis it is the count).
    pub shape: Box<[u64]>,
    scales: Box<[Bits]>,
    /// Zero points, as many as scales.
    pub zero_points: Box<[i64]>,
    /// Whether the text form is the sub-channel one (`{0:1, 1:32}`) or the per-axis one.
    pub sub_channel: bool,
}

impl QuantScales {
    /// Scales laid out as `shape` over `axes`; see the fields.
    pub fn new(
        axes: &[(u32, u64)],
        shape: &[u64],
        scales: &[f64],
        zero_points: &[i64],
        sub_channel: bool,
    ) -> QuantScales {
        QuantScales {
            axes: axes.into(),
            shape: shape.into(),
            scales: scales.iter().map(|&s| Bits(s)).collect(),
            zero_points: zero_points.into(),
            sub_channel,
        }
    }

    /// The scales, row-major over `shape`.
    pub fn scales(&self) -> impl ExactSizeIterator<Item = f64> + '_ {
        self.scales.iter().map(|s| s.0)
    }

    /// The scale of a per-tensor quantization.
    pub fn single(&self) -> Option<(f64, i64)> {
        match (&*self.axes, &*self.scales, &*self.zero_points) {
            ([], [scale], [zero_point]) => Some((scale.0, *zero_point)),
            _ => None,
        }
    }

    /// The axis of a per-axis quantization.
    pub fn axis(&self) -> Option<u32> {
        match &*self.axes {
            [(axis, _)] if !self.sub_channel => Some(*axis),
            _ => None,
        }
    }
}

impl UniformQuant {
    /// Smallest and largest value of `width` bits.
    pub fn default_range(width: u32, signed: bool) -> (i64, i64) {
        let width = width.clamp(1, 32);
        if signed { (-(1 << (width - 1)), (1 << (width - 1)) - 1) } else { (0, (1 << width) - 1) }
    }

    /// Per-tensor signed quantization over the storage type's whole range.
    pub fn per_tensor(storage: Type, expressed: Type, scale: f64, zero_point: i64) -> UniformQuant {
        let (min, max) = UniformQuant::default_range(storage.int_width().unwrap_or(8), true);
        let scales = QuantScales::new(&[], &[], &[scale], &[zero_point], false);
        UniformQuant { storage, signed: true, expressed, min, max, scales }
    }

    /// Per-axis signed quantization over the storage type's whole range.
    pub fn per_axis(
        storage: Type,
        expressed: Type,
        axis: u32,
        scales: &[f64],
        zero_points: &[i64],
    ) -> UniformQuant {
        let (min, max) = UniformQuant::default_range(storage.int_width().unwrap_or(8), true);
        let scales = QuantScales::new(&[(axis, 1)], &[scales.len() as u64], scales, zero_points, false);
        UniformQuant { storage, signed: true, expressed, min, max, scales }
    }

    /// Whether the storage range is the whole range of the storage type, and so is not printed.
    pub fn has_default_range(&self) -> bool {
        (self.min, self.max)
            == UniformQuant::default_range(self.storage.int_width().unwrap_or(8), self.signed)
    }
}

/// `!quant.any<i8<-8:7>:f32>`: quantized, parameters unknown.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct AnyQuant {
    /// Integer type that holds a value.
    pub storage: Type,
    /// Whether the storage is read as signed.
    pub signed: bool,
    /// Type of the real value, if stated.
    pub expressed: Option<Type>,
    /// Smallest stored value.
    pub min: i64,
    /// Largest stored value.
    pub max: i64,
}

/// `!quant.calibrated<f32<-1.0:1.0>>`: a real type with an observed range.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct CalibratedQuant {
    /// Type of the real value.
    pub expressed: Type,
    min: Bits,
    max: Bits,
}

impl CalibratedQuant {
    /// A real type whose values were seen between `min` and `max`.
    pub fn new(expressed: Type, min: f64, max: f64) -> CalibratedQuant {
        CalibratedQuant { expressed, min: Bits(min), max: Bits(max) }
    }

    /// The observed range.
    pub fn range(&self) -> (f64, f64) {
        (self.min.0, self.max.0)
    }
}
