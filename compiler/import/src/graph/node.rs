//! A node together with what the registry says about its operator.

use std::borrow::Cow;

use bytes::Bytes;

use super::tensor_name::Port;
use crate::dtype;
use tfl_ir::near::closest;

use crate::error::{ImportError, Result, quote};
use crate::proto::attr_value::{ListValue, Value};
use crate::proto::{DataType, NameAttrList, NodeDef, TensorShapeProto};
use crate::registry::{self, ArgDef, ArgType, OpDef, default_value};

/// Most operands or results of one node; what is claimed beyond is corrupt.
const MAX_ARGS: usize = 1 << 16;

/// A node, read through its operator's definition.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'g> {
    pub(crate) def: &'g NodeDef,
    pub(crate) op: OpDef,
}

impl<'g> Node<'g> {
    /// Errors: an operator TensorFlow does not have.
    pub(crate) fn new(def: &'g NodeDef) -> Result<Self> {
        let op = registry::find(&def.op).ok_or_else(|| unknown_op(def))?;
        Ok(Self { def, op })
    }

    /// The node's name.
    pub(crate) fn name(&self) -> &'g str {
        &self.def.name
    }

    /// The value of an attribute, the operator's default where the node has none.
    pub(crate) fn attr(&self, name: &str) -> Option<Cow<'g, Value>> {
        if let Some(value) = self.def.attr.get(name) {
            return value.value.as_ref().map(Cow::Borrowed);
        }
        let attr = self.op.attrs().find(|a| a.name == name)?;
        default_value(attr.kind, attr.default?).map(Cow::Owned)
    }

    /// An integer attribute. Errors: missing or of another kind.
    pub(crate) fn int(&self, name: &str) -> Result<i64> {
        match self.attr(name).as_deref() {
            Some(Value::I(value)) => Ok(*value),
            other => Err(self.wrong_attr(name, "an integer", other)),
        }
    }

    /// A string attribute as UTF-8. Errors: missing, of another kind, other bytes.
    pub(crate) fn text(&self, name: &str) -> Result<String> {
        match self.attr(name).as_deref() {
            Some(Value::S(value)) => String::from_utf8(value.to_vec())
                .map_err(|_| self.wrong_attr(name, "UTF-8 text", Some(&Value::S(Bytes::new())))),
            other => Err(self.wrong_attr(name, "a string", other)),
        }
    }

    /// An element type attribute. Errors: missing, of another kind, an unknown type.
    pub(crate) fn dtype(&self, name: &str) -> Result<DataType> {
        match self.attr(name).as_deref() {
            Some(Value::Type(raw)) => dtype::data_type(*raw).map_err(|e| e.node(self.name())),
            other => Err(self.wrong_attr(name, "an element type", other)),
        }
    }

    /// A shape attribute. Errors: missing or of another kind.
    pub(crate) fn shape(&self, name: &str) -> Result<TensorShapeProto> {
        match self.attr(name).as_deref() {
            Some(Value::Shape(shape)) => Ok(shape.as_ref().clone()),
            other => Err(self.wrong_attr(name, "a shape", other)),
        }
    }

    /// A list attribute. Errors: missing or of another kind.
    pub(crate) fn list(&self, name: &str) -> Result<Cow<'g, ListValue>> {
        match self.attr(name) {
            Some(Cow::Borrowed(Value::List(list))) => Ok(Cow::Borrowed(list)),
            Some(Cow::Owned(Value::List(list))) => Ok(Cow::Owned(*list)),
            other => Err(self.wrong_attr(name, "a list", other.as_deref())),
        }
    }

    /// A function attribute. Errors: missing or of another kind.
    pub(crate) fn func(&self, name: &str) -> Result<&'g NameAttrList> {
        match self.def.attr.get(name).and_then(|a| a.value.as_ref()) {
            Some(Value::Func(func)) => Ok(func),
            other => Err(self.wrong_attr(name, "a function", other)),
        }
    }

    /// The shapes of the results as the graph records them; empty where it does not.
    pub(crate) fn output_shapes(&self) -> &'g [TensorShapeProto] {
        match self.def.attr.get("_output_shapes").and_then(|a| a.value.as_ref()) {
            Some(Value::List(list)) => &list.shape,
            _ => &[],
        }
    }

    /// Element types of the operands, in order.
    pub(crate) fn operand_types(&self) -> Result<Vec<DataType>> {
        self.types(self.op.inputs())
    }

    /// Element types of the results, in order.
    pub(crate) fn result_types(&self) -> Result<Vec<DataType>> {
        self.types(self.op.outputs())
    }

    /// How many tensors each declared operand stands for.
    pub(crate) fn operand_counts(&self) -> Result<Vec<usize>> {
        self.op.inputs().map(|arg| Ok(self.arg_types(arg)?.len())).collect()
    }

    /// How many tensors each declared result stands for.
    pub(crate) fn result_counts(&self) -> Result<Vec<usize>> {
        self.op.outputs().map(|arg| Ok(self.arg_types(arg)?.len())).collect()
    }

    /// Position of an output among all results.
    ///
    /// Errors: a result the operator does not have. Whether there are as many is not checked here.
    pub(crate) fn output_index(&self, port: Port<'_>) -> Result<u32> {
        let (result, index) = match port {
            Port::Index(index) => return Ok(index),
            Port::Named(result, index) => (result, index),
        };
        let mut start = 0u32;
        for arg in self.op.outputs() {
            if arg.name == result {
                return start.checked_add(index).ok_or_else(|| self.no_result(result));
            }
            start += self.arg_types(arg)?.len() as u32;
        }
        Err(self.no_result(result))
    }

    fn no_result(&self, result: &str) -> ImportError {
        ImportError::new(format!("{} has no result {}", self.def.op, quote(result)))
            .node(self.name())
            .hint("the graph is corrupt; export it again")
    }

    fn types(&self, args: impl Iterator<Item = ArgDef>) -> Result<Vec<DataType>> {
        let mut out = Vec::new();
        for arg in args {
            out.extend(self.arg_types(arg)?);
            if out.len() > MAX_ARGS {
                return Err(self.too_many());
            }
        }
        Ok(out)
    }

    /// Types of the tensors one declared operand or result stands for.
    fn arg_types(&self, arg: ArgDef) -> Result<Vec<DataType>> {
        let count = match arg.count {
            None => 1,
            Some(attr) => {
                let count = usize::try_from(self.int(attr)?).ok();
                count.filter(|n| *n <= MAX_ARGS).ok_or_else(|| self.too_many())?
            }
        };
        match arg.ty {
            ArgType::Fixed(name) => Ok(vec![dtype::by_name(name).unwrap_or(DataType::DtInvalid); count]),
            ArgType::Attr(attr) => Ok(vec![self.dtype(attr)?; count]),
            ArgType::List(attr) => {
                let list = self.list(attr)?;
                if list.r#type.len() > MAX_ARGS {
                    return Err(self.too_many());
                }
                let types = list.r#type.iter().map(|raw| dtype::data_type(*raw));
                types.collect::<Result<_>>().map_err(|e| e.node(self.name()))
            }
        }
    }

    fn too_many(&self) -> ImportError {
        ImportError::new(format!("{} has a negative or huge number of operands or results", self.def.op))
            .node(self.name())
            .expected(format!("at most {MAX_ARGS}"))
    }

    fn wrong_attr(&self, name: &str, expected: &str, found: Option<&Value>) -> ImportError {
        let found = match found {
            None => "is missing",
            Some(Value::List(_)) => "is a list",
            Some(Value::S(_)) => "is a string",
            Some(Value::I(_)) => "is an integer",
            Some(Value::F(_)) => "is a float",
            Some(Value::B(_)) => "is a boolean",
            Some(Value::Type(_)) => "is an element type",
            Some(Value::Shape(_)) => "is a shape",
            Some(Value::Tensor(_)) => "is a tensor",
            Some(Value::Placeholder(_)) => "is a placeholder",
            Some(Value::Func(_)) => "is a function",
        };
        ImportError::new(format!("attribute {} of {} {found}", quote(name), self.def.op))
            .node(self.name())
            .expected(expected)
            .hint("the graph is corrupt; export it again")
    }
}

