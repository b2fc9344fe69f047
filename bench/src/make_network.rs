//! Networks as importers leave them, before anything is fused: many small layers, the same on every machine.

use std::fmt::{Display, Write};

/// What is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// Inverted residual blocks: convolutions, each with its normalization and activation written out.
    Mobile,
    /// Encoder layers for a batch of any size: attention, layer normalization and gelu written out.
    Encoder {
        /// Number of layers, about 60 ops each.
        layers: usize,
    },
    /// Shapes computed at run time, activations and reductions written in several ways.
    Idioms,
}

/// A module with one function, `main`.
pub fn make_network(network: Network) -> String {
    match network {
        Network::Mobile => mobile(),
        Network::Encoder { layers } => encoder(layers),
        Network::Idioms => idioms(),
    }
}

const NONE: &str = "fused_activation_function = \"NONE\"";

/// The text of a function as it grows.
struct Writer {
    text: String,
    next: usize,
    seed: u32,
}

/// A value: its name and its type.
#[derive(Clone)]
struct Value(String, String);

impl Writer {
    fn new(argument: &str) -> (Writer, Value) {
        let writer = Writer { text: String::new(), next: 0, seed: 1 };
        (writer, Value("%arg0".to_owned(), argument.to_owned()))
    }

    fn line(&mut self, line: impl Display) -> String {
        let name = format!("%{}", self.next);
        self.next += 1;
        // Writing to a string does not fail.
        let _ = writeln!(self.text, "  {name} = {line}");
        name
    }

    fn constant(&mut self, value: impl Display, ty: &str) -> Value {
        Value(self.line(format_args!("arith.constant dense<{value}> : {ty}")), ty.to_owned())
    }

    /// A constant of made-up numbers between 0.5 and 1.
    fn weights(&mut self, ty: &str) -> Value {
        let sizes = ty.trim_start_matches("tensor<").trim_end_matches("xf32>").split('x');
        let count: u32 = sizes.map(|size| size.parse::<u32>().unwrap_or(1)).product();
        let mut digits = String::new();
        for _ in 0..count {
            self.seed = self.seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let number = 0.5 + (self.seed >> 9) as f32 / 16_777_216.0;
            number.to_le_bytes().iter().for_each(|byte| {
                let _ = write!(digits, "{byte:02X}");
            });
        }
        self.constant(format_args!("\"0x{digits}\""), ty)
    }

    fn op(&mut self, name: &str, attrs: &str, operands: &[&Value], ty: &str) -> Value {
        let names: Vec<&str> = operands.iter().map(|value| value.0.as_str()).collect();
        let types: Vec<&str> = operands.iter().map(|value| value.1.as_str()).collect();
        let (names, types) = (names.join(", "), types.join(", "));
        let attrs = if attrs.is_empty() { String::new() } else { format!(" <{{{attrs}}}>") };
        Value(self.line(format_args!("\"tfl.{name}\"({names}){attrs} : ({types}) -> {ty}")), ty.to_owned())
    }

    fn finish(self, argument: &Value, result: &Value) -> String {
        let (Value(_, input), Value(name, ty)) = (argument, result);
        format!("func.func @main(%arg0: {input}) -> {ty} {{\n{}  return {name} : {ty}\n}}\n", self.text)
    }
}

/// A convolution followed by its normalization.
fn normalized_conv(w: &mut Writer, x: &Value, kind: &str, filter: &str, stride: u32, ty: &str) -> Value {
    let channels = ty.rsplit('x').nth(1).unwrap_or("1");
    let vector = format!("tensor<{channels}xf32>");
    let filter = w.weights(filter);
    let bias = w.constant("0.0", &vector);
    let depth = if kind == "depthwise_conv_2d" { "depth_multiplier = 1 : i32, " } else { "" };
    let attrs = format!(
        "{depth}dilation_h_factor = 1 : i32, dilation_w_factor = 1 : i32, {NONE}, padding = \"SAME\", \
         stride_h = {stride} : i32, stride_w = {stride} : i32"
    );
    let y = w.op(kind, &attrs, &[x, &filter, &bias], ty);
    let (scale, offset) = (w.weights(&vector), w.weights(&vector));
    let y = w.op("mul", NONE, &[&y, &scale], ty);
    w.op("add", NONE, &[&y, &offset], ty)
}

