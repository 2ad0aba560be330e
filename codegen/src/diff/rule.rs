//! The kinds of change, in one table.
//!
//! What a change means on the wire follows from its kind and from where it is: in what is sent or in what is answered. Who
//! sends may be bound by less (additive) but not by more (dangerous, or breaking); who reads may get less but not more.
//! What it means for Rust is not in this table: that is read off the two plans.

use super::Severity;

/// A kind of change.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its stable name, such as `member-removed`.
    pub id: &'static str,
    /// What it is about.
    pub about: About,
    /// What it means on the wire for who sends requests.
    pub request: Severity,
    /// What it means on the wire for who reads responses.
    pub response: Severity,
    /// When it is given.
    pub meaning: &'static str,
}

/// What a kind of change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A service version as a whole.
    Version,
    /// An action.
    Action,
    /// A data type.
    DataType,
    /// A member of a request, a response or a data type.
    Member,
    /// An error code of an action or of a service version.
    ErrorCode,
    /// Names and types of the generated code that nothing else explains.
    Rust,
    /// Sentences, titles and examples, which are counted and not listed unless asked for.
    Documentation,
}

impl Rule {
    /// Whether the change is in documentation only.
    pub fn is_documentation(&self) -> bool {
        self.about == About::Documentation
    }
}

/// Declares a constant for each rule, and the table of all of them.
macro_rules! rules {
    ($($about:ident { $($name:ident $id:literal $request:ident $response:ident: $meaning:literal;)* })*) => {
        $($(
            #[doc = $meaning]
            pub static $name: Rule = Rule {
                id: $id,
                about: About::$about,
                request: Severity::$request,
                response: Severity::$response,
                meaning: $meaning,
            };
        )*)*

        /// All rules.
        pub static ALL: &[&Rule] = &[$($(&$name,)*)*];
    };
}

