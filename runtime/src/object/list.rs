use super::{Field, Slot, Value};

/// The elements of a list, without their type.
pub trait List {
    /// How many elements there are.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at `index`; [`Value::Absent`] behind the end.
    fn at(&self, index: usize) -> Value<'_>;

    /// Adds an empty element and hands it out to be filled.
    fn push(&mut self) -> Slot<'_>;
}

impl<T: Field> List for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn at(&self, index: usize) -> Value<'_> {
        self.as_slice().get(index).map_or(Value::Absent, T::get)
    }

    fn push(&mut self) -> Slot<'_> {
        let index = self.len();
        self.push(T::empty());
        self[index].slot()
    }
}

impl<T: Field> Field for Vec<T> {
    fn get(&self) -> Value<'_> {
        Value::List(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::List(self)
    }

    fn clear(&mut self) {
        self.clear();
    }

    fn empty() -> Self {
        Self::new()
    }
}
