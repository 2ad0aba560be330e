//! Types of the shape that generated code has, with a member of every kind.

use serde_json::Value as Json;

use super::{Binary, Fields, FieldsMut, Object};

#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub(crate) struct Everything {
    pub(crate) name: String,
    pub(crate) count: Option<i64>,
    pub(crate) size: Option<u64>,
    pub(crate) ratio: Option<f64>,
    pub(crate) enabled: Option<bool>,
    pub(crate) file: Option<Binary>,
    pub(crate) extra: Option<Json>,
    pub(crate) ids: Vec<String>,
    pub(crate) zones: Option<Vec<String>>,
    pub(crate) matrix: Vec<Vec<i64>>,
    pub(crate) children: Vec<Everything>,
    pub(crate) parent: Option<Box<Everything>>,
    pub(crate) password: Option<String>,
}

impl Object for Everything {
    fn name(&self) -> &'static str {
        "Everything"
    }

    fn fields<'a>(&'a self, visitor: &mut dyn Fields<'a>) {
        visitor.field("Name", &self.name);
        visitor.field("Count", &self.count);
        visitor.field("Size", &self.size);
        visitor.field("Ratio", &self.ratio);
        visitor.field("Enabled", &self.enabled);
        visitor.field("File", &self.file);
        visitor.field("Extra", &self.extra);
        visitor.field("Ids", &self.ids);
        visitor.field("Zones", &self.zones);
        visitor.field("Matrix", &self.matrix);
        visitor.field("Children", &self.children);
        visitor.field("Parent", &self.parent);
        visitor.field("Password", &self.password);
    }

    fn fields_mut<'a>(&'a mut self, visitor: &mut dyn FieldsMut<'a>) {
        visitor.field("Name", &mut self.name);
        visitor.field("Count", &mut self.count);
        visitor.field("Size", &mut self.size);
        visitor.field("Ratio", &mut self.ratio);
        visitor.field("Enabled", &mut self.enabled);
        visitor.field("File", &mut self.file);
        visitor.field("Extra", &mut self.extra);
        visitor.field("Ids", &mut self.ids);
        visitor.field("Zones", &mut self.zones);
        visitor.field("Matrix", &mut self.matrix);
        visitor.field("Children", &mut self.children);
        visitor.field("Parent", &mut self.parent);
        visitor.field("Password", &mut self.password);
    }

    fn empty() -> Self {
        Self {
            name: String::new(),
            count: None,
            size: None,
            ratio: None,
            enabled: None,
            file: None,
            extra: None,
            ids: Vec::new(),
            zones: None,
            matrix: Vec::new(),
            children: Vec::new(),
            parent: None,
            password: None,
        }
    }
}

crate::object_traits!(Everything);
