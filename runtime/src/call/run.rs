//! A call with all its attempts.
//!
//! The future of a call polls an attempt, has its answer read into an object of its type, and asks what that means: the end,
//! or one attempt more. Only the reading depends on the type; everything here is compiled once.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, Response, StatusCode};

use super::answer::{Answer, compressed, request_id};
use super::exchange::{Answered, Exchange, Outcome, Setting, Signed, seconds};
use crate::error::{Attempt, Details, Stopped};
use crate::failover::Route;
use crate::object::Object;
use crate::observe::{AttemptEnd, AttemptSpan, CallSpan};
use crate::redact::Secrets;
use crate::retry::{COST, COST_OF_TIMEOUT, Class, Retry, RetryBudget};
use crate::service::Names;
use crate::transport::BodyStream;
use crate::{
    CredentialError, Failure, Platform, SleepFuture, TransportError, TransportErrorKind, random,
};

/// A call that is under way.
pub(crate) struct Run {
    exchange: Arc<Exchange>,
    route: Route,
    plan: Plan,
    span: CallSpan,
    /// When it began, where time can be measured.
    start: Option<Duration>,
    /// The most that the attempt may take, with the wait before it.
    patience: Duration,
    /// Runs while the attempt is waited for.
    deadline: Option<SleepFuture>,
    attempt: Option<Pin<Box<dyn Future<Output = Outcome> + Send>>>,
    attempt_span: AttemptSpan,
    number: u32,
    delay: Duration,
    /// What the next success gives back to the budget.
    spent: u32,
    corrected: Corrected,
    failed: Vec<Attempt>,
}

/// What was wrong with an attempt and was put right for the next one. Such an attempt does not count, and each of these is
/// put right only once.
#[derive(Default)]
struct Corrected {
    clock: bool,
    credential: bool,
}

/// What the caller and the configuration say about the attempts.
pub(super) struct Plan {
    pub(super) retry: Retry,
    /// Whether it does not matter how often the request is executed.
    pub(super) is_repeatable: bool,
    pub(super) timeout: Duration,
    pub(super) attempt_timeout: Duration,
}

/// What a call ends with.
pub(crate) enum Settled {
    /// An answer whose members are in the object now.
    Once(Finished),
    /// A stream of events that has begun, and what its errors must not tell.
    Stream(Response<BodyStream>, Secrets),
}

/// An answer whose members are in the object now.
pub(crate) struct Finished {
    pub(crate) http_status: StatusCode,
    pub(crate) request_id: Option<String>,
    pub(crate) body: Bytes,
}

impl Run {
    pub(super) fn new(exchange: Exchange, route: Route, plan: Plan, span: CallSpan) -> Self {
        Self {
            exchange: Arc::new(exchange),
            route,
            plan,
            span,
            start: None,
            patience: Duration::ZERO,
            deadline: None,
            attempt: None,
            attempt_span: AttemptSpan::none(),
            number: 0,
            delay: Duration::ZERO,
            spent: 0,
            corrected: Corrected::default(),
            failed: Vec::new(),
        }
    }

    pub(crate) fn names(&self) -> &Names {
        &self.exchange.names
    }

    fn platform(&self) -> &Platform {
        &self.exchange.platform
    }

    /// The time for the route, which is measured from the same moment in all calls.
    fn now(&self) -> Duration {
        let platform = self.platform();
        match platform.timer() {
            Some(timer) => timer.elapsed(),
            None => Duration::from_secs(seconds(platform.now())),
        }
    }

    /// Waits for the outcome of an attempt, which begins when this is polled first.
    pub(crate) fn poll_outcome(&mut self, context: &mut Context<'_>) -> Poll<Outcome> {
        if self.attempt.is_none() {
            self.begin(Duration::ZERO);
        }
        let Some(attempt) = &mut self.attempt else {
            return Poll::Pending;
        };
        let span = self.attempt_span.clone();
        if let Poll::Ready(outcome) = span.in_scope(|| attempt.as_mut().poll(context)) {
            self.attempt = None;
            return Poll::Ready(outcome);
        }
        if self.poll_deadline(context).is_pending() {
            return Poll::Pending;
        }
        self.attempt = None;
        Poll::Ready(Outcome {
            answer: Err(self.out_of_time()),
            signed: None,
            skew: 0,
            elapsed: Some(self.patience.saturating_sub(self.delay)),
        })
    }

    fn begin(&mut self, delay: Duration) {
        if self.start.is_none() {
            self.start = self.platform().timer().map(crate::Timer::elapsed);
        }
        self.number += 1;
        self.delay = delay;
        self.route.advance(self.now().saturating_add(delay));
        let origin = Arc::clone(self.route.current());
        self.attempt_span = self.span.attempt(self.number, &origin.authority);
        let left = if self.number == 1 {
            self.plan.timeout
        } else {
            self.left().saturating_sub(delay)
        };
        let timeout = self.plan.attempt_timeout.min(left);
        self.patience = delay.saturating_add(timeout);
        self.deadline = None;
        self.exchange.is_sent.store(false, Ordering::Relaxed);
        let setting = Setting {
            origin,
            number: self.number,
            delay,
            timeout,
            span: self.attempt_span.clone(),
        };
        self.attempt = Some(Box::pin(Arc::clone(&self.exchange).attempt(setting)));
    }

