//! Everything between the application and the service, in the hands of the run: a request waits until it is let
//! through, and so does what comes back.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex},
    time::Duration,
};

use account_api::{LostReason, Request, Response, Transport, TransportFailure};
use account_sim::{Ending, Fault, FaultPlan, Service};
use fastrand::Rng;
use futures::{channel::oneshot, future::BoxFuture};
use jiff::{SignedDuration, Timestamp};
use store::{Store, hooks::StepKey};

use crate::{
    calls::Call,
    chance::{Chance, percent},
    elsewhere::Elsewhere,
    fault::{Trouble, Weather},
    lock,
    trace::Trace,
};

/// Requests of one connection that may be under way at a time: the product's promise to the vendor.
const PROMISED: usize = 4;

type Answer = Result<Response, TransportFailure>;

/// The way between the application and the service.
pub struct Network {
    service: Service,
    chance: Chance,
    trace: Arc<Trace>,
    elsewhere: Arc<Elsewhere>,
    /// The journal, looked at through a connection of its own.
    journal: Mutex<Option<Store>>,
    planned: Arc<Mutex<Option<Fault>>>,
    state: Mutex<State>,
}

struct State {
    rng: Rng,
    weather: Weather,
    waiting: BTreeMap<String, Waiting>,
    counted: HashMap<String, u32>,
    posts: Vec<Post>,
    looks: Vec<Look>,
    ends: Vec<Timestamp>,
    handled: usize,
    faults: BTreeMap<&'static str, u32>,
    violations: Vec<String>,
    requests: u64,
    lines: u64,
}

/// A request that was sent and whose sender has no answer yet.
struct Waiting {
    line: u64,
    call: Call,
    request: Request,
    post: Option<usize>,
    /// What is on its way back, and since when.
    came_back: Option<(Answer, Timestamp)>,
    sender: oneshot::Sender<Answer>,
}

/// A request that may change something, as it was sent.
#[derive(Clone, Debug)]
pub struct Post {
    /// What it asks for.
    pub call: Call,
    /// The steps that the journal said were about to be sent, one for each license.
    pub steps: Vec<StepKey>,
    /// Which entry of the service's ledger it became; none if it never arrived.
    pub entry: Option<usize>,
    /// When the application was told that it is done, and for which licenses.
    pub granted: Option<(Timestamp, Vec<String>)>,
}

/// A license that was read by itself, and shown as it was at this moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    pub license: String,
    pub at: Timestamp,
}

/// What is known of the network when a run is over.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub posts: Vec<Post>,
    pub looks: Vec<Look>,
    /// When the application ended, however that came.
    pub ends: Vec<Timestamp>,
    /// Whether looks were watched at all.
    pub has_looks: bool,
    pub faults: BTreeMap<&'static str, u32>,
    pub violations: Vec<String>,
    pub requests: u64,
}

impl Network {
    pub fn new(service: Service, chance: Chance, trace: Arc<Trace>, elsewhere: Arc<Elsewhere>) -> Arc<Self> {
        let planned = Arc::new(Mutex::new(None));
        let next = Arc::clone(&planned);
        service.set_faults(FaultPlan::none().choose(move |_| lock(&next).take()));
        let state = State {
            rng: chance.about("network"),
            weather: Weather::CALM,
            waiting: BTreeMap::new(),
            counted: HashMap::new(),
            posts: Vec::new(),
            looks: Vec::new(),
            ends: Vec::new(),
            handled: 0,
            faults: BTreeMap::new(),
            violations: Vec::new(),
            requests: 0,
            lines: 0,
        };
        let (journal, state) = (Mutex::default(), Mutex::new(state));
        Arc::new(Self { service, chance, trace, elsewhere, journal, planned, state })
    }

    pub fn set_weather(&self, weather: Weather) {
        lock(&self.state).weather = weather;
    }

    /// Whose lines are looked at whenever something is sent.
    pub fn set_journal(&self, journal: Option<Store>) -> Option<Store> {
        std::mem::replace(&mut *lock(&self.journal), journal)
    }

