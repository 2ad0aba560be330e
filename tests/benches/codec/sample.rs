//! Values for every member of a type, the same on every run.

use tencentcloud_runtime::{Field, FieldsMut, List, Object, Slot};

/// Fills objects.
pub(crate) struct Sampler {
    random: Random,
    /// How many elements the lists of the outermost object get.
    items: usize,
    depth: usize,
}

/// The elements of all other lists.
const INNER_ITEMS: usize = 2;
/// From here on only every eighth object has more than one object in it: a tree becomes deep and not just large.
const SPARSE_DEPTH: usize = 6;
const MAX_DEPTH: usize = 40;

impl Sampler {
    pub(crate) fn new(items: usize) -> Self {
        Self {
            random: Random(1),
            items,
            depth: 0,
        }
    }

    /// The object with every member set.
    pub(crate) fn fill<T: Object>(mut self) -> T {
        let mut object = T::empty();
        self.object(&mut object);
        object
    }

    fn object(&mut self, object: &mut dyn Object) {
        self.depth += 1;
        let mut members = Members {
            sampler: self,
            objects: 0,
        };
        object.fields_mut(&mut members);
        self.depth -= 1;
    }

    fn slot(&mut self, name: &str, slot: Slot<'_>) {
        match slot {
            Slot::String(slot) => *slot = self.text(name),
            Slot::Integer(slot) => *slot = self.integer(),
            Slot::Unsigned(slot) => *slot = self.integer().unsigned_abs(),
            Slot::Float(slot) => *slot = self.float(),
            Slot::Boolean(slot) => *slot = self.random.below(2) == 0,
            Slot::Object(object) => self.object(object),
            Slot::List(list) => self.list(name, list),
            _ => unreachable!("the specs have no such members"),
        }
    }

    fn list(&mut self, name: &str, list: &mut dyn List) {
        let items = if self.depth == 1 {
            self.items
        } else {
            INNER_ITEMS
        };
        for _ in 0..items {
            self.slot(name, list.push());
        }
    }

    /// Mostly names and ids; now and then with what must be escaped, or in Chinese; long in lists of texts.
    fn text(&mut self, name: &str) -> String {
        let number = self.random.below(1 << 31);
        match (name, number % 16) {
            ("Texts", _) => "A line of a log, with a \"quotation\" in it.\n".repeat(number % 100),
            (name, _) if name.ends_with("Time") => "2020-01-01T00:00:00Z".to_owned(),
            ("RequestId", _) => format!("{number:08x}-0000-4000-8000-{number:012x}"),
            (_, 0) => format!("a \"quoted\"\tname\n{number}"),
            (_, 1) => format!("名称{number}"),
            _ => format!("{}-{number:08x}", name.to_ascii_lowercase()),
        }
    }

    /// Mostly small.
    fn integer(&mut self) -> i64 {
        let magnitude = [100, 10_000, 1 << 40][self.random.below(3)];
        i64::try_from(self.random.below(magnitude)).expect("it is below 2⁴⁰")
    }

    /// Money, percentages and measurements.
    #[expect(clippy::cast_precision_loss, reason = "any float will do")]
    fn float(&mut self) -> f64 {
        let digits = self.random.below(1_000_000) as f64;
        digits / [1.0, 100.0, 10_000.0, 3.0][self.random.below(4)]
    }
}

struct Members<'s> {
    sampler: &'s mut Sampler,
    objects: usize,
}

impl<'a> FieldsMut<'a> for Members<'_> {
    fn field(&mut self, name: &'static str, field: &'a mut dyn Field) {
        let depth = self.sampler.depth;
        let slot = field.slot();
        if matches!(slot, Slot::Object(_)) {
            self.objects += 1;
            let is_one_too_many =
                self.objects > 1 && depth > SPARSE_DEPTH && !depth.is_multiple_of(8);
            if is_one_too_many || depth > MAX_DEPTH {
                field.clear();
                return;
            }
        }
        self.sampler.slot(name, field.slot());
    }
}

/// A linear congruential generator.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 24).unwrap_or(0) % end
    }
}
