//! Attributes of nodes as attributes of tf operations.

use std::sync::Arc;

use tfl_ir::{Attr, DialectAttr, Ident};

use super::constant::constant;
use super::types::{element, shape_text};
use crate::dtype;
use crate::error::{ImportError, Result};
use crate::graph::{FlatNode, Node};
use crate::proto::TensorShapeProto;
use crate::proto::attr_value::Value;
use crate::registry::default_value;
use crate::tensor::Tensor;

/// The attributes of a node, with the operator's defaults filled in.
///
/// Left out: what the types of operands and results say already, recorded output shapes, placement. Functions
/// are not attributes here: calls are gone, and `If` and `While` name theirs by symbol.
pub(super) fn attributes(flat: &FlatNode<'_>) -> Result<Vec<(Ident, Attr)>> {
    let node = &flat.node;
    let mut out = vec![(Ident::new("device"), Attr::str(&node.def.device))];
    for declared in node.op.attrs() {
        if node.def.attr.contains_key(declared.name) || is_left_out(node, declared.name) {
            continue;
        }
        match declared.default {
            Some(text) => {
                if let Some(value) = default_value(declared.kind, text) {
                    push(&mut out, declared.name, &value)?;
                }
            }
            // Only what the registry gives no readable default for may be missing.
            None if declared.kind == "tensor" && node.op.name() != "Const" => {}
            None => {
                return Err(ImportError::new(format!(
                    "attribute '{}' of {} is missing",
                    declared.name,
                    node.op.name()
                ))
                .node(node.name())
                .hint("the graph is corrupt; export it again"));
            }
        }
    }
    for (name, value) in &node.def.attr {
        if let Some(value) = value.value.as_ref().filter(|_| !is_left_out(node, name)) {
            push(&mut out, name, value).map_err(|e| e.node(node.name()))?;
        }
    }
    Ok(out)
}

fn is_left_out(node: &Node<'_>, attr: &str) -> bool {
    let is_control = matches!(
        node.op.name(),
        "If" | "StatelessIf" | "While" | "StatelessWhile" | "Case" | "StatelessCase"
    );
    // The last two count operands and results as they were before variables went.
    matches!(
        attr,
        "_output_shapes"
            | "_class"
            | "_has_manual_control_dependencies"
            | "_read_only_resource_inputs"
            | "_num_original_outputs"
    ) || (is_control
        && (attr == "output_shapes" || node.op.attrs().any(|a| a.name == attr && a.kind.contains("func"))))
        || node.op.is_derived(attr)
}

fn push(out: &mut Vec<(Ident, Attr)>, name: &str, value: &Value) -> Result<()> {
    if let Some(attr) = attribute(value)? {
        out.push((Ident::new(name), attr));
    }
    Ok(())
}

/// One value; `None` for a placeholder, which stands for nothing outside a function template.
fn attribute(value: &Value) -> Result<Option<Attr>> {
    Ok(Some(match value {
        Value::S(text) => Attr::Str(text.as_ref().into()),
        Value::I(value) => Attr::i64(*value),
        Value::F(value) => Attr::f32(*value),
        Value::B(value) => Attr::bool(*value),
        Value::Type(raw) => Attr::Type(element(dtype::data_type(*raw)?)?),
        Value::Shape(shape) => self::shape(shape),
        Value::Tensor(proto) => constant(Tensor::from_proto(proto)?)?.0,
        Value::Func(func) => Attr::symbol(&func.name),
        Value::Placeholder(_) => return Ok(None),
        Value::List(list) => {
            let mut items: Vec<Attr> = list.s.iter().map(|text| Attr::Str(text.as_ref().into())).collect();
            items.extend(list.i.iter().map(|value| Attr::i64(*value)));
            items.extend(list.f.iter().map(|value| Attr::f32(*value)));
            items.extend(list.b.iter().map(|value| Attr::bool(*value)));
            for raw in &list.r#type {
                items.push(Attr::Type(element(dtype::data_type(*raw)?)?));
            }
            items.extend(list.shape.iter().map(shape));
            for proto in &list.tensor {
                items.push(constant(Tensor::from_proto(proto)?)?.0);
            }
            items.extend(list.func.iter().map(|func| Attr::symbol(&func.name)));
            Attr::array(items)
        }
    }))
}

/// `#tf_type.shape<1x?>`.
pub(super) fn shape(shape: &TensorShapeProto) -> Attr {
    let body = format!("shape<{}>", shape_text(shape)).into();
    Attr::Dialect(Arc::new(DialectAttr { dialect: Ident::new("tf_type"), body, bracketed: false }))
}
