//! How connections are made: as `ureq` does it, with the TLS of this crate, and telling when there was none.

use std::fmt;
use std::io::{Read as _, Write as _};
use std::sync::Arc;

use http::Uri;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use ureq::config::Config;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs};
use ureq::unversioned::transport::{
    Buffers, ConnectProxyConnector, ConnectionDetails, Connector, Either, LazyBuffers, NextTimeout,
    SocksConnector, TcpConnector, Transport, TransportAdapter,
};
use ureq::{Error, Timeout};

/// Connects, through the proxy of the request if it has one.
pub(super) fn connector(tls: Arc<ClientConfig>) -> impl Connector<Out: Transport> {
    Telling(
        ().chain(SocksConnector::default())
            .chain(ConnectProxyConnector::default())
            .chain(TcpConnector::default())
            .chain(Tls(tls)),
    )
}

/// Why there is no connection. In an [`Error`] of `ureq` it says that nothing was sent.
#[derive(Debug)]
pub(super) struct NotConnected(Error);

impl NotConnected {
    fn told_by(error: Error) -> Error {
        match error {
            // A connection to a proxy goes through here twice.
            Error::Other(other) if other.is::<Self>() => Error::Other(other),
            error => Error::Other(Box::new(Self(error))),
        }
    }
}

impl fmt::Display for NotConnected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            // It says `io: `.
            Error::Io(error) => error.fmt(f),
            error => error.fmt(f),
        }
    }
}

impl std::error::Error for NotConnected {}

/// Looks up hosts as `ureq` does.
#[derive(Debug, Default)]
pub(super) struct Resolver(DefaultResolver);

impl ureq::unversioned::resolver::Resolver for Resolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let addresses = self.0.resolve(uri, config, timeout);
        addresses.map_err(NotConnected::told_by)
    }
}

/// Says of an error that there is no connection.
#[derive(Debug)]
struct Telling<C>(C);

impl<C: Connector<Out: Transport>> Connector for Telling<C> {
    type Out = Patient<C::Out>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<()>,
    ) -> Result<Option<Self::Out>, Error> {
        let connection = self.0.connect(details, chained);
        Ok(connection.map_err(NotConnected::told_by)?.map(Patient))
    }
}

/// A connection on which only the body of an answer is limited in its silences.
#[derive(Debug)]
struct Patient<T>(T);

impl<T: Transport> Transport for Patient<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.0.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.0.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, mut timeout: NextTimeout) -> Result<bool, Error> {
        // With a limit for each silence, there is one for the head of the answer, which counts instead.
        if timeout.reason == Timeout::RecvResponse {
            timeout.per_read = None;
        }
        self.0.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        self.0.is_open()
    }

    fn is_tls(&self) -> bool {
        self.0.is_tls()
    }
}

/// Puts TLS over a connection if the URL is `https`.
struct Tls(Arc<ClientConfig>);

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls")
    }
}

impl<In: Transport> Connector<In> for Tls {
    type Out = Either<In, Encrypted>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, Error> {
        let Some(connection) = chained else {
            return Ok(None);
        };
        // A connection through an `https` proxy is encrypted to the proxy, which is not the same.
        if !details.needs_tls() || connection.is_tls() {
            return Ok(Some(Either::A(connection)));
        }
        let host = details.uri.host().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let name = ServerName::try_from(host)
            .map_err(|_| Error::Tls("the host cannot be in a certificate"))?
            .to_owned();
        let mut tls = ClientConnection::new(Arc::clone(&self.0), name)
            .map_err(|error| Error::Other(error.into()))?;
        let clock = Arc::clone(&details.current_time);
        let mut connection = TransportAdapter::new(connection.boxed(), clock);
        connection.set_timeout(details.timeout);
        while tls.is_handshaking() {
            tls.complete_io(&mut connection)?;
        }
        let config = details.config;
        let buffers = LazyBuffers::new(config.input_buffer_size(), config.output_buffer_size());
        let stream = StreamOwned::new(tls, connection);
        Ok(Some(Either::B(Encrypted { buffers, stream })))
    }
}

/// A connection with TLS.
struct Encrypted {
    buffers: LazyBuffers,
    stream: StreamOwned<ClientConnection, TransportAdapter>,
}

impl Transport for Encrypted {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.stream.sock.set_timeout(timeout);
        let output = self.buffers.output().get(..amount).unwrap_or_default();
        Ok(self.stream.write_all(output)?)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.stream.sock.set_timeout(timeout);
        let count = self.stream.read(self.buffers.input_append_buf())?;
        self.buffers.input_appended(count);
        Ok(count > 0)
    }

    fn is_open(&mut self) -> bool {
        self.stream.sock.get_mut().is_open()
    }

    fn is_tls(&self) -> bool {
        true
    }
}

impl fmt::Debug for Encrypted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Encrypted")
    }
}
