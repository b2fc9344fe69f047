//! Convolutions: windows over spatial dimensions.

use tfl_ir::{Body, Diagnostic, Dim, Op, Type};

use super::{Args, Shape, int, product, shape_operand, size, typed_one};

/// How a window is laid over a dimension.
#[derive(Clone, Copy)]
pub(super) struct Window {
    /// Elements of the window.
    pub(super) size: Dim,
    /// Step from one window to the next.
    pub(super) stride: i64,
    /// Step between elements of one window.
    pub(super) dilation: i64,
    /// What is added at the edges.
    pub(super) edge: Edge,
}

/// What is added at the edges of a dimension.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Edge {
    /// As much as keeps the size over the stride.
    Same,
    /// Nothing.
    Valid,
    /// This many elements in all.
    Explicit(i64),
}

/// Number of windows along a dimension of size `input`.
///
/// # Errors
/// When a stride or dilation is not positive, or the window does not fit.
pub(super) fn windows(input: Dim, window: Window) -> Result<Dim, String> {
    let Window { size: window_size, stride, dilation, edge } = window;
    if stride <= 0 {
        return Err(format!("stride {stride} is not positive"));
    }
    if dilation <= 0 {
        return Err(format!("dilation {dilation} is not positive"));
    }
    let Some(input) = int(input)? else { return Ok(Dim::Dynamic) };
    let extra = match edge {
        Edge::Same => return size(input / stride + i64::from(input % stride != 0), "the output size"),
        Edge::Valid => 0,
        Edge::Explicit(extra) => extra,
    };
    let Some(window) = int(window_size)? else { return Ok(Dim::Dynamic) };
    let too_large = || "the sizes of the window are too large".to_owned();
    let covered =
        (window - 1).max(0).checked_mul(dilation).and_then(|n| n.checked_add(1)).ok_or_else(too_large)?;
    let room = input.checked_add(extra).and_then(|n| n.checked_sub(covered)).ok_or_else(too_large)?;
    if window == 0 || room < 0 {
        return Err(format!(
            "a window that covers {covered} elements does not fit into a dimension of size {input}"
        ));
    }
    size(room / stride + 1, "the output size")
}

fn edge(padding: &str) -> Edge {
    if padding == "VALID" { Edge::Valid } else { Edge::Same }
}

/// `tfl.conv_2d`: NHWC input, OHWI filter.
pub(crate) fn conv_2d_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let (Some(input), Some(filter)) = (args.dims(0), args.dims(1)) else { return Ok(None) };
        let (&[n, h, w, c], &[out, kh, kw, depth]) = (input, filter) else {
            return Err("expects input and filter of rank 4".to_owned());
        };
        if let (Dim::Static(channels), Dim::Static(depth)) = (c, depth)
            && (depth == 0 || channels % depth != 0)
        {
            return Err(format!("{channels} input channels are no multiple of the filter's {depth}"));
        }
        tfl_windows(args, [n, h, w], [kh, kw], out)
    })
}

/// `tfl.depthwise_conv_2d`: NHWC input, 1HWC filter.
pub(crate) fn depthwise_conv_2d_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let (Some(input), Some(filter)) = (args.dims(0), args.dims(1)) else { return Ok(None) };
        let (&[n, h, w, _], &[_, kh, kw, out]) = (input, filter) else {
            return Err("expects input and filter of rank 4".to_owned());
        };
        tfl_windows(args, [n, h, w], [kh, kw], out)
    })
}

fn tfl_windows(args: Args<'_>, [n, h, w]: [Dim; 3], kernel: [Dim; 2], out: Dim) -> Result<Shape, String> {
    let edge = edge(args.attr_str("padding"));
    let along = |dim, size, side: &str| {
        let stride = args.attr_int(&format!("stride_{side}"), 1);
        let dilation = args.attr_int(&format!("dilation_{side}_factor"), 1);
        windows(dim, Window { size, stride, dilation, edge })
    };
    Ok(Some(vec![n, along(h, kernel[0], "h")?, along(w, kernel[1], "w")?, out]))
}

