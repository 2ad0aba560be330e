//! A cloud in memory, and a client of the shape that generated code has.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use http::{HeaderName, HeaderValue, Request, Response};
use tencentcloud_runtime::{
    Action, Binary, Bytes, Call, Client, CommonError, Fields, FieldsMut, Object, Service,
    Transport, TransportError, TransportErrorKind, TransportFuture, error_codes, http,
    object_traits,
};

pub static CVM: Service = Service::new("cvm", "2017-03-12", "cvm.tencentcloudapi.com");
static TERMINATE_INSTANCES: Action = Action::new("TerminateInstances").region_required();
static DESCRIBE_INSTANCES: Action = Action::new("DescribeInstances");
static RUN_INSTANCES: Action = Action::new("RunInstances");
static SET_RATIO: Action = Action::new("SetRatio");
static UPLOAD_FILE: Action = Action::new("UploadFile").multipart();
static UPLOAD_BYTES: Action = Action::new("UploadBytes");
static ASSUME_ROLE_WITH_SAML: Action = Action::new("AssumeRoleWithSAML").unsigned();

pub struct Vm(pub Client);

impl Vm {
    pub fn terminate_instances(
        &self,
        request: TerminateInstancesRequest,
    ) -> Call<TerminateInstancesResponse, TerminateInstancesError> {
        self.0.call(&TERMINATE_INSTANCES, &request)
    }

    pub fn describe_instances(&self) -> Call<TerminateInstancesResponse, CommonError> {
        self.0
            .call(&DESCRIBE_INSTANCES, &DescribeInstancesRequest::empty())
    }

    pub fn run_instances(
        &self,
        request: &RunInstancesRequest,
    ) -> Call<TerminateInstancesResponse, CommonError> {
        self.0.call(&RUN_INSTANCES, request)
    }

    pub fn set_ratio(&self, ratio: f64) -> Call<TerminateInstancesResponse, CommonError> {
        self.0.call(&SET_RATIO, &SetRatioRequest { ratio })
    }

    pub fn upload_file(
        &self,
        request: UploadFileRequest,
    ) -> Call<TerminateInstancesResponse, CommonError> {
        self.0.call(&UPLOAD_FILE, &request)
    }

    pub fn upload_bytes(
        &self,
        request: UploadBytesRequest,
        body: impl Into<Bytes>,
    ) -> Call<TerminateInstancesResponse, CommonError> {
        self.0.call_with_body(&UPLOAD_BYTES, &request, body.into())
    }

    pub fn assume_role_with_saml(&self) -> Call<TerminateInstancesResponse, CommonError> {
        self.0
            .call(&ASSUME_ROLE_WITH_SAML, &SetRatioRequest { ratio: 0.5 })
    }
}

/// Writes down `impl Object` as the generator does.
macro_rules! object {
    ($type:ident { $($name:literal $field:ident: $member:ty,)+ }) => {
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $type {
            $(pub $field: $member,)+
        }

        impl Object for $type {
            fn name(&self) -> &'static str {
                stringify!($type)
            }

            fn fields<'a>(&'a self, visitor: &mut dyn Fields<'a>) {
                $(visitor.field($name, &self.$field);)+
            }

            fn fields_mut<'a>(&'a mut self, visitor: &mut dyn FieldsMut<'a>) {
                $(visitor.field($name, &mut self.$field);)+
            }

            fn empty() -> Self {
                Self { $($field: Default::default(),)+ }
            }
        }

        object_traits!($type);
    };
}

object!(TerminateInstancesRequest {
    "InstanceIds" instance_ids: Vec<String>,
    "ReleaseAddress" release_address: Option<bool>,
    "Password" password: Option<String>,
});
object!(TerminateInstancesResponse {
    "Results" results: Vec<TerminateResult>,
    "RequestId" request_id: String,
});
object!(Undocumented {
    "RequestId" request_id: String,
});
object!(TerminateResult {
    "Count" count: Option<i64>,
});
object!(UploadFileRequest {
    "File" file: Option<Binary>,
    "FileURL" file_url: Option<String>,
    "Tags" tags: Option<Vec<String>>,
});
object!(UploadBytesRequest {
    "TopicId" topic_id: String,
    "HashKey" hash_key: Option<String>,
});
object!(DescribeInstancesRequest {
    "Limit" limit: Option<i64>,
});
object!(RunInstancesRequest {
    "ImageId" image_id: String,
    "ClientToken" client_token: Option<String>,
});
object!(SetRatioRequest {
    "Ratio" ratio: f64,
});

error_codes! {
    pub enum TerminateInstancesError {
        "InternalError" => InternalError,
        "InvalidInstanceId.NotFound" => InvalidInstanceIdNotFound,
    }
}

/// Gives its answers in turn, the last one again and again, and keeps the requests.
#[derive(Clone)]
pub struct Cloud(Arc<Memory>);

struct Memory {
    answers: Mutex<VecDeque<Scripted>>,
    requests: Mutex<Vec<Request<Bytes>>>,
}

/// An answer, or none.
pub type Scripted = Result<Response<Bytes>, TransportError>;

#[allow(
    clippy::unnecessary_wraps,
    reason = "it is one of the answers of a script"
)]
pub fn answer(status: u16, body: &str) -> Scripted {
    let mut response = Response::new(Bytes::from(body.to_owned()));
    *response.status_mut() = status.try_into().unwrap();
    Ok(response)
}

/// A refusal of the API.
pub fn refusal(code: &str) -> Scripted {
    let body =
        format!(r#"{{"Response":{{"Error":{{"Code":"{code}","Message":"m"}},"RequestId":"r"}}}}"#);
    answer(200, &body)
}

pub fn no_answer(kind: TransportErrorKind) -> Scripted {
    Err(TransportError::new(kind, format!("{kind:?}")))
}

impl Cloud {
    pub fn answers(status: u16, body: &str) -> Self {
        Self::script([answer(status, body)])
    }

    pub fn fails(error: TransportError) -> Self {
        Self::script([Err(error)])
    }

    pub fn script(answers: impl IntoIterator<Item = Scripted>) -> Self {
        Self(Arc::new(Memory {
            answers: Mutex::new(answers.into_iter().collect()),
            requests: Mutex::default(),
        }))
    }

    /// With a header in each answer.
    pub fn with_header(self, name: &str, value: &str) -> Self {
        let name: HeaderName = name.parse().unwrap();
        let value = HeaderValue::from_str(value).unwrap();
        for answer in self.0.answers.lock().unwrap().iter_mut().flatten() {
            answer.headers_mut().insert(name.clone(), value.clone());
        }
        self
    }

    /// The last one.
    pub fn request(&self) -> Request<Bytes> {
        self.requests().pop().unwrap()
    }

    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.0.requests.lock().unwrap().clone()
    }

    pub fn was_called(&self) -> bool {
        !self.requests().is_empty()
    }
}

impl Transport for Cloud {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        self.0.requests.lock().unwrap().push(request);
        let mut answers = self.0.answers.lock().unwrap();
        let answer = if answers.len() > 1 {
            answers.pop_front().unwrap()
        } else {
            answers.front().cloned().unwrap()
        };
        Box::pin(async { answer })
    }
}
