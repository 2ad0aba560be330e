//! What we tell, what Tencent logs and what `api.json` shows, put beside each other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::Value;
use tencentcloud_codegen::catalogue::{Content, Memory, Overlay, ServiceVersion};
use tencentcloud_codegen::diff::Changes;
use tencentcloud_codegen::diff::rule::{self, Rule};
use tencentcloud_codegen::plan::PlanError;
use tencentcloud_codegen::spec::Spec;
use tencentcloud_codegen::specs::Name;

use super::api::{Api, ty, written_ty};
use super::fact::{Category, Fact, Service};
use super::history::{Counter, History};
use super::release::{Number, Release};
use super::seen::{is_required, seen};
use super::told::told;

/// Two releases, compared.
#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) old: Number,
    pub(crate) new: Number,
    /// What we tell.
    pub(crate) told: BTreeSet<Fact>,
    /// What the changelog says.
    pub(crate) logged: BTreeSet<Fact>,
    /// What only one of them has, and why.
    pub(crate) differences: BTreeMap<Fact, Class>,
    /// What the changelog says, and takes back before the newer release.
    pub(crate) undone: usize,
    /// Publications that the changelog of the newer release repeats from that of an earlier one.
    pub(crate) repeated: usize,
}

/// Why only one of us and Tencent's changelog says something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    OnlyAnswered,
    RequiredUntold,
    SameType,
    RequestId,
    RetiredBefore,
    NotInJson,
    Missed,
    VersionRemoved,
    LostPublication,
    UnknownPublication,
    RetiredInText,
    Unlogged,
    Invented,
}

impl Class {
    /// All of them: what only the changelog says, then what only we do.
    pub(crate) const ALL: [Self; 13] = [
        Self::OnlyAnswered,
        Self::RequiredUntold,
        Self::SameType,
        Self::RequestId,
        Self::RetiredBefore,
        Self::NotInJson,
        Self::Missed,
        Self::VersionRemoved,
        Self::LostPublication,
        Self::UnknownPublication,
        Self::RetiredInText,
        Self::Unlogged,
        Self::Invented,
    ];

    /// Its name, for the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::OnlyAnswered => "only-answered",
            Self::RequiredUntold => "required-untold",
            Self::SameType => "same-type",
            Self::RequestId => "request-id",
            Self::RetiredBefore => "retired-before",
            Self::NotInJson => "not-in-json",
            Self::Missed => "missed",
            Self::VersionRemoved => "version-removed",
            Self::LostPublication => "lost-publication",
            Self::UnknownPublication => "unknown-publication",
            Self::RetiredInText => "retired-in-text",
            Self::Unlogged => "unlogged",
            Self::Invented => "invented",
        }
    }

    /// What it means.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::OnlyAnswered => {
                "logged: required or not, in a data type that only responses use, before or after: the spec does not have it"
            }
            Self::RequiredUntold => {
                "either: a member does not say whether it is required on one side, which the changelog takes for required, and we for optional"
            }
            Self::SameType => "logged: another word for the same type",
            Self::RequestId => {
                "logged: `RequestId`, which every response has in the generated code"
            }
            Self::RetiredBefore => {
                "logged: an action is retired, which its description said before"
            }
            Self::NotInJson => "logged: both `api.json` say the same",
            Self::Missed => "logged, and in `api.json`: a defect of ours",
            Self::VersionRemoved => "told: a service version is gone, which is never logged",
            Self::LostPublication => {
                "told: the number of a publication of the service version is missing in the changelogs"
            }
            Self::UnknownPublication => {
                "told: whether a publication of the service version is missing cannot be known"
            }
            Self::RetiredInText => {
                "told: an action is retired in its description, and not in its `status`"
            }
            Self::Unlogged => "told, and in `api.json`, though no publication is missing",
            Self::Invented => "told, and not in `api.json`: a defect of ours",
        }
    }

    /// Whether something is wrong with our diff.
    pub(crate) fn is_defect(self) -> bool {
        matches!(self, Self::Missed | Self::Invented)
    }
}