/// `tfl.conv_3d`: NDHWC input, DHWIO filter.
pub(crate) fn conv_3d_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        let (Some(input), Some(filter)) = (args.dims(0), args.dims(1)) else { return Ok(None) };
        let (&[n, d, h, w, _], &[kd, kh, kw, _, out]) = (input, filter) else {
            return Err("expects input and filter of rank 5".to_owned());
        };
        let edge = edge(args.attr_str("padding"));
        let along = |dim, size, side: &str| {
            let stride = args.attr_int(&format!("stride_{side}"), 1);
            let dilation = args.attr_int(&format!("dilation_{side}_factor"), 1);
            windows(dim, Window { size, stride, dilation, edge })
        };
        Ok(Some(vec![n, along(d, kd, "d")?, along(h, kh, "h")?, along(w, kw, "w")?, out]))
    })
}

/// Where batch, spatial dimensions and channels are: `NHWC`, `NCHW`, `NDHWC`, `NCDHW`.
pub(super) struct Layout {
    /// Number of the channel dimension.
    pub(super) channel: usize,
    /// Numbers of the spatial dimensions.
    pub(super) spatial: Vec<usize>,
}

impl Layout {
    /// The layout of attribute `data_format` for a tensor of rank `rank`.
    pub(super) fn of(args: Args<'_>, rank: usize) -> Layout {
        let first = args.attr_str("data_format").starts_with("NC");
        let channel = if first { 1 } else { rank.saturating_sub(1) };
        Layout { channel, spatial: (1..rank).filter(|&dim| dim != channel).collect() }
    }
}

/// `tf.Conv2D`, `tf.Conv3D`: spatial dimensions first in the filter, then channels in and out.
pub(crate) fn tf_conv_2d_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| tf_conv(args, |filter| filter.last().copied().map(Ok)))
}

/// `tf.DepthwiseConv2dNative`: channels times multiplier.
pub(crate) fn tf_depthwise_shape(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| {
        tf_conv(args, |filter| match filter {
            [.., channels, multiplier] => Some(product(*channels, *multiplier)),
            _ => None,
        })
    })
}

fn tf_conv(
    args: Args<'_>,
    channels: impl Fn(&[Dim]) -> Option<Result<Dim, String>>,
) -> Result<Shape, String> {
    let (Some(input), Some(filter)) = (args.dims(0), args.dims(1)) else { return Ok(None) };
    if input.len() != filter.len() || input.len() < 3 {
        return Err(format!(
            "expects input and filter of one rank, found {} and {}",
            input.len(),
            filter.len()
        ));
    }
    let layout = Layout::of(args, input.len());
    let mut shape = input.to_vec();
    for (number, &dim) in layout.spatial.iter().enumerate() {
        let kernel = filter.get(number).copied().unwrap_or(Dim::Dynamic);
        let stride = args.attr_ints("strides").get(dim).copied().unwrap_or(1);
        let dilation = args.attr_ints("dilations").get(dim).copied().unwrap_or(1);
        let edge = tf_edge(args, dim);
        shape[dim] = windows(input[dim], Window { size: kernel, stride, dilation, edge })?;
    }
    shape[layout.channel] = channels(filter).unwrap_or(Ok(Dim::Dynamic))?;
    Ok(Some(shape))
}

/// What a tf op adds at the edges of dimension `dim`.
pub(super) fn tf_edge(args: Args<'_>, dim: usize) -> Edge {
    if args.attr_str("padding") != "EXPLICIT" {
        return edge(args.attr_str("padding"));
    }
    let paddings = args.attr_ints("explicit_paddings");
    let at = |index: usize| paddings.get(index).copied().unwrap_or(0);
    Edge::Explicit(at(dim.saturating_mul(2)).saturating_add(at(dim.saturating_mul(2).saturating_add(1))))
}

/// A gradient of a convolution: the first operand is the shape.
pub(crate) fn output_shape_operand(body: &Body, op: Op) -> Result<Vec<Type>, Diagnostic> {
    typed_one(body, op, |args| shape_operand(args, 0))
}