    /// What the call has taken until now.
    fn elapsed(&self) -> Option<Duration> {
        let now = self.platform().timer()?.elapsed();
        Some(now.saturating_sub(self.start?))
    }

    /// The time that is left for the whole call.
    fn left(&self) -> Duration {
        let timeout = self.plan.timeout;
        self.elapsed()
            .map_or(timeout, |elapsed| timeout.saturating_sub(elapsed))
    }

    /// Whatever takes long: a transport that does not care for time, or a credential that does not come.
    fn poll_deadline(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if self.deadline.is_none() {
            let patience = self.patience;
            self.deadline = self.platform().timer().map(|timer| timer.sleep(patience));
        }
        match &mut self.deadline {
            Some(deadline) => deadline.as_mut().poll(context),
            None => Poll::Pending,
        }
    }

    fn out_of_time(&self) -> Failure {
        let (what, timeout) = if self.left().is_zero() {
            ("call", self.plan.timeout)
        } else {
            ("attempt", self.plan.attempt_timeout)
        };
        if !self.exchange.is_sent.load(Ordering::Relaxed) {
            let message = format!("there was none when the {what} had taken {timeout:?}");
            return CredentialError::new(message).into();
        }
        let message = format!("no answer in time: the {what} took longer than {timeout:?}");
        TransportError::new(TransportErrorKind::Timeout, message).into()
    }

    /// Reads what came into the object. Nothing is answered if the call goes on with one attempt more, for which the object
    /// must be empty again.
    pub(crate) fn settle(
        &mut self,
        outcome: Outcome,
        object: &mut dyn Object,
    ) -> Option<Result<Settled, Box<Details>>> {
        let Outcome {
            answer,
            signed,
            skew,
            elapsed,
        } = outcome;
        let mut reply = Reply {
            elapsed,
            ..Reply::default()
        };
        let failure = match answer {
            Ok(Answered::Stream(response)) => {
                reply.take_head(&response);
                match compressed(response.headers()) {
                    None => {
                        let secrets = self.exchange.secrets(signed.as_ref());
                        if let Some(id) = &mut reply.request_id {
                            secrets.hide(id);
                        }
                        self.succeed(&reply);
                        return Some(Ok(Settled::Stream(response, secrets)));
                    }
                    Some(error) => Failure::Response(error),
                }
            }
            Ok(Answered::Once(response)) => {
                reply.take_head(&response);
                let answer = Answer::read(&response, object);
                reply.request_id = answer.request_id.or(reply.request_id);
                match answer.result {
                    Ok(()) => {
                        let secrets = || self.exchange.secrets(signed.as_ref());
                        Secrets::hide_in_id(secrets, &mut reply.request_id);
                        self.succeed(&reply);
                        return Some(Ok(Settled::Once(Finished {
                            http_status: response.status(),
                            request_id: reply.request_id,
                            body: response.into_body(),
                        })));
                    }
                    Err(failure) => failure,
                }
            }
            Err(failure) => failure,
        };
        self.fail(failure, reply, signed.as_ref(), skew)
    }

    fn succeed(&mut self, reply: &Reply) {
        let now = self.now();
        self.route.report(true, now);
        self.budget().give(self.spent.max(1));
        self.end_attempt(reply, None, None);
        self.end(reply, None);
    }

    fn fail(
        &mut self,
        mut failure: Failure,
        mut reply: Reply,
        signed: Option<&Signed>,
        skew: i64,
    ) -> Option<Result<Settled, Box<Details>>> {
        if let Some(is_reached) = is_reached(&failure) {
            let now = self.now();
            self.route.report(is_reached, now);
        }
        let next = self.decide(&failure, &reply, signed, skew);
        let secrets = self.exchange.secrets(signed);
        failure.hide(&secrets);
        if let Some(id) = &mut reply.request_id {
            secrets.hide(id);
        }
        self.end_attempt(&reply, Some(&failure), next.as_ref().ok().copied());
        self.failed.push(Attempt {
            host: self.route.current().authority.clone(),
            delay: self.delay,
            elapsed: reply.elapsed,
            http_status: reply.http_status,
            code: match &failure {
                Failure::Api(error) => Some(error.code().to_owned()),
                _ => None,
            },
            request_id: reply.request_id.clone(),
            failure: failure.to_string(),
        });
        match next {
            Ok(delay) => {
                self.span.repeat(delay, &failure);
                self.begin(delay);
                None
            }
            Err(stopped) => {
                self.end(&reply, Some(&failure));
                Some(Err(Box::new(Details {
                    names: self.names().clone(),
                    http_status: reply.http_status,
                    request_id: reply.request_id,
                    failure,
                    attempts: std::mem::take(&mut self.failed),
                    stopped,
                })))
            }
        }
    }

