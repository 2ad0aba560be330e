// Calls with the official Go SDK, as its users call. It reads and writes what calls.py does.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"syscall"
	"time"

	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common"
	tchttp "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/http"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/profile"
)

type question struct {
	Host            string                 `json:"host"`
	Service         string                 `json:"service"`
	Version         string                 `json:"version"`
	Action          string                 `json:"action"`
	Params          map[string]interface{} `json:"params"`
	Get             bool                   `json:"get"`
	UnsignedPayload bool                   `json:"unsigned_payload"`
	Retries         bool                   `json:"retries"`
	Timeout         float64                `json:"timeout"`
	Calls           int                    `json:"calls"`
}

func client(q question) *common.Client {
	p := profile.NewClientProfile()
	p.HttpProfile.Scheme = "HTTP"
	p.HttpProfile.Endpoint = q.Host
	if q.Get {
		p.HttpProfile.ReqMethod = "GET"
	}
	// Whole seconds.
	p.HttpProfile.ReqTimeout = int(q.Timeout + 0.999)
	p.UnsignedPayload = q.UnsignedPayload
	if q.Retries {
		wait := func(int) time.Duration { return 10 * time.Millisecond }
		p.NetworkFailureMaxRetries = 2
		p.NetworkFailureRetryDuration = wait
		p.RateLimitExceededMaxRetries = 2
		p.RateLimitExceededRetryDuration = wait
	}
	credential := common.NewTokenCredential("AKIDexample", "key", "token")
	return common.NewCommonClient(credential, "ap-guangzhou", p)
}

func call(c *common.Client, q question) (outcome string) {
	defer func() {
		if p := recover(); p != nil {
			outcome = fmt.Sprint("panic: ", p)
		}
	}()
	request := tchttp.NewCommonRequest(q.Service, q.Version, q.Action)
	if err := request.SetActionParameters(q.Params); err != nil {
		return err.Error()
	}
	response := tchttp.NewCommonResponse()
	if err := c.Send(request, response); err != nil {
		return err.Error()
	}
	var answer struct{ Response struct{ RequestId string } }
	if err := json.Unmarshal(response.GetBody(), &answer); err != nil {
		return err.Error()
	}
	if answer.Response.RequestId != "r-ok" {
		return "another answer"
	}
	return "ok"
}

func cpu() float64 {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	micros := func(t syscall.Timeval) float64 { return float64(t.Sec)*1e6 + float64(t.Usec) }
	return micros(usage.Utime) + micros(usage.Stime)
}

func main() {
	clients := map[string]*common.Client{}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var q question
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			panic(err)
		}
		key := fmt.Sprint(q.Host, q.Get, q.Retries, q.UnsignedPayload)
		if clients[key] == nil {
			clients[key] = client(q)
		}
		outcome, start, warm := "", cpu(), q.Calls/10
		for number := 0; number < q.Calls+warm; number++ {
			if number == warm {
				start = cpu()
			}
			outcome = call(clients[key], q)
		}
		answer, _ := json.Marshal(map[string]interface{}{
			"outcome": outcome, "cpu_micros": (cpu() - start) / float64(q.Calls),
		})
		fmt.Println(string(answer))
	}
}
