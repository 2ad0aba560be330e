//! A service of the size of cvm, the same on every run: 106 actions, 286 structs in all, about 1,100 members.

use tencentcloud_codegen::spec::{Action, ErrorCode, Member, Spec, Type, TypeRef};

const ACTIONS: usize = 106;
const TYPES: usize = 74;
const ERRORS_PER_ACTION: usize = 12;

pub(crate) fn spec() -> Spec {
    let mut random = Random(1);
    let mut spec = Spec {
        service: Some("large".to_owned()),
        version: Some("2020-01-01".to_owned()),
        ..Spec::default()
    };
    for index in 0..TYPES {
        // Only to later ones, so that no type contains itself.
        let members = members(&mut random, 5 + index % 4, index + 1);
        spec.types.insert(
            type_name(index),
            Type {
                members,
                ..Type::default()
            },
        );
    }
    for index in 0..ACTIONS {
        let errors = (0..ERRORS_PER_ACTION)
            .map(|error| {
                let reason = (index * 7 + error * 13) % 300;
                ErrorCode::new(format!("InvalidParameterValue.Reason{reason}"), "")
            })
            .collect();
        let request = members(&mut random, 3 + index % 3, 0);
        let mut response = members(&mut random, index % 3, 0);
        // So that every type is reached.
        response.push(Member::new(
            "Thing",
            TypeRef::Named(type_name(index % TYPES)),
        ));
        let action = Action {
            request,
            response,
            errors,
            ..Action::default()
        };
        spec.actions.insert(format!("DescribeThing{index}"), action);
    }
    spec
}

fn members(random: &mut Random, count: usize, first_type: usize) -> Vec<Member> {
    (0..count)
        .map(|index| {
            let ty = ty(random, first_type);
            Member {
                required: random.below(4) == 0,
                ..Member::new(format!("Member{index}Of"), ty)
            }
        })
        .collect()
}

/// Types as often as cvm has them.
fn ty(random: &mut Random, first_type: usize) -> TypeRef {
    match random.below(100) {
        0..55 => TypeRef::String,
        55..72 => TypeRef::Integer,
        72..78 => TypeRef::Boolean,
        78..80 => TypeRef::Float,
        80..88 => TypeRef::String.list(),
        index if first_type < TYPES => {
            let named = TypeRef::Named(type_name(first_type + random.below(TYPES - first_type)));
            if index < 94 { named } else { named.list() }
        }
        _ => TypeRef::String,
    }
}

fn type_name(index: usize) -> String {
    format!("Thing{index}")
}

/// A linear congruential generator: no more is needed, and it gives the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end
    }
}