fn unknown_op(def: &NodeDef) -> ImportError {
    if def.op == "XlaCallModule" {
        return ImportError::new("a function of StableHLO code (XlaCallModule) is not read yet")
            .node(&def.name)
            .expected("operators of TensorFlow")
            .hint("with JAX, convert by jax2tf.convert(f, native_serialization=False)");
    }
    let error = ImportError::new(format!("unknown operator {}", quote(&def.op)))
        .node(&def.name)
        .expected("an operator of TensorFlow");
    match closest(&def.op, registry::names()) {
        Some(near) => error.hint(format!("did you mean {}?", quote(near))),
        None => error.hint("the model needs a custom operator library; export it without that operator"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proto::AttrValue;

    fn node(op: &str, attrs: &[(&str, Value)]) -> NodeDef {
        let attr =
            attrs.iter().map(|(k, v)| ((*k).to_owned(), AttrValue { value: Some(v.clone()) })).collect();
        NodeDef { name: "n".into(), op: op.into(), attr, ..Default::default() }
    }

    #[test]
    fn defaults_fill_in() {
        let def = node("Conv2D", &[("T", Value::Type(1))]);
        let conv = Node::new(&def).unwrap();
        assert_eq!(conv.text("data_format").unwrap(), "NHWC");
        assert_eq!(conv.list("dilations").unwrap().i, [1, 1, 1, 1]);
        assert_eq!(conv.operand_types().unwrap(), [DataType::DtFloat; 2]);
        let text = conv.text("padding").unwrap_err().to_string();
        assert!(text.contains("'padding' of Conv2D is missing") && text.contains("node 'n'"), "{text}");
    }

    #[test]
    fn results_follow_the_attributes() {
        let def = node("Split", &[("T", Value::Type(3)), ("num_split", Value::I(3))]);
        let split = Node::new(&def).unwrap();
        assert_eq!(split.result_types().unwrap(), [DataType::DtInt32; 3]);
        assert_eq!(split.output_index(Port::Named("output", 2)).unwrap(), 2);
        assert!(split.output_index(Port::Named("nothing", 0)).is_err());
        for count in [-1, i64::MAX] {
            let def = node("Split", &[("T", Value::Type(3)), ("num_split", Value::I(count))]);
            assert!(Node::new(&def).unwrap().result_types().is_err());
        }
        let def = node("TopKV2", &[("T", Value::Type(1))]);
        let topk = Node::new(&def).unwrap();
        assert_eq!(topk.output_index(Port::Named("indices", 0)).unwrap(), 1);
        assert_eq!(topk.result_types().unwrap(), [DataType::DtFloat, DataType::DtInt32]);
    }

    #[test]
    fn an_unknown_operator_is_named_with_a_near_one() {
        let def = node("Conv2d", &[]);
        let text = Node::new(&def).unwrap_err().to_string();
        assert!(
            text.contains("unknown operator 'Conv2d'") && text.contains("did you mean 'Conv2D'?"),
            "{text}"
        );
    }
}
