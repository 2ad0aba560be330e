"""Calls with the official Python SDK, as its users call.

Reads a JSON object a line and answers with one a line:

    {"host": ..., "service": ..., "version": ..., "action": ..., "params": {...}, "get": bool, "unsigned_payload": bool,
     "retries": bool, "timeout": seconds, "calls": how often}
    -> {"outcome": "ok" or what went wrong with the last one, "cpu_micros": of each, after a tenth more that is not counted}
"""

import json
import resource
import sys
import warnings

from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.credential import Credential
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.common.retry import StandardRetryer

warnings.simplefilter("ignore")


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return (usage.ru_utime + usage.ru_stime) * 1e6


def client(line):
    method = "GET" if line["get"] else "POST"
    http = HttpProfile(protocol="http", endpoint=line["host"], reqMethod=method, reqTimeout=line["timeout"])
    profile = ClientProfile(httpProfile=http)
    profile.unsignedPayload = line["unsigned_payload"]
    if line["retries"]:
        profile.retryer = StandardRetryer(max_attempts=3, backoff_fn=lambda n: 0.01)
    credential = Credential("AKIDexample", "key", "token")
    return CommonClient(line["service"], line["version"], credential, "ap-guangzhou", profile)


clients = {}


def call(line):
    key = json.dumps([line["host"], line["get"], line["retries"], line["unsigned_payload"]])
    if key not in clients:
        clients[key] = client(line)
    outcome = "ok"
    start = cpu()
    for number in range(line["calls"] + line["calls"] // 10):
        if number == line["calls"] // 10:
            start = cpu()
        try:
            response = clients[key].call_json(line["action"], line["params"])
            outcome = "ok" if response["Response"]["RequestId"] == "r-ok" else "another answer"
        except Exception as error:
            outcome = "%s: %s" % (type(error).__name__, error)
    return {"outcome": outcome, "cpu_micros": (cpu() - start) / line["calls"]}


for text in sys.stdin:
    print(json.dumps(call(json.loads(text))), flush=True)