    pub fn seen(&self) -> Seen {
        let state = lock(&self.state);
        Seen {
            posts: state.posts.clone(),
            looks: state.looks.clone(),
            ends: state.ends.clone(),
            has_looks: true,
            faults: state.faults.clone(),
            violations: state.violations.clone(),
            requests: state.requests,
        }
    }

    /// Lets one request through, or one answer back. `false`: nothing is under way.
    pub fn step(&self) -> bool {
        let mut state = lock(&self.state);
        // Who gave up waiting gets nothing any more.
        state.waiting.retain(|_, waiting| !waiting.sender.is_canceled());
        let under_way = state.waiting.len();
        if under_way == 0 {
            return false;
        }
        let chosen = state.rng.usize(0..under_way);
        let Some(name) = state.waiting.keys().nth(chosen).cloned() else { return false };
        let Some(mut waiting) = state.waiting.remove(&name) else { return false };
        self.service.clock().advance(SignedDuration::from_millis(1));
        match waiting.came_back.take() {
            None => {
                let answer = self.arrive(&mut state, &name, &waiting);
                waiting.came_back = Some((answer, self.service.clock().now()));
                state.waiting.insert(name, waiting);
            }
            Some((answer, at)) => {
                if let (Call::Read { license }, true) = (&waiting.call, waiting.call.is_told_by(&answer)) {
                    state.looks.push(Look { license: license.clone(), at });
                }
                self.trace.note(format!("{name} > {}", told(&answer)));
                let granted = waiting.call.granted_by(&answer);
                if waiting.sender.send(answer).is_ok()
                    && let Some(post) = waiting.post
                {
                    state.posts[post].granted = Some((self.service.clock().now(), granted));
                }
            }
        }
        true
    }

    /// The application is gone. What it sent may still arrive, at once or a little later.
    pub fn cut_off(&self) {
        let mut state = lock(&self.state);
        state.ends.push(self.service.clock().now());
        for (name, waiting) in std::mem::take(&mut state.waiting) {
            if waiting.came_back.is_some() || !waiting.call.is_write() {
                continue;
            }
            let mut rng = self.chance.about(&format!("left alone {name}"));
            if percent(&mut rng, 50) {
                self.trace.note(format!("{name} vanishes"));
                continue;
            }
            let late =
                percent(&mut rng, 30).then(|| Fault::LateWork(Duration::from_millis(rng.u64(1..20_000))));
            self.trace.note(format!("{name} arrives after its sender is gone, {late:?}"));
            *lock(&self.planned) = late;
            drop(self.handle(&mut state, &waiting));
        }
    }

    fn arrive(&self, state: &mut State, name: &str, waiting: &Waiting) -> Answer {
        let mut rng = self.chance.about(name);
        let weather = state.weather;
        for license in waiting.call.licenses() {
            if percent(&mut rng, weather.elsewhere) {
                self.elsewhere.interfere(&mut rng, &self.service, license, &waiting.call);
            }
        }
        let share = if waiting.call.is_write() { weather.writes } else { weather.reads };
        let trouble = percent(&mut rng, share).then(|| Trouble::some(&mut rng));
        if let Some(trouble) = &trouble {
            *state.faults.entry(trouble.name()).or_default() += 1;
            self.trace.note(format!("{name} meets: {}", trouble.name()));
        }
        match trouble {
            Some(Trouble::NotSent(reason)) => return Err(TransportFailure::NotSent(reason)),
            Some(Trouble::Service(fault)) => *lock(&self.planned) = Some(fault),
            None => {}
        }
        let answer = self.handle(state, waiting);
        self.trace.note(format!("{name} < {}", told(&answer)));
        answer
    }

