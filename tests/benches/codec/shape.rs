//! One kind of value, read or written in both ways.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tencentcloud_runtime::{Json, Object, object};

use crate::call::{self, Answered};
use crate::sample::Sampler;

/// A value to read or write.
pub(crate) struct Shape {
    pub(crate) name: String,
    pub(crate) json_size: usize,
    generated: Run,
    derived: Run,
}

/// Does it this often, and tells how long that took.
type Run = Box<dyn FnMut(usize) -> Duration>;

/// What a user of serde derives would read an answer into.
#[derive(Serialize, Deserialize)]
struct Envelope<T> {
    #[serde(rename = "Response")]
    response: T,
}

/// A request with nothing in it.
struct Nothing;

impl Object for Nothing {
    fn name(&self) -> &'static str {
        "Nothing"
    }

    fn fields<'a>(&'a self, _visitor: &mut dyn tencentcloud_runtime::Fields<'a>) {}

    fn fields_mut<'a>(&'a mut self, _visitor: &mut dyn tencentcloud_runtime::FieldsMut<'a>) {}

    fn empty() -> Self {
        Self
    }
}

impl Shape {
    /// An answer of type `G`, with derives `D`.
    pub(crate) fn decode<G, D>(name: &str, sampler: Sampler) -> Self
    where
        G: Object + PartialEq + 'static,
        D: Serialize + DeserializeOwned + 'static,
    {
        let sample: G = sampler.fill();
        let response = object::encode(&sample).expect("the sample can be written");
        Self::decode_from::<G, D>(format!("decode {name}"), &sample, &response)
    }

    /// As [`Self::decode`], with the members sorted by name, as many servers write them: not the order of the declaration.
    pub(crate) fn decode_sorted<G, D>(name: &str, sampler: Sampler) -> Self
    where
        G: Object + PartialEq + 'static,
        D: Serialize + DeserializeOwned + 'static,
    {
        let sample: G = sampler.fill();
        let response = object::encode(&sample).expect("the sample can be written");
        let mut response: Json = serde_json::from_slice(&response).expect("it was just written");
        response.sort_all_objects();
        let response = response.to_string().into_bytes();
        Self::decode_from::<G, D>(format!("decode {name}, sorted"), &sample, &response)
    }

    fn decode_from<G, D>(name: String, sample: &G, response: &[u8]) -> Self
    where
        G: Object + PartialEq + 'static,
        D: Serialize + DeserializeOwned + 'static,
    {
        let json = [&b"{\"Response\":"[..], response, b"}"].concat();
        let derived: Envelope<D> = serde_json::from_slice(&json).expect("derives can read it");
        assert_same(&name, &json, &derived);
        let client = call::client(&json);
        let answer = Answered::<G>::new(&client, &Nothing).read();
        assert!(answer == *sample, "{name}: something else was read");
        Self {
            name,
            json_size: json.len(),
            generated: Box::new(move |times| {
                let answered = (0..times).map(|_| Answered::<G>::new(&client, &Nothing));
                timed(answered.collect(), Answered::read)
            }),
            derived: Box::new(move |times| {
                timed(vec![&json; times], |json| {
                    let envelope: Envelope<D> =
                        serde_json::from_slice(json).expect("it could be read before");
                    envelope
                })
            }),
        }
    }

    /// A request of type `G`, with derives `D`.
    pub(crate) fn encode<G, D>(name: &str, sampler: Sampler) -> Self
    where
        G: Object + 'static,
        D: Serialize + DeserializeOwned + 'static,
    {
        let sample: G = sampler.fill();
        let json = object::encode(&sample).expect("the sample can be written");
        let derived: D = serde_json::from_slice(&json).expect("derives can read it");
        assert_same(name, &json, &derived);
        let client = call::client(b"");
        Self {
            name: format!("encode {name}"),
            json_size: json.len(),
            generated: Box::new(move |times| {
                timed(vec![&sample; times], |sample| {
                    call::call::<Nothing>(&client, sample)
                })
            }),
            derived: Box::new(move |times| {
                timed(vec![&derived; times], |derived| {
                    serde_json::to_vec(derived).expect("it was read before")
                })
            }),
        }
    }

    /// The least time of each way, in turns, so that what else the machine does hits both.
    pub(crate) fn measure(&mut self) -> (Duration, Duration) {
        const ROUNDS: usize = 200;
        const BYTES_PER_ROUND: usize = 200_000;
        let times = (BYTES_PER_ROUND / self.json_size).clamp(1, 1000);
        let mut best = (Duration::MAX, Duration::MAX);
        for _ in 0..ROUNDS {
            best.0 = best.0.min((self.generated)(times));
            best.1 = best.1.min((self.derived)(times));
        }
        let each = |duration: Duration| duration / u32::try_from(times).expect("at most 1000");
        (each(best.0), each(best.1))
    }
}

/// Both ways have the same members with the same values.
fn assert_same(name: &str, json: &[u8], derived: &impl Serialize) {
    let expected: Json = serde_json::from_slice(json).expect("it was just written");
    let found = serde_json::to_value(derived).expect("it was just read");
    assert!(expected == found, "{name}: derives write something else");
}

/// Takes the time without that of freeing the results.
fn timed<I, O>(inputs: Vec<I>, mut run: impl FnMut(I) -> O) -> Duration {
    let mut outputs = Vec::with_capacity(inputs.len());
    let start = Instant::now();
    for input in inputs {
        outputs.push(black_box(run(black_box(input))));
    }
    start.elapsed()
}