    /// How long to wait before the next attempt, or why there is none.
    fn decide(
        &mut self,
        failure: &Failure,
        reply: &Reply,
        signed: Option<&Signed>,
        skew: i64,
    ) -> Result<Duration, Option<Stopped>> {
        let (class, retry, left) = (Class::of(failure), self.plan.retry, self.left());
        match class {
            Class::Permanent => {
                // The service is there: it has answered.
                if matches!(failure, Failure::Api(_)) {
                    self.budget().give(self.spent.max(1));
                }
                return Err(None);
            }
            Class::Skewed | Class::Refused => {
                let is_right_now = if class == Class::Skewed {
                    let now = self.platform().now();
                    let known = &self.exchange.client.config.skew;
                    let is_news = known.learn(&reply.headers, now, skew);
                    is_news && !std::mem::replace(&mut self.corrected.clock, true)
                } else {
                    let config = &self.exchange.client.config;
                    signed.is_some_and(|signed| config.credential.invalidate(&signed.credential))
                        && !std::mem::replace(&mut self.corrected.credential, true)
                };
                let again = is_right_now && retry.allows(2) && !left.is_zero();
                return if again { Ok(Duration::ZERO) } else { Err(None) };
            }
            Class::NotSent | Class::Throttled | Class::Transient | Class::TimedOut => {}
        }
        if !retry.allows(2) || self.platform().timer().is_none() || left.is_zero() {
            return Err(None);
        }
        if !class.is_unexecuted() && !self.plan.is_repeatable {
            return Err(Some(Stopped::NotRepeatable));
        }
        let Corrected { clock, credential } = self.corrected;
        let made = self.number - u32::from(clock) - u32::from(credential);
        if !retry.allows(made + 1) {
            return Err(Some(Stopped::Attempts));
        }
        let backoff = if class == Class::NotSent && self.route.has_another(self.now()) {
            Duration::ZERO
        } else {
            retry.delay(class, made, random::fraction(self.platform()))
        };
        let delay = reply
            .retry_after(self.platform())
            .map_or(backoff, |asked| asked.max(backoff));
        if delay >= left {
            return Err(Some(Stopped::Time));
        }
        let cost = match class {
            Class::TimedOut => COST_OF_TIMEOUT,
            _ => COST,
        };
        if !self.budget().take(cost) {
            return Err(Some(Stopped::Budget));
        }
        self.spent = cost;
        Ok(delay)
    }

    fn budget(&self) -> &RetryBudget {
        &self.exchange.client.config.retry_budget
    }

    fn end_attempt(&self, reply: &Reply, failure: Option<&Failure>, delay: Option<Duration>) {
        let end = AttemptEnd {
            retry_after: delay,
            ..reply.end(failure)
        };
        self.attempt_span.end(&end);
        let interceptors = &self.exchange.client.config.interceptors;
        if interceptors.is_empty() {
            return;
        }
        let origin = self.route.current();
        let start = self.exchange.start(origin, self.number, self.delay);
        for interceptor in interceptors {
            interceptor.after_attempt(&start, &end);
        }
    }

    fn end(&self, reply: &Reply, failure: Option<&Failure>) {
        let end = AttemptEnd {
            elapsed: self.elapsed(),
            ..reply.end(failure)
        };
        self.span.end(&end, self.number);
    }
}

/// Whether the host has answered, itself and not a gateway in its place. Nothing if it was not asked.
fn is_reached(failure: &Failure) -> Option<bool> {
    match failure {
        Failure::Transport(error) => match error.kind() {
            TransportErrorKind::Connect
            | TransportErrorKind::Timeout
            | TransportErrorKind::Broken => Some(false),
            TransportErrorKind::TooLarge => Some(true),
            TransportErrorKind::Setup => None,
        },
        Failure::Status(error) => Some(!matches!(error.status().as_u16(), 502..=504)),
        Failure::Response(_) | Failure::Api(_) => Some(true),
        Failure::Credential(_) | Failure::Request(_) | Failure::Pages(_) => None,
    }
}

/// What an attempt tells besides its success or failure.
#[derive(Default)]
struct Reply {
    http_status: Option<StatusCode>,
    headers: HeaderMap,
    request_id: Option<String>,
    elapsed: Option<Duration>,
}

impl Reply {
    fn take_head<T>(&mut self, response: &Response<T>) {
        self.http_status = Some(response.status());
        self.request_id = request_id(response.headers());
        for name in [DATE, RETRY_AFTER] {
            if let Some(value) = response.headers().get(&name) {
                self.headers.insert(name, value.clone());
            }
        }
    }

    /// How long the answer asks to wait: seconds, or a date.
    fn retry_after(&self, platform: &Platform) -> Option<Duration> {
        let value = self.headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
        if let Ok(seconds) = value.parse() {
            return Some(Duration::from_secs(seconds));
        }
        let date = httpdate::parse_http_date(value).ok()?;
        date.duration_since(platform.now()).ok()
    }

    fn end<'a>(&'a self, failure: Option<&'a Failure>) -> AttemptEnd<'a> {
        AttemptEnd {
            elapsed: self.elapsed,
            http_status: self.http_status,
            request_id: self.request_id.as_deref(),
            failure,
            retry_after: None,
        }
    }
}
