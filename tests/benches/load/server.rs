//! A server that answers `DescribeInstances` as fast as it can.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use serde_json::json;

/// Prints its address and the size of an answer, and serves until its standard input ends.
pub(crate) fn serve(instances: usize) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let address = listener.local_addr().expect("a bound listener has one");
    let answer = answer(instances);
    println!("http://{address} {}", answer.len());
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let answer = answer.clone();
            // A thousand threads that mostly wait cost nobody anything.
            thread::spawn(move || converse(connection, &answer));
        }
    });
    // The parent holds the other end.
    let _ = io::copy(&mut io::stdin(), &mut io::sink());
}

/// The place of the number that an answer repeats.
const NUMBER: &str = "1000000000";

fn answer(instances: usize) -> String {
    let instances: Vec<_> = (0..instances).map(instance).collect();
    json!({ "Response": {
        "InstanceSet": instances,
        "RequestId": "b5b41468-520d-4192-b42f-595cc34b6c1c",
        "TotalCount": NUMBER.parse::<u64>().expect("it is a number"),
    } })
    .to_string()
}

fn instance(number: usize) -> serde_json::Value {
    json!({
        "InstanceId": format!("ins-{number:08}"),
        "InstanceName": "a server with a name",
        "InstanceType": "S5.MEDIUM4",
        "InstanceState": "RUNNING",
        "RestrictState": "NORMAL",
        "InstanceChargeType": "POSTPAID_BY_HOUR",
        "ImageId": "img-l8og963d",
        "OsName": "an operating system 12.0 64 bits",
        "CPU": 2,
        "Memory": 4,
        "CreatedTime": "2024-09-22T00:00:00Z",
        "ExpiredTime": null,
        "RenewFlag": null,
        "LatestOperation": "RunInstances",
        "LatestOperationState": "SUCCESS",
        "Placement": { "Zone": "ap-guangzhou-6", "ProjectId": 0, "HostId": null },
        "SystemDisk": { "DiskType": "CLOUD_BSSD", "DiskId": "disk-95bgks41", "DiskSize": 50, "CdcId": null },
        "DataDisks": [
            { "DiskType": "CLOUD_BSSD", "DiskId": "disk-e8o2xs4b", "DiskSize": 100, "DeleteWithInstance": true },
        ],
        "PrivateIpAddresses": ["10.0.0.12"],
        "PublicIpAddresses": ["203.0.113.7"],
        "InternetAccessible": { "InternetChargeType": "TRAFFIC_POSTPAID_BY_HOUR", "InternetMaxBandwidthOut": 5 },
        "VirtualPrivateCloud": { "VpcId": "vpc-hq6b2v4d", "SubnetId": "subnet-k1kv9ogh", "AsVpcGateway": false },
        "SecurityGroupIds": ["sg-5275dorp"],
        "LoginSettings": { "KeyIds": ["skey-b4vakk62"] },
        "Tags": [{ "Key": "owner", "Value": "someone" }, { "Key": "stage", "Value": "test" }],
        "Uuid": "67b9a9d4-9a6c-4d59-8b5e-0b6a3a3c2a90",
    })
}

fn converse(mut connection: TcpStream, answer: &str) -> Option<()> {
    connection.set_nodelay(true).ok()?;
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        answer.len()
    );
    let number = head.len() + answer.rfind(NUMBER)?;
    let mut answer = (head + answer).into_bytes();
    let mut received = Vec::new();
    let mut buffer = [0; 16_384];
    loop {
        let end = loop {
            if let Some(end) = end_of_request(&received) {
                break end;
            }
            let count = connection
                .read(&mut buffer)
                .ok()
                .filter(|count| *count > 0)?;
            received.extend_from_slice(&buffer[..count]);
        };
        let offset = number_in(&received[..end])?;
        // A number of ten digits, so that all answers have one length.
        let digits = format!("{}", 1_000_000_000 + offset);
        answer[number..number + NUMBER.len()].copy_from_slice(digits.as_bytes());
        received.drain(..end);
        connection.write_all(&answer).ok()?;
    }
}

fn end_of_request(received: &[u8]) -> Option<usize> {
    let head = received.windows(4).position(|end| end == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&received[..head]).ok()?;
    let length: usize = text
        .lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, length)| length.parse().ok())?;
    (received.len() >= head + length).then_some(head + length)
}

/// What the request says its offset is.
fn number_in(request: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(request).ok()?;
    let (_, rest) = text.rsplit_once("\"Offset\":")?;
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    rest[..end].parse().ok()
}