fn mobile() -> String {
    let (mut w, input) = Writer::new("tensor<?x32x32x3xf32>");
    let image = |size: usize, channels: usize| format!("tensor<?x{size}x{size}x{channels}xf32>");
    let (mut size, mut channels) = (16, 8);
    let ty = image(size, channels);
    let x = normalized_conv(&mut w, &input, "conv_2d", "tensor<8x3x3x3xf32>", 2, &ty);
    let mut x = w.op("relu6", "", &[&x], &ty);
    for block in 0..16 {
        let (stride, to) = if block % 5 == 4 { (2, channels + 8) } else { (1, channels) };
        let wide = channels * 6;
        let ty = image(size, wide);
        let y = normalized_conv(&mut w, &x, "conv_2d", &format!("tensor<{wide}x1x1x{channels}xf32>"), 1, &ty);
        let y = w.op("relu6", "", &[&y], &ty);
        size /= stride as usize;
        let ty = image(size, wide);
        let filter = format!("tensor<1x3x3x{wide}xf32>");
        let y = normalized_conv(&mut w, &y, "depthwise_conv_2d", &filter, stride, &ty);
        let y = w.op("relu6", "", &[&y], &ty);
        let ty = image(size, to);
        let y = normalized_conv(&mut w, &y, "conv_2d", &format!("tensor<{to}x1x1x{wide}xf32>"), 1, &ty);
        x = if stride == 1 { w.op("add", NONE, &[&x, &y], &ty) } else { y };
        channels = to;
    }
    let axes = w.constant("[1, 2]", "tensor<2xi32>");
    let ty = format!("tensor<?x{channels}xf32>");
    let x = w.op("mean", "keep_dims = false", &[&x, &axes], &ty);
    let x = dense(&mut w, &x, &format!("tensor<10x{channels}xf32>"), "tensor<?x10xf32>");
    let x = w.op("softmax", "beta = 1.0 : f32", &[&x], "tensor<?x10xf32>");
    w.finish(&input, &x)
}

const TOKENS: &str = "tensor<?x8x16xf32>";
const HEADS: &str = "tensor<?x2x8x8xf32>";
const MIXED: &str = "tensor<?x8x2x8xf32>";

/// A fully connected layer and its bias.
fn dense(w: &mut Writer, x: &Value, weights: &str, ty: &str) -> Value {
    let rows = weights.trim_start_matches("tensor<").split('x').next().unwrap_or("1");
    let (weights, bias) = (w.weights(weights), w.weights(&format!("tensor<{rows}xf32>")));
    let none = Value(w.line("\"tfl.no_value\"() <{value}> : () -> none"), "none".to_owned());
    let attrs = format!("{NONE}, keep_num_dims = true, weights_format = \"DEFAULT\"");
    let y = w.op("fully_connected", &attrs, &[x, &weights, &none], ty);
    w.op("add", NONE, &[&y, &bias], ty)
}

/// Layer normalization as frameworks write it.
fn layer_norm(w: &mut Writer, x: &Value) -> Value {
    let column = "tensor<?x8x1xf32>";
    let axis = w.constant(-1, "tensor<1xi32>");
    let mean = w.op("mean", "keep_dims = true", &[x, &axis], column);
    let squares = w.op("squared_difference", "", &[x, &mean], TOKENS);
    let variance = w.op("mean", "keep_dims = true", &[&squares, &axis], column);
    let epsilon = w.constant("1.0e-6", "tensor<f32>");
    let variance = w.op("add", NONE, &[&variance, &epsilon], column);
    let root = w.op("rsqrt", "", &[&variance], column);
    let (gamma, beta) = (w.weights("tensor<16xf32>"), w.weights("tensor<16xf32>"));
    let scale = w.op("mul", NONE, &[&root, &gamma], TOKENS);
    let minus = w.op("neg", "", &[&mean], column);
    let shift = w.op("mul", NONE, &[&minus, &scale], TOKENS);
    let shift = w.op("add", NONE, &[&shift, &beta], TOKENS);
    let scaled = w.op("mul", NONE, &[x, &scale], TOKENS);
    w.op("add", NONE, &[&scaled, &shift], TOKENS)
}

/// The tanh form of gelu.
fn gelu(w: &mut Writer, x: &Value, ty: &str) -> Value {
    let number = |w: &mut Writer, number: &str| w.constant(number, "tensor<f32>");
    let (cubic, root, one, half) =
        (number(w, "0.044715"), number(w, "0.797884583"), number(w, "1.0"), number(w, "0.5"));
    let square = w.op("mul", NONE, &[x, x], ty);
    let cube = w.op("mul", NONE, &[x, &square], ty);
    let cube = w.op("mul", NONE, &[&cube, &cubic], ty);
    let sum = w.op("add", NONE, &[x, &cube], ty);
    let sum = w.op("mul", NONE, &[&sum, &root], ty);
    let tanh = w.op("tanh", "", &[&sum], ty);
    let gate = w.op("add", NONE, &[&tanh, &one], ty);
    let x = w.op("mul", NONE, &[x, &half], ty);
    w.op("mul", NONE, &[&x, &gate], ty)
}

