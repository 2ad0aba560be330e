//! A crate that calls one action of one service.

mod cvm {
    include!(concat!(env!("OUT_DIR"), "/cvm.rs"));
}

use tencentcloud_runtime::{Config, Error};

pub use cvm::TerminateInstancesError;

/// Returns the instances and releases their addresses; gives the id of the request.
pub async fn terminate(
    config: Config,
    ids: &[&str],
) -> Result<String, Error<TerminateInstancesError>> {
    let client = cvm::Client::new(config);
    let request = cvm::TerminateInstancesRequest::new(ids.iter().copied()).release_address(true);
    let response = client.terminate_instances(request).await?;
    Ok(response.request_id)
}
