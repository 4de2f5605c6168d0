//! Collects the nodes and constants of a file.

use std::collections::{HashMap, HashSet};

use half::f16;

use super::schema::{
    AttributeProto, AttributeType, DataType, Dimension, GraphProto, NodeProto, Size, TensorProto,
    TensorShapeProto, TensorType, TypeProto, ValueInfoProto,
};

/// Nodes and constants so far. A value is known by its name; every name is given once.
#[derive(Default)]
pub(super) struct Writer {
    nodes: Vec<NodeProto>,
    constants: Vec<TensorProto>,
    /// Names of short constants by what they hold, so that equal ones are written once.
    shared: HashMap<(DataType, Vec<u8>, usize), String>,
    /// Names of the constants that are stored as f16.
    halved: HashSet<String>,
}

impl Writer {
    /// An operator with one output, whose name it returns.
    pub(super) fn add(&mut self, operator: &str, inputs: &[&str], output: &str) -> String {
        self.add_with(operator, inputs, Vec::new(), output)
    }

    /// As [`Writer::add`], with attributes.
    pub(super) fn add_with(
        &mut self,
        operator: &str,
        inputs: &[&str],
        attributes: Vec<AttributeProto>,
        output: &str,
    ) -> String {
        self.nodes.push(NodeProto {
            input: inputs.iter().map(|input| (*input).to_owned()).collect(),
            output: vec![output.to_owned()],
            name: output.to_owned(),
            op_type: operator.to_owned(),
            attribute: attributes,
        });
        output.to_owned()
    }

    /// The largest or smallest values along the last dimension. Only the values are named, not their places.
    pub(super) fn nearest(&mut self, input: &str, count: usize, output: &str) -> String {
        let count = self.indices(&[count as i64]);
        let places = format!("{output}.places");
        self.nodes.push(NodeProto {
            input: vec![input.to_owned(), count],
            output: vec![output.to_owned(), places],
            name: output.to_owned(),
            op_type: "TopK".to_owned(),
            attribute: vec![whole("axis", -1), whole("largest", 0), whole("sorted", 1)],
        });
        output.to_owned()
    }

    /// Converts values to another type.
    pub(super) fn cast(&mut self, input: &str, to: DataType, output: &str) -> String {
        self.add_with("Cast", &[input], vec![whole("to", to as i64)], output)
    }

    /// A constant of f32.
    pub(super) fn floats(&mut self, name: &str, dims: &[usize], values: &[f32]) -> String {
        self.constant(
            name,
            DataType::Float,
            dims,
            values.iter().flat_map(|value| value.to_le_bytes()).collect(),
        )
    }

    /// A constant that is stored as f16 and computed with as f32. The same name again is the same constant.
    pub(super) fn halves(&mut self, name: &str, dims: &[usize], values: &[f32]) -> String {
        if !self.halved.insert(name.to_owned()) {
            return name.to_owned();
        }
        let bytes = values.iter().flat_map(|value| f16::from_f32(*value).to_le_bytes()).collect();
        let stored = self.constant(&format!("{name}.f16"), DataType::Float16, dims, bytes);
        self.cast(&stored, DataType::Float, name)
    }

    /// A constant of texts, `[N]`.
    pub(super) fn texts(&mut self, name: &str, texts: &[String]) -> String {
        self.constants.push(TensorProto {
            dims: vec![texts.len() as i64],
            data_type: DataType::String.into(),
            string_data: texts.iter().map(|text| text.clone().into_bytes()).collect(),
            name: name.to_owned(),
            raw_data: Vec::new(),
        });
        name.to_owned()
    }

    /// One number.
    pub(super) fn number(&mut self, value: f32) -> String {
        self.share(DataType::Float, &[], value.to_le_bytes().to_vec(), || format!("number.{value:e}"))
    }

    /// Whole numbers, `[N]`: sizes, axes or places.
    pub(super) fn indices(&mut self, values: &[i64]) -> String {
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        let listed = || values.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        self.share(DataType::Int64, &[values.len()], bytes, || format!("indices.{}", listed()))
    }

    fn share(
        &mut self,
        data_type: DataType,
        dims: &[usize],
        bytes: Vec<u8>,
        name: impl Fn() -> String,
    ) -> String {
        let key = (data_type, bytes.clone(), dims.len());
        if let Some(name) = self.shared.get(&key) {
            return name.clone();
        }
        let name = self.constant(&name(), data_type, dims, bytes);
        self.shared.insert(key, name.clone());
        name
    }

    fn constant(&mut self, name: &str, data_type: DataType, dims: &[usize], bytes: Vec<u8>) -> String {
        self.constants.push(TensorProto {
            dims: dims.iter().map(|size| *size as i64).collect(),
            data_type: data_type.into(),
            string_data: Vec::new(),
            name: name.to_owned(),
            raw_data: bytes,
        });
        name.to_owned()
    }

    /// The graph from these inputs to these outputs.
    pub(super) fn finish(
        self,
        name: &str,
        input: Vec<ValueInfoProto>,
        output: Vec<ValueInfoProto>,
    ) -> GraphProto {
        let Self { nodes: node, constants: initializer, .. } = self;
        GraphProto { node, name: name.to_owned(), initializer, input, output }
    }
}

/// An attribute that is a whole number.
pub(super) fn whole(name: &str, value: i64) -> AttributeProto {
    let r#type = AttributeType::Int.into();
    AttributeProto { name: name.to_owned(), i: Some(value), r#type, ..AttributeProto::default() }
}

/// An attribute of whole numbers.
pub(super) fn wholes(name: &str, values: &[i64]) -> AttributeProto {
    let (ints, r#type) = (values.to_vec(), AttributeType::Ints.into());
    AttributeProto { name: name.to_owned(), ints, r#type, ..AttributeProto::default() }
}

/// An attribute that is a number.
pub(super) fn real(name: &str, value: f32) -> AttributeProto {
    let r#type = AttributeType::Float.into();
    AttributeProto { name: name.to_owned(), f: Some(value), r#type, ..AttributeProto::default() }
}

/// An attribute that is a text.
pub(super) fn text(name: &str, value: &str) -> AttributeProto {
    let (s, r#type) = (Some(value.as_bytes().to_vec()), AttributeType::String.into());
    AttributeProto { name: name.to_owned(), s, r#type, ..AttributeProto::default() }
}

/// An input or output of the file.
pub(super) fn value(name: &str, elem_type: DataType, shape: &[Size], about: &str) -> ValueInfoProto {
    let dim = shape.iter().map(|size| Dimension { value: Some(size.clone()) }).collect();
    let tensor_type = TensorType { elem_type: elem_type.into(), shape: Some(TensorShapeProto { dim }) };
    ValueInfoProto {
        name: name.to_owned(),
        r#type: Some(TypeProto { tensor_type: Some(tensor_type) }),
        doc_string: about.to_owned(),
    }
}
