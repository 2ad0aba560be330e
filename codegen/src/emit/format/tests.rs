//! Layout, as text.

use quote::quote;

#[track_caller]
fn check(items: &[proc_macro2::TokenStream], expected: &str) {
    let text = super::items(items);
    assert_eq!(text.trim_end(), expected.trim_matches('\n'), "\n{text}");
}

#[test]
fn what_fits_stands_on_one_line() {
    check(
        &[
            quote!(
                use a::b;
                use d as e;
                pub use self::f::*;
            ),
            quote!(
                pub type A = super::B<'static>;
            ),
            quote! {
                impl<'a> A {
                    pub const B: &'static [(&'static str, i64)] = &[("a", -1)];
                    pub fn c(&'a self, mut d: impl IntoIterator<Item = impl Into<String>>) -> Vec<D> {
                        self.d = Some(d.into_iter().map(Into::into).collect());
                        self
                    }
                    fn e() {}
                }
            },
        ],
        r#"
use a::b;
use d as e;

pub use self::f::*;

pub type A = super::B<'static>;

impl<'a> A {
    pub const B: &'static [(&'static str, i64)] = &[("a", -1)];

    pub fn c(&'a self, mut d: impl IntoIterator<Item = impl Into<String>>) -> Vec<D> {
        self.d = Some(d.into_iter().map(Into::into).collect());
        self
    }

    fn e() {}
}
"#,
    );
}

#[test]
fn what_does_not_fit_is_broken_at_its_outermost_place() {
    check(
        &[
            quote! {
                static ACTION: runtime::Action = runtime::Action::new("AnActionWithAVeryLongNameThatFillsTheWholeLine");
            },
            quote! {
                impl super::Client {
                    pub fn describe_something_long(&self, request: DescribeSomethingLongRequest) -> runtime::Call<DescribeSomethingLongResponse, DescribeSomethingLongError> {
                        Self { something_long: something_long.into_iter().map(Into::into).collect(), ..empty() }
                    }
                    pub fn new(names_of_all_the_things: impl IntoIterator<Item = SomethingThatHasALongName>) -> Self {
                        self.names_of_all_the_things_that_there_are_here = Some(names_of_all_the_things_that_there_are_here);
                    }
                }
            },
            quote! {
                const CODES: &[(&str, Self)] = &[
                    ("UnsupportedOperation.InstanceState", Self::UnsupportedOperationInstanceState),
                    ("Short", Self::Short)
                ];
            },
        ],
        r#"
static ACTION: runtime::Action =
    runtime::Action::new("AnActionWithAVeryLongNameThatFillsTheWholeLine");

impl super::Client {
    pub fn describe_something_long(
        &self,
        request: DescribeSomethingLongRequest,
    ) -> runtime::Call<DescribeSomethingLongResponse, DescribeSomethingLongError> {
        Self {
            something_long: something_long.into_iter().map(Into::into).collect(),
            ..empty()
        }
    }

    pub fn new(
        names_of_all_the_things: impl IntoIterator<Item = SomethingThatHasALongName>,
    ) -> Self {
        self.names_of_all_the_things_that_there_are_here =
            Some(names_of_all_the_things_that_there_are_here);
    }
}

const CODES: &[(&str, Self)] = &[
    ("UnsupportedOperation.InstanceState", Self::UnsupportedOperationInstanceState),
    ("Short", Self::Short),
];
"#,
    );
}

#[test]
fn documentation_is_shown_as_it_was_written() {
    let hostile = " a \"b\" \\ c\tµ \u{1f600} \u{300}\n\n */ {} 中文";
    check(
        &[quote! {
            #[doc = #hostile]
            #[derive(Debug, Clone)]
            pub struct A {
                /// Its own.
                pub r#type: Option<i64>,
            }
        }],
        "/// a \"b\" \\ c\tµ \u{1f600} \u{300}\n///\n/// */ {} 中文
#[derive(Debug, Clone)]
pub struct A {
    /// Its own.
    pub r#type: Option<i64>,
}",
    );
}

#[test]
fn members_and_limits_are_a_line_each() {
    check(
        &[quote! {
            runtime::object! {
                Tag: Default { "Key" => key = String::new(), "Value" => value = None, }
                limits { max_length("Key", 127), min("Value", -0.5), }
            }
        }],
        r#"
runtime::object! {
    Tag: Default {
        "Key" => key = String::new(),
        "Value" => value = None,
    }
    limits {
        max_length("Key", 127),
        min("Value", -0.5),
    }
}
"#,
    );
}