    fn handle(&self, state: &mut State, waiting: &Waiting) -> Answer {
        let request = &waiting.request;
        let built = http::Request::builder()
            .method(request.method.clone())
            .uri(format!("http://sim.example/api/v1{}", request.path_and_query))
            .body(request.body.clone().unwrap_or_default().into());
        let Ok(mut built) = built else {
            state.violations.push(format!("{}: no valid request", waiting.call));
            return Err(TransportFailure::Unknown(LostReason::Interrupted));
        };
        built.headers_mut().extend(request.headers.clone());
        let reply = self.service.handle(&built);
        if let Some(post) = waiting.post {
            state.posts[post].entry = Some(state.handled);
            state.handled += 1;
        }
        match reply.ending {
            Ending::Answer(response) => {
                let (parts, body) = response.into_parts();
                Ok(Response { status: parts.status, headers: parts.headers, body: body.into() })
            }
            Ending::Truncated(_) | Ending::Closed | Ending::Reset => {
                Err(TransportFailure::Unknown(LostReason::Interrupted))
            }
            // Nobody waits for an answer that never comes, except in the application's own time.
            Ending::Silence => Err(TransportFailure::Unknown(LostReason::TimedOut)),
        }
    }

    /// The steps that the journal says are about to be sent and that this request is made of; whatever is wrong with
    /// that is noted.
    async fn steps_of(&self, call: &Call) -> Vec<StepKey> {
        let Some(journal) = lock(&self.journal).clone() else {
            self.violate(format!("{call}: sent before there was a journal"));
            return Vec::new();
        };
        let intents = match journal.intents().await {
            Ok(intents) => intents,
            Err(error) => {
                self.violate(format!("{call}: the journal can't be read: {error}"));
                return Vec::new();
            }
        };
        let mut steps = Vec::new();
        for license in call.licenses() {
            let mut meant = intents.iter().filter(|(_, wish)| call.does(license, wish));
            match (meant.next(), meant.next()) {
                (Some((step, _)), None) => steps.push(step.clone()),
                (None, _) => {
                    self.violate(format!("{call}: sent, and no intent in the journal for {license}"));
                }
                (Some(_), Some(_)) => {
                    self.violate(format!("{call}: two intents in the journal for {license}"));
                }
            }
        }
        if call.licenses().is_empty() {
            self.violate(format!("{call}: a request that nobody knows"));
        }
        steps
    }

    pub fn violate(&self, what: String) {
        self.trace.note(format!("VIOLATION {what}"));
        lock(&self.state).violations.push(what);
    }

    /// A new connection.
    pub fn line(self: &Arc<Self>) -> Arc<Line> {
        let mut state = lock(&self.state);
        state.lines += 1;
        Arc::new(Line { network: Arc::clone(self), number: state.lines })
    }

    fn enter(
        &self,
        line: u64,
        call: Call,
        request: Request,
        steps: Vec<StepKey>,
    ) -> oneshot::Receiver<Answer> {
        let (sender, receiver) = oneshot::channel();
        let mut state = lock(&self.state);
        state.requests += 1;
        let what = call.to_string();
        let count = state.counted.entry(what.clone()).or_default();
        *count += 1;
        let name = format!("{what} #{count}");
        let post = call.is_write().then(|| {
            state.posts.push(Post { call: call.clone(), steps, entry: None, granted: None });
            state.posts.len() - 1
        });
        state.waiting.insert(name, Waiting { line, call, request, post, came_back: None, sender });
        // One that nobody waits for any more has given its place to another.
        let is_counted = |waiting: &&Waiting| waiting.line == line && !waiting.sender.is_canceled();
        let under_way = state.waiting.values().filter(is_counted).count();
        if under_way > PROMISED {
            state.violations.push(format!("{under_way} requests of one connection were under way at once"));
        }
        receiver
    }
}

/// One connection of the application: what it promises of how much is under way holds for each.
pub struct Line {
    network: Arc<Network>,
    number: u64,
}

impl Transport for Line {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportFailure>> {
        Box::pin(async move {
            let network = &self.network;
            let call = Call::of(&request);
            let steps = if call.is_write() { network.steps_of(&call).await } else { Vec::new() };
            let answer = network.enter(self.number, call, request, steps);
            answer.await.unwrap_or(Err(TransportFailure::Unknown(LostReason::Interrupted)))
        })
    }
}

fn told(answer: &Answer) -> String {
    match answer {
        Ok(response) => response.status.as_u16().to_string(),
        Err(failure) => failure.to_string(),
    }
}