/// Reshapes to sizes of which the first is that of `of`.
fn reshape_like(w: &mut Writer, x: &Value, of: &Value, sizes: &[usize], ty: &str) -> Value {
    let shape = w.op("shape", "", &[of], "tensor<3xi32>");
    let bounds = [0, 1, 1].map(|at| w.constant(format_args!("[{at}]"), "tensor<1xi32>"));
    let attrs = "begin_mask = 0 : i32, ellipsis_mask = 0 : i32, end_mask = 0 : i32, new_axis_mask = 0 : i32, \
                 offset = false, shrink_axis_mask = 1 : i32";
    let [begin, end, step] = &bounds;
    let batch = w.op("strided_slice", attrs, &[&shape, begin, end, step], "tensor<i32>");
    let sizes: Vec<Value> = sizes.iter().map(|size| w.constant(size, "tensor<i32>")).collect();
    let operands: Vec<&Value> = std::iter::once(&batch).chain(&sizes).collect();
    let attrs = format!("axis = 0 : i32, values_count = {} : i32", operands.len());
    let shape = w.op("pack", &attrs, &operands, &format!("tensor<{}xi32>", operands.len()));
    w.op("reshape", "", &[x, &shape], ty)
}

fn encoder(layers: usize) -> String {
    let (mut w, input) = Writer::new(TOKENS);
    let mut x = input.clone();
    let square = "tensor<16x16xf32>";
    for _ in 0..layers {
        let swap = w.constant("[0, 2, 1, 3]", "tensor<4xi32>");
        let [query, key, value] = [0, 1, 2].map(|_| {
            let y = dense(&mut w, &x, square, TOKENS);
            let y = reshape_like(&mut w, &y, &x, &[8, 2, 8], MIXED);
            w.op("transpose", "", &[&y, &swap], HEADS)
        });
        let scores = w.op("batch_matmul", "adj_x = false, adj_y = true", &[&query, &key], HEADS);
        let scale = w.constant("0.353553385", "tensor<f32>");
        let scores = w.op("mul", NONE, &[&scores, &scale], HEADS);
        let shares = w.op("softmax", "beta = 1.0 : f32", &[&scores], HEADS);
        let mixed = w.op("batch_matmul", "adj_x = false, adj_y = false", &[&shares, &value], HEADS);
        let mixed = w.op("transpose", "", &[&mixed, &swap], MIXED);
        let mixed = reshape_like(&mut w, &mixed, &x, &[8, 16], TOKENS);
        let mixed = dense(&mut w, &mixed, square, TOKENS);
        let sum = w.op("add", NONE, &[&x, &mixed], TOKENS);
        let y = layer_norm(&mut w, &sum);
        let wide = "tensor<?x8x32xf32>";
        let inner = dense(&mut w, &y, "tensor<32x16xf32>", wide);
        let inner = gelu(&mut w, &inner, wide);
        let outer = dense(&mut w, &inner, "tensor<16x32xf32>", TOKENS);
        let sum = w.op("add", NONE, &[&y, &outer], TOKENS);
        x = layer_norm(&mut w, &sum);
    }
    w.finish(&input, &x)
}

fn idioms() -> String {
    let (mut w, input) = Writer::new(TOKENS);
    let number = |w: &mut Writer, number: &str| w.constant(number, "tensor<f32>");
    let (zero, three, six, sixth) =
        (number(&mut w, "0.0"), number(&mut w, "3.0"), number(&mut w, "6.0"), number(&mut w, "0.166666672"));
    let x = &input;
    let silu = w.op("logistic", "", &[x], TOKENS);
    let silu = w.op("mul", NONE, &[&silu, x], TOKENS);
    let shifted = w.op("add", NONE, &[x, &three], TOKENS);
    let clamped = w.op("maximum", "", &[&shifted, &zero], TOKENS);
    let clamped = w.op("minimum", "", &[&clamped, &six], TOKENS);
    let swish = w.op("mul", NONE, &[x, &clamped], TOKENS);
    let swish = w.op("mul", NONE, &[&swish, &sixth], TOKENS);
    let gelu = gelu(&mut w, x, TOKENS);
    let norm = layer_norm(&mut w, x);
    let (axis, column) = (w.constant(2, "tensor<1xi32>"), "tensor<?x8x1xf32>");
    let exp = w.op("exp", "", &[x], TOKENS);
    let total = w.op("sum", "keep_dims = true", &[&exp, &axis], column);
    let softmax = w.op("div", NONE, &[&exp, &total], TOKENS);
    let square = w.op("square", "", &[x], TOKENS);
    let mean = w.op("mean", "keep_dims = true", &[&square, &axis], column);
    let epsilon = number(&mut w, "1.0e-6");
    let mean = w.op("add", NONE, &[&mean, &epsilon], column);
    let root = w.op("rsqrt", "", &[&mean], column);
    let rms = w.op("mul", NONE, &[x, &root], TOKENS);
    let folded = reshape_like(&mut w, &rms, x, &[8, 2, 8], MIXED);
    let swap = w.constant("[0, 2, 1, 3]", "tensor<4xi32>");
    let turned = w.op("transpose", "", &[&folded, &swap], HEADS);
    let turned = w.op("relu", "", &[&turned], HEADS);
    let back = w.op("transpose", "", &[&turned, &swap], MIXED);
    let unfolded = reshape_like(&mut w, &back, x, &[8, 16], TOKENS);
    let mut sum = unfolded;
    for part in [silu, swish, gelu, norm, softmax] {
        sum = w.op("add", NONE, &[&sum, &part], TOKENS);
    }
    w.finish(&input, &sum)
}
