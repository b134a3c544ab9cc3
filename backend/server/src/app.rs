//! The application: everything it needs, made once, and faked whole in tests by other parts.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};

use akabeko_scanner::Scanner;
use akabeko_shared::locale::Catalogue;
use akabeko_shared::{AgentId, Language};
use jiff::civil::Date;
use tokio::sync::Notify;

use crate::chance::Chance;
use crate::clock::Clock;
use crate::config::Config;
use crate::desk::{Act, COMMAND_LINE, Desk};
use crate::page::Organisation;
use crate::provider::Providers;
use crate::push::Push;
use crate::secret::Secret;
use crate::store::{Store, StoreError};

/// All that requests and stages work with.
pub struct App {
    /// What the operator set.
    pub config: Config,
    /// What is kept.
    pub store: Store,
    /// What time it is.
    pub clock: Clock,
    /// Where ids and tokens come from.
    pub chance: Chance,
    /// What page tokens and words are made with.
    pub secret: Secret,
    /// What looks at homes.
    pub scanner: Scanner,
    /// What wakes devices.
    pub push: Push,
    /// Whose network an address is in.
    pub providers: Providers,
    /// Wakes the stages before their timer does.
    pub work: Notify,
    /// Wakes the streams of agents that were told something.
    pub bell: Bell,
    /// What the console needs while the service runs.
    pub desk: Desk,
    organisation: RwLock<Arc<Organisation>>,
    japanese: Catalogue,
    english: Catalogue,
}

impl App {
    /// Puts the parts together.
    pub fn new(
        config: Config,
        store: Store,
        clock: Clock,
        chance: Chance,
        secret: Secret,
    ) -> anyhow::Result<Arc<Self>> {
        let providers = config.providers.as_deref().map(Providers::read).transpose()?.unwrap_or_default();
        let time = clock.clone();
        let scanner =
            Scanner::new(config.scan.settings(), secret.key_for("scan"), Arc::new(move || time.now()))?;
        let push = Push::new(&secret, config.scan.lab());
        let (desk, organisation) = (Desk::new(&secret), RwLock::new(Arc::new(config.organisation.clone())));
        Ok(Arc::new(Self {
            config,
            store,
            clock,
            chance,
            secret,
            scanner,
            push,
            providers,
            work: Notify::new(),
            bell: Bell::default(),
            desk,
            organisation,
            japanese: Catalogue::new(Language::Ja),
            english: Catalogue::new(Language::En),
        }))
    }

    /// The store in the hands of whoever works at the command line: what changes stands in the audit log.
    pub fn by_command(&self, action: &'static str, about: impl Display, detail: &str) -> Store {
        self.store.by(Act {
            at: self.clock.now(),
            who: COMMAND_LINE.to_owned(),
            action,
            about: about.to_string(),
            detail: detail.to_owned(),
        })
    }

    /// What the audit log calls an agent: a name that only the service's key leads to, so that an agent that is erased
    /// is not named there.
    pub fn in_the_log(&self, agent: AgentId) -> String {
        format!("agent {}", self.secret.seal("audit", agent).get(..12).unwrap_or_default())
    }

    /// The day that it is where the service is.
    pub fn today(&self) -> Date {
        self.clock.now().to_zoned_datetime(self.config.zone()).date()
    }

    /// Who runs the service: what the configuration file says, else what was said at the console.
    pub fn organisation(&self) -> Arc<Organisation> {
        self.organisation.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether the configuration file says who runs the service.
    pub fn organisation_is_fixed(&self) -> bool {
        self.config.organisation != Organisation::default()
    }

    /// Reads what was said at the console, here or through another process.
    pub async fn read_organisation(&self) -> Result<(), StoreError> {
        if !self.organisation_is_fixed()
            && let Some(said) = self.store.organisation().await?
        {
            self.name(said);
        }
        Ok(())
    }

    /// Keeps who runs the service, in a store that is in somebody's hands.
    pub async fn set_organisation(&self, store: &Store, said: Organisation) -> Result<(), StoreError> {
        store.set_organisation(&said).await?;
        self.name(said);
        Ok(())
    }

    fn name(&self, said: Organisation) {
        *self.organisation.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(said);
    }

    /// The texts of a language.
    pub fn catalogue(&self, language: Language) -> &Catalogue {
        match language {
            Language::Ja => &self.japanese,
            Language::En => &self.english,
        }
    }
}

/// Tells the event streams of an agent that there is news. A lost ring costs time only: streams look again by
/// themselves.
#[derive(Default)]
pub struct Bell(Mutex<BTreeMap<AgentId, Weak<Notify>>>);

impl Bell {
    /// What a stream of this agent waits on.
    pub fn of(&self, agent: AgentId) -> Arc<Notify> {
        let mut bells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bell) = bells.get(&agent).and_then(Weak::upgrade) {
            return bell;
        }
        bells.retain(|_, bell| bell.strong_count() > 0);
        let bell = Arc::new(Notify::new());
        bells.insert(agent, Arc::downgrade(&bell));
        bell
    }

    /// Wakes the streams of these agents.
    pub fn ring(&self, agents: impl IntoIterator<Item = AgentId>) {
        let bells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for agent in agents {
            if let Some(bell) = bells.get(&agent).and_then(Weak::upgrade) {
                bell.notify_waiters();
            }
        }
    }
}