/// Two releases that cannot be compared.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CompareError {
    #[error("{version} of release {number} cannot be read: it has errors")]
    Errors {
        version: ServiceVersion,
        number: Number,
    },
    #[error("{version}: {source}")]
    Plan {
        version: Name,
        source: Box<PlanError>,
    },
}

static OVERLAY: LazyLock<Overlay> = LazyLock::new(Overlay::built_in);

impl Pair {
    /// Compares two releases; the history has the changelogs of both of them, and of what lies between.
    pub(crate) fn compare(
        old: &Release,
        new: &Release,
        history: &History,
    ) -> Result<Self, CompareError> {
        let mut all = Both::default();
        let (olds, news) = (old.catalogue.versions(), new.catalogue.versions());
        let versions: BTreeSet<&ServiceVersion> = olds.iter().chain(&news).copied().collect();
        for version in versions {
            let (in_old, in_new) = (olds.contains(&version), news.contains(&version));
            if in_old && in_new && old.catalogue.says_the_same(&new.catalogue, version) {
                continue;
            }
            let memory = if in_old && in_new {
                old.catalogue.differences(&new.catalogue, version)
            } else {
                Memory::default()
            };
            let side = |release: &Release, is_there: bool| {
                let side = is_there.then(|| Side::of(release, version, &memory));
                side.transpose()
            };
            all.version(side(old, in_old)?.as_ref(), side(new, in_new)?.as_ref())?;
        }
        let logged = history.between(&old.number, &new.number);
        let mut differences = BTreeMap::new();
        for fact in logged
            .facts
            .iter()
            .filter(|fact| !all.told.contains_key(*fact))
        {
            let class = if all.seen.contains(fact) {
                all.readings.get(fact).copied().unwrap_or(Class::Missed)
            } else {
                Class::NotInJson
            };
            differences.insert(fact.clone(), class);
        }
        for (fact, rule) in &all.told {
            if logged.facts.contains(fact) {
                continue;
            }
            let class = if *rule == &rule::VERSION_REMOVED {
                Class::VersionRemoved
            } else if all.seen.contains(fact) {
                match history.counter(&fact.service, &old.number, &new.number) {
                    Counter::Missing => Class::LostPublication,
                    Counter::Open | Counter::Unknown => Class::UnknownPublication,
                    Counter::Complete => Class::Unlogged,
                }
            } else {
                all.readings.get(fact).copied().unwrap_or(Class::Invented)
            };
            differences.insert(fact.clone(), class);
        }
        // What neither says of the other's opinion is still to be right: all that `api.json` shows is told or has a reason.
        for fact in &all.seen {
            let is_told = all.told.contains_key(fact) || all.readings.contains_key(fact);
            if !is_told && !logged.facts.contains(fact) {
                differences.insert(fact.clone(), Class::Missed);
            }
        }
        Ok(Self {
            old: old.number.clone(),
            new: new.number.clone(),
            told: all.told.into_keys().collect(),
            logged: logged.facts,
            differences,
            undone: logged.undone.len(),
            repeated: history.repeated(&new.number, &new.changelog),
        })
    }

    /// What both say.
    pub(crate) fn agreed(&self) -> impl Iterator<Item = &Fact> {
        self.told.intersection(&self.logged)
    }
}

/// What a release says of a service version, by our reading and as it stands there.
struct Side {
    spec: Spec,
    api: Value,
}

impl Side {
    fn of(
        release: &Release,
        version: &ServiceVersion,
        memory: &Memory,
    ) -> Result<Self, CompareError> {
        let import = release.catalogue.read_with(version, Content::All, memory);
        let spec = import.spec.zip(release.api(version));
        let (mut spec, api) = spec.ok_or_else(|| CompareError::Errors {
            version: version.clone(),
            number: release.number.clone(),
        })?;
        OVERLAY.apply(&mut spec);
        Ok(Self { spec, api })
    }
}

