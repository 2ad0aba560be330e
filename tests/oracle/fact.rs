//! What both our changes and Tencent's changelog can say: something of a service version came, went or is another one.

use std::fmt;

/// The service and the version of its API: `cvm` and `2017-03-12`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Service {
    /// Its short name.
    pub(crate) name: String,
    /// The version of its API.
    pub(crate) version: String,
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.version)
    }
}

/// One thing that is different.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Fact {
    /// Where.
    pub(crate) service: Service,
    /// What kind of difference.
    pub(crate) category: Category,
    /// The action or data type.
    pub(crate) subject: String,
    /// Its member, where the category is about members.
    pub(crate) member: Option<String>,
}

impl fmt::Display for Fact {
    /// `cvm 2017-03-12: request member added: RunInstances Zone`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            service,
            category,
            subject,
            member,
        } = self;
        write!(f, "{service}: {}: {subject}", category.name())?;
        member.iter().try_for_each(|member| write!(f, " {member}"))
    }
}

/// What is different of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Category {
    ActionAdded,
    ActionRemoved,
    ActionRetired,
    TypeAdded,
    TypeRemoved,
    RequestMemberAdded,
    RequestMemberRemoved,
    RequestMemberChanged,
    ResponseMemberAdded,
    ResponseMemberRemoved,
    ResponseMemberChanged,
    TypeMemberAdded,
    TypeMemberRemoved,
    TypeMemberChanged,
}

/// What a category does to a subject or member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Added,
    Removed,
    Changed,
}

impl Category {
    /// All of them, with the words of the changelog: those of subjects head a block, those of members a list of names.
    pub(crate) const ALL: [(Self, &'static str); 14] = [
        (Self::ActionAdded, "新增接口"),
        (Self::ActionRemoved, "删除接口"),
        (Self::ActionRetired, "预下线接口"),
        (Self::TypeAdded, "新增数据结构"),
        (Self::TypeRemoved, "删除数据结构"),
        (Self::RequestMemberAdded, "新增入参"),
        (Self::RequestMemberRemoved, "删除入参"),
        (Self::RequestMemberChanged, "修改入参"),
        (Self::ResponseMemberAdded, "新增出参"),
        (Self::ResponseMemberRemoved, "删除出参"),
        (Self::ResponseMemberChanged, "修改出参"),
        (Self::TypeMemberAdded, "新增成员"),
        (Self::TypeMemberRemoved, "删除成员"),
        (Self::TypeMemberChanged, "修改成员"),
    ];

    /// The category of these words of the changelog.
    pub(crate) fn of_words(words: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find_map(|(category, its)| (its == words).then_some(category))
    }

    /// Its words in the changelog.
    pub(crate) fn words(self) -> &'static str {
        let mut all = Self::ALL.into_iter();
        all.find_map(|(category, words)| (category == self).then_some(words))
            .unwrap_or_default()
    }

    /// Its name in reports.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ActionAdded => "action added",
            Self::ActionRemoved => "action removed",
            Self::ActionRetired => "action retired",
            Self::TypeAdded => "data type added",
            Self::TypeRemoved => "data type removed",
            Self::RequestMemberAdded => "request member added",
            Self::RequestMemberRemoved => "request member removed",
            Self::RequestMemberChanged => "request member changed",
            Self::ResponseMemberAdded => "response member added",
            Self::ResponseMemberRemoved => "response member removed",
            Self::ResponseMemberChanged => "response member changed",
            Self::TypeMemberAdded => "member of a data type added",
            Self::TypeMemberRemoved => "member of a data type removed",
            Self::TypeMemberChanged => "member of a data type changed",
        }
    }

    /// Whether it is about an action as a whole, or a data type as a whole, and not about members.
    pub(crate) fn is_whole(self) -> bool {
        use Category::{ActionAdded, ActionRemoved, ActionRetired, TypeAdded, TypeRemoved};
        matches!(
            self,
            ActionAdded | ActionRemoved | ActionRetired | TypeAdded | TypeRemoved
        )
    }

    /// Whether its subject is a data type.
    pub(crate) fn is_of_type(self) -> bool {
        use Category::{
            TypeAdded, TypeMemberAdded, TypeMemberChanged, TypeMemberRemoved, TypeRemoved,
        };
        matches!(
            self,
            TypeAdded | TypeRemoved | TypeMemberAdded | TypeMemberRemoved | TypeMemberChanged
        )
    }

    /// What it does.
    pub(crate) fn verb(self) -> Verb {
        use Category::{
            ActionAdded, ActionRemoved, RequestMemberAdded, RequestMemberRemoved,
            ResponseMemberAdded, ResponseMemberRemoved, TypeAdded, TypeMemberAdded,
            TypeMemberRemoved, TypeRemoved,
        };
        match self {
            ActionAdded | TypeAdded | RequestMemberAdded | ResponseMemberAdded
            | TypeMemberAdded => Verb::Added,
            ActionRemoved
            | TypeRemoved
            | RequestMemberRemoved
            | ResponseMemberRemoved
            | TypeMemberRemoved => Verb::Removed,
            _ => Verb::Changed,
        }
    }
}
