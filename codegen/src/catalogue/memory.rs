//! What was read of a text before, so that it is not read again.
//!
//! Defaults, limits and known values stand in sentences, and finding them there takes longer than everything else. Most
//! members of a release say what they said in the one before, and many say what another one does.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::spec::{Member, TypeRef};

/// Members that were read, by what they follow from. It is for one service version, in whatever releases.
#[derive(Debug, Default)]
pub struct Memory {
    known: RefCell<HashMap<Texts, Member>>,
    is_outline: bool,
}

/// All that a member follows from but for what is said of it in flags.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Texts {
    pub(super) name: String,
    pub(super) ty: TypeRef,
    pub(super) document: String,
    pub(super) example: String,
}

impl Memory {
    /// One that looks for nothing in texts, so that members have no more than names and types.
    pub(super) fn outline() -> Self {
        Self {
            is_outline: true,
            ..Self::default()
        }
    }

    /// The member that follows from these texts: as it was read before, or read now.
    pub(super) fn member(&self, texts: Texts, read: impl FnOnce(&Texts) -> Member) -> Member {
        if self.is_outline {
            return Member::new(texts.name, texts.ty);
        }
        if let Some(known) = self.known.borrow().get(&texts) {
            return known.clone();
        }
        let member = read(&texts);
        self.known.borrow_mut().insert(texts, member.clone());
        member
    }
}
