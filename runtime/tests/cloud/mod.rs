//! A cloud in memory, and a client of the shape that generated code has.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::sync::{Arc, Mutex};

use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use tencentcloud_runtime::{
    Action, Binary, Bytes, Call, Client, CommonError, Fields, FieldsMut, Object, Service,
    Transport, TransportError, TransportFuture, error_codes, http, object_traits,
};

pub static CVM: Service = Service::new("cvm", "2017-03-12", "cvm.tencentcloudapi.com");
static TERMINATE_INSTANCES: Action = Action::new("TerminateInstances").region_required();
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
object!(SetRatioRequest {
    "Ratio" ratio: f64,
});

error_codes! {
    pub enum TerminateInstancesError {
        "InternalError" => InternalError,
        "InvalidInstanceId.NotFound" => InvalidInstanceIdNotFound,
    }
}

/// Gives the same answer to every request, and keeps the last one.
#[derive(Clone)]
pub struct Cloud(Arc<Memory>);

struct Memory {
    answer: Result<(u16, String), TransportError>,
    headers: Mutex<HeaderMap>,
    request: Mutex<Option<Request<Bytes>>>,
}

impl Cloud {
    pub fn answers(status: u16, body: &str) -> Self {
        Self::new(Ok((status, body.to_owned())))
    }

    pub fn fails(error: TransportError) -> Self {
        Self::new(Err(error))
    }

    fn new(answer: Result<(u16, String), TransportError>) -> Self {
        Self(Arc::new(Memory {
            answer,
            headers: Mutex::default(),
            request: Mutex::default(),
        }))
    }

    pub fn with_header(self, name: &str, value: &str) -> Self {
        let name: HeaderName = name.parse().unwrap();
        let value = HeaderValue::from_str(value).unwrap();
        self.0.headers.lock().unwrap().insert(name, value);
        self
    }

    pub fn request(&self) -> Request<Bytes> {
        self.0.request.lock().unwrap().clone().unwrap()
    }

    pub fn was_called(&self) -> bool {
        self.0.request.lock().unwrap().is_some()
    }
}

impl Transport for Cloud {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        *self.0.request.lock().unwrap() = Some(request);
        let answer = self.0.answer.clone().map(|(status, body)| {
            let mut response = Response::new(Bytes::from(body));
            *response.status_mut() = status.try_into().unwrap();
            *response.headers_mut() = self.0.headers.lock().unwrap().clone();
            response
        });
        Box::pin(async { answer })
    }
}