rules! {
    Version {
        VERSION_ADDED "version-added" Additive Additive: "A version of a service is new. Where it becomes the newest of several, the root of the generated crate gives its items instead of the older one's.";
        VERSION_REMOVED "version-removed" Breaking Breaking: "A version of a service is gone.";
        ENDPOINT_CHANGED "endpoint-changed" Dangerous Dangerous: "Requests of a service or an action go to another host.";
        REGION_ADDED "region-added" Additive Additive: "A service or an action works in more regions.";
        REGION_REMOVED "region-removed" Dangerous Dangerous: "A service or an action works in fewer regions.";
    }
    Action {
        ACTION_ADDED "action-added" Additive Additive: "An action is new.";
        ACTION_REMOVED "action-removed" Breaking Breaking: "An action is gone.";
        ACTION_DEPRECATED "action-deprecated" None None: "An action should no longer be used.";
        ACTION_UNDEPRECATED "action-undeprecated" None None: "An action may be used again.";
        REGION_BECAME_REQUIRED "region-became-required" Breaking Breaking: "An action wants the common parameter `Region`, which it did not need.";
        REGION_BECAME_OPTIONAL "region-became-optional" Additive Additive: "An action takes the common parameter `Region`, but does not need it.";
        REGION_BECAME_UNUSED "region-became-unused" Dangerous Dangerous: "The common parameter `Region` does nothing any more.";
        RATE_LIMIT_LOWERED "rate-limit-lowered" Dangerous Dangerous: "An action takes fewer requests per second.";
        RATE_LIMIT_RAISED "rate-limit-raised" Additive Additive: "An action takes more requests per second.";
        BODY_CHANGED "body-changed" Breaking Breaking: "The request is sent in another form: JSON, multipart, or bytes.";
        STREAMING_ADDED "streaming-added" Additive Additive: "An action can answer with a stream of events.";
        STREAMING_REMOVED "streaming-removed" Breaking Breaking: "An action no longer answers with a stream of events.";
        SIGNATURE_ADDED "signature-added" Breaking Breaking: "Requests must be signed, which they were not.";
        SIGNATURE_REMOVED "signature-removed" Additive Additive: "Requests are sent without a signature.";
    }
    DataType {
        DATA_TYPE_ADDED "data-type-added" None None: "A data type is described that was not. On the wire, only the members that use it count.";
        DATA_TYPE_REMOVED "data-type-removed" None None: "A data type is not described any more. On the wire, only the members that use it count.";
        DATA_TYPE_DEPRECATED "data-type-deprecated" None None: "A data type should no longer be used.";
        DATA_TYPE_UNDEPRECATED "data-type-undeprecated" None None: "A data type may be used again.";
        DATA_TYPE_USE_CHANGED "data-type-use-changed" None None: "A data type is reached by requests or responses that did not reach it, or no longer is. What a request reaches has constructors, setters, and required members without `Option`.";
    }
    Member {
        MEMBER_ADDED "member-added" Additive Additive: "An optional member is new.";
        REQUIRED_MEMBER_ADDED "required-member-added" Breaking Additive: "A required member is new.";
        MEMBER_REMOVED "member-removed" Breaking Breaking: "A member is gone.";
        MEMBER_BECAME_REQUIRED "member-became-required" Breaking None: "A member must be there that could be left out.";
        MEMBER_BECAME_OPTIONAL "member-became-optional" Additive Dangerous: "A member can be left out that had to be there.";
        MEMBER_BECAME_NULLABLE "member-became-nullable" None Dangerous: "A member can be `null` in a response.";
        MEMBER_BECAME_NON_NULLABLE "member-became-non-nullable" None None: "A member is never `null` in a response.";
        TYPE_CHANGED "type-changed" Breaking Breaking: "The values of a member are of another type.";
        TYPE_WIDENED "type-widened" Additive Breaking: "The type of a member has more values: from unsigned to integer to float.";
        TYPE_NARROWED "type-narrowed" Breaking None: "The type of a member has fewer values: from float to integer to unsigned.";
        TYPE_RENAMED "type-renamed" None None: "A member is of another data type with the same members.";
        FORMAT_CHANGED "format-changed" Dangerous Dangerous: "A text is of another form: any, a time, a day, or bytes in base64.";
        DEFAULT_ADDED "default-added" None None: "A default is documented that was not.";
        DEFAULT_CHANGED "default-changed" Dangerous None: "The service takes another value where a member is not sent.";
        DEFAULT_REMOVED "default-removed" Dangerous None: "A default is no longer documented.";
        LIMIT_TIGHTENED "limit-tightened" Dangerous None: "A limit of a number, a length or a count allows less.";
        LIMIT_LOOSENED "limit-loosened" Additive Dangerous: "A limit of a number, a length or a count allows more.";
        VALUE_ADDED "value-added" Additive Dangerous: "More values of a member are documented. The set is open in any case.";
        VALUE_REMOVED "value-removed" Dangerous None: "Fewer values of a member are documented. The set is open in any case.";
        VALUES_DOCUMENTED "values-documented" None None: "The values of a member are documented, which were not.";
        VALUES_UNDOCUMENTED "values-undocumented" None None: "The values of a member are no longer documented.";
        MEMBER_DEPRECATED "member-deprecated" None None: "A member should no longer be used.";
        MEMBER_UNDEPRECATED "member-undeprecated" None None: "A member may be used again.";
        MEMBER_ORDER_CHANGED "member-order-changed" None None: "Members are in another order, as are the arguments of `new` if they are required.";
    }
    ErrorCode {
        ERROR_CODE_ADDED "error-code-added" Additive Additive: "An error code is documented that was not.";
        ERROR_CODE_REMOVED "error-code-removed" None None: "An error code is no longer documented.";
    }
    Rust {
        PAGES_CHANGED "pages-changed" None None: "The generated code gives the items of an action page by page, no longer does, or gives others: this follows from its members.";
        RUST_NAME_CHANGED "rust-name-changed" None None: "The specs give something another `rust_name`, or none any more.";
        RUST_API_CHANGED "rust-api-changed" None None: "The generated code is another one for a reason that lies elsewhere: a data type came to contain itself.";
    }
    Documentation {
        DOC_CHANGED "doc-changed" None None: "A description says something else.";
        TITLE_CHANGED "title-changed" None None: "A service or an action is called something else.";
        EXAMPLE_CHANGED "example-changed" None None: "Other examples are documented.";
        DATE_CHANGED "date-changed" None None: "The documentation was edited on another day.";
    }
}

/// The rule of this name.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id == id)
}
