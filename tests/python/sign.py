"""Builds and signs requests with the official Python SDK, for comparison.

Reads a JSON object a line and answers with one a line, in order. `build` makes a whole request of parameters:

    {"do": "build", "kind": "json" | "get" | "multipart" | "bytes", "params": {...}, "body": base64, "binary": [name],
     "service": ..., "version": ..., "action": ..., "host": ..., "unsigned_payload": bool,
     "secret_id": ..., "secret_key": ..., "token": ..., "timestamp": seconds}
    -> {"method": ..., "query": ..., "headers": {...}, "body": base64}

and `sign` only signs one that is there:

    {"do": "sign", "method": ..., "query": ..., "body": base64, "content_type": ..., "host": ..., "service": ...,
     "unsigned_payload": bool, "secret_id": ..., "secret_key": ..., "timestamp": seconds}
    -> {"signature": hex}
"""

import base64
import datetime
import json
import sys
import warnings

from tencentcloud.common import abstract_client
from tencentcloud.common.credential import Credential
from tencentcloud.common.http.request import RequestInternal
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile

warnings.simplefilter("ignore")


class Clock:
    """Stands in for the module `time` of the SDK."""

    def __init__(self, timestamp):
        self.timestamp = timestamp

    def time(self):
        return self.timestamp


def client(line):
    method = "GET" if line.get("kind") == "get" else "POST"
    http = HttpProfile(endpoint=line["host"], reqMethod=method)
    profile = ClientProfile(httpProfile=http)
    profile.unsignedPayload = line["unsigned_payload"]
    credential = Credential(line["secret_id"], line["secret_key"], line.get("token"))
    client = abstract_client.AbstractClient(credential, None, profile)
    client._service = line["service"]
    client._apiVersion = line.get("version")
    return client


def build(line):
    sdk = client(line)
    abstract_client.time = Clock(line["timestamp"])
    kind = line["kind"]
    params = line.get("params")
    options = {}
    request = RequestInternal(line["host"], sdk.profile.httpProfile.reqMethod, "/", header={})
    if kind == "multipart":
        options = {"IsMultipart": True, "BinaryParams": line["binary"]}
        for name in line["binary"]:
            params[name] = base64.b64decode(params[name])
    if kind == "bytes":
        options = {"IsOctetStream": True}
        request.data = base64.b64decode(line["body"])
    sdk._build_req_with_tc3_signature(line["action"], params, request, options)
    data = request.data if isinstance(request.data, bytes) else request.data.encode()
    is_get = request.method == "GET"
    return {
        "method": request.method,
        "query": data.decode() if is_get else "",
        "headers": request.header,
        "body": "" if is_get else base64.b64encode(data).decode(),
    }


def sign(line):
    request = RequestInternal(line["host"], line["method"], "/", header={
        "Content-Type": line["content_type"],
        "Host": line["host"],
        "X-TC-Timestamp": str(line["timestamp"]),
    })
    if line["unsigned_payload"]:
        request.header["X-TC-Content-SHA256"] = "UNSIGNED-PAYLOAD"
    request.data = line["query"] if line["method"] == "GET" else base64.b64decode(line["body"])
    date = datetime.datetime.fromtimestamp(line["timestamp"], datetime.timezone.utc).strftime("%Y-%m-%d")
    signature = client(line)._get_tc3_signature(None, request, date, line["service"], line["secret_key"])
    return {"signature": signature}


for text in sys.stdin:
    line = json.loads(text)
    print(json.dumps({"build": build, "sign": sign}[line["do"]](line)), flush=True)