/// What both sides say, of all service versions.
#[derive(Default)]
struct Both {
    told: BTreeMap<Fact, &'static Rule>,
    seen: BTreeSet<Fact>,
    /// Why something is told and not seen, or seen and not told.
    readings: BTreeMap<Fact, Class>,
}

impl Both {
    fn version(&mut self, old: Option<&Side>, new: Option<&Side>) -> Result<(), CompareError> {
        let Some(Side { spec, .. }) = new.or(old) else {
            return Ok(());
        };
        let name = Name {
            service: spec.service.clone().unwrap_or_default(),
            version: spec.version.clone().unwrap_or_default(),
        };
        let service = Service {
            name: name.service.clone(),
            version: name.version.clone(),
        };
        let (old_spec, new_spec) = (old.map(|side| &side.spec), new.map(|side| &side.spec));
        let changes = Changes::of_version(&name, old_spec, new_spec).map_err(|source| {
            CompareError::Plan {
                version: name,
                source: Box::new(source),
            }
        })?;
        let told = told(&service, &changes, old_spec, new_spec);
        let (old_api, new_api) = (
            old.map(|side| Api::of(&side.api)),
            new.map(|side| Api::of(&side.api)),
        );
        let seen = seen(&service, old_api.as_ref(), new_api.as_ref());
        if let (Some(old), Some(new)) = (&old_api, &new_api) {
            let only_seen = seen.iter().filter(|fact| !told.contains_key(*fact));
            let only_told = told.keys().filter(|fact| !seen.contains(*fact));
            for fact in only_seen.chain(only_told) {
                let class = reading(fact, old, new);
                self.readings
                    .extend(class.map(|class| (fact.clone(), class)));
            }
        }
        self.told.extend(told);
        self.seen.extend(seen);
        Ok(())
    }
}

/// Why our reading of `api.json` differs from that of the changelog; nothing if there is no reason.
fn reading(fact: &Fact, old: &Api<'_>, new: &Api<'_>) -> Option<Class> {
    use Category as C;
    let member = fact.member.as_deref().unwrap_or_default();
    let subject = fact.subject.as_str();
    match fact.category {
        C::ActionRetired => {
            let is_online = |api: &Api<'_>| {
                let status = api.actions.get(subject).map(|action| &action["status"]);
                status.is_none_or(|status| status.as_str().is_none_or(|text| text == "online"))
            };
            Some(if is_online(new) {
                Class::RetiredInText
            } else {
                Class::RetiredBefore
            })
        }
        C::ResponseMemberAdded | C::ResponseMemberRemoved => {
            (member == "RequestId").then_some(Class::RequestId)
        }
        C::RequestMemberChanged | C::ResponseMemberChanged | C::TypeMemberChanged => {
            let (olds, news) = (changed_members(fact, old), changed_members(fact, new));
            let (before, after) = (*olds.get(member)?, *news.get(member)?);
            let is_type = fact.category == C::TypeMemberChanged;
            let is_sent = old.sent.contains(subject) && new.sent.contains(subject);
            changed(before, after, is_type, is_sent)
        }
        _ => None,
    }
}

/// The members among which a fact says that one is changed.
fn changed_members<'a>(fact: &Fact, api: &Api<'a>) -> BTreeMap<&'a str, &'a Value> {
    match fact.category {
        Category::RequestMemberChanged => api.body(&fact.subject, "input"),
        Category::ResponseMemberChanged => api.body(&fact.subject, "output"),
        _ => api.members(&fact.subject),
    }
}

/// Why a member of the same name is another one for the changelog only, or for us only.
fn changed(before: &Value, after: &Value, is_type: bool, is_sent: bool) -> Option<Class> {
    if ty(before) != ty(after) {
        return None;
    }
    let flips =
        |unless_told: bool| is_required(before, unless_told) != is_required(after, unless_told);
    if is_type && !is_sent && flips(true) {
        Some(Class::OnlyAnswered)
    } else if is_type && flips(true) != flips(false) {
        Some(Class::RequiredUntold)
    } else if written_ty(before) != written_ty(after) {
        Some(Class::SameType)
    } else {
        None
    }
}
