//! A headless browser with a page in it.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use thirtyfour::LoggingPrefsLogLevel;
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities as _;
use thirtyfour::prelude::*;

/// The driver, which is a server on this machine; it ends with this.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    /// Nothing, if it is not installed.
    fn start() -> Option<Self> {
        let child = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child = match child {
            Ok(child) => child,
            Err(error) => {
                eprintln!("skipped: chromedriver cannot be started ({error})");
                return None;
            }
        };
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            Some(port.trim_end_matches('.').to_owned())
        });
        let url = format!(
            "http://127.0.0.1:{}",
            port.expect("the driver tells its port")
        );
        Some(Self { child, url })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A page in a browser.
pub(super) struct Page {
    driver: WebDriver,
    /// Where the page is.
    address: String,
}

/// Looks at a page in a browser of this width, if there is one.
pub(super) fn with_page<F>(html: &str, width: u32, look: impl FnOnce(Page) -> F)
where
    F: Future<Output = WebDriverResult<()>>,
{
    let Some(server) = Server::start() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.html");
    std::fs::write(&file, html).unwrap();
    let address = format!("file://{}", file.display());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(async {
        let driver = match connect(&server, width).await {
            // A driver alone.
            Err(error) if error.to_string().contains("cannot find Chrome") => {
                let words = error.to_string();
                eprintln!("skipped: {}", words.lines().next().unwrap_or_default());
                return;
            }
            driver => driver.unwrap(),
        };
        let looked = driver.run_and_quit(|driver| look(Page { driver, address }));
        looked.await.unwrap();
    });
}

async fn connect(server: &Server, width: u32) -> WebDriverResult<WebDriver> {
    let mut capabilities = DesiredCapabilities::chrome();
    for argument in [
        "--headless=new",
        // For root, as in containers; nothing but the page of the test is opened.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--lang=en",
    ] {
        capabilities.add_arg(argument)?;
    }
    capabilities.add_arg(&format!("--window-size={width},900"))?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    if let Some(browser) = installed("chromium") {
        capabilities.set_binary(&browser.to_string_lossy())?;
    }
    // All of it is on this machine and without TLS, but a client is not made without a provider.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let driver = WebDriver::builder(server.url.as_str(), capabilities).client(client);
    driver.connect().await
}

fn installed(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut programs = std::env::split_paths(&path).map(|folder| folder.join(program));
    programs.find(|program| program.is_file())
}

impl Page {
    /// Loads the page, at a fragment of its address.
    pub(super) async fn open(&self, fragment: &str) -> WebDriverResult<()> {
        // Another fragment alone would not load it again.
        self.driver.goto("about:blank").await?;
        self.driver
            .goto(format!("{}{fragment}", self.address))
            .await
    }

    /// Goes to a fragment of the address of the page, as a link does.
    pub(super) async fn follow(&self, fragment: &str) -> WebDriverResult<()> {
        self.driver
            .goto(format!("{}{fragment}", self.address))
            .await
    }

    /// Presses and releases keys; what is behind `Shift+` with it.
    pub(super) async fn press(&self, keys: &str) -> WebDriverResult<()> {
        for key in keys.split(' ') {
            let (shift, key) = match key.strip_prefix("Shift+") {
                Some(key) => (true, key),
                None => (false, key),
            };
            let mut actions = self.driver.action_chain();
            if shift {
                actions = actions.key_down(Key::Shift);
            }
            let named = match key {
                "Tab" => Some(Key::Tab),
                "Enter" => Some(Key::Enter),
                "Escape" => Some(Key::Escape),
                "Space" => Some(Key::Space),
                "End" => Some(Key::End),
                "Down" => Some(Key::Down),
                _ => None,
            };
            actions = match named {
                Some(key) => actions.key_down(key.value()).key_up(key.value()),
                None => key
                    .chars()
                    .fold(actions, |actions, c| actions.key_down(c).key_up(c)),
            };
            if shift {
                actions = actions.key_up(Key::Shift);
            }
            actions.perform().await?;
        }
        Ok(())
    }

    /// Clicks what a selector of CSS finds.
    pub(super) async fn click(&self, selector: &str) -> WebDriverResult<()> {
        self.driver.find(By::Css(selector)).await?.click().await
    }

    /// What an expression of JavaScript gives, after all that was to happen has: what waits for another key waits for less.
    pub(super) async fn settled(&self, expression: &str) -> WebDriverResult<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1]; setTimeout(() => done({expression}), 200);"
        );
        Ok(self
            .driver
            .execute_async(script, Vec::new())
            .await?
            .json()
            .clone())
    }

    /// What went wrong, as the browser tells it: scripts that failed or were not allowed, what could not be loaded.
    pub(super) async fn complaints(&self) -> WebDriverResult<Vec<String>> {
        let log = self.driver.browser_log().await?;
        Ok(log.into_iter().map(|entry| entry.message).collect())
    }

    pub(super) async fn resize(&self, width: u32) -> WebDriverResult<()> {
        self.driver.set_window_rect(0, 0, width, 900).await?;
        Ok(())
    }
}
