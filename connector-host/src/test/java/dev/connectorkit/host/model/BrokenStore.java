package dev.connectorkit.host.model;

import dev.connectorkit.host.signin.MemoryPendingSignInStore;
import dev.connectorkit.host.signin.PendingSignIn;
import dev.connectorkit.host.signin.PendingSignInStore;
import dev.connectorkit.host.signin.SharedStore;
import dev.connectorkit.spi.SignInSession;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Stores that each break one promise, as stores of such software have done. */
enum BrokenStore implements Function<Clock, SharedStore> {
  /** Looks up instead of taking. */
  GIVES_AGAIN {
    @Override
    PendingSignInStore around(MemoryPendingSignInStore good, Map<String, PendingSignIn> seen) {
      return new Wrapped(good, seen) {
        @Override
        public Take take(String state, String instance, String browser) {
          Take taken = super.take(state, instance, browser);
          if (taken instanceof Take.Found found) {
            good.put(found.signIn());
          }
          return taken;
        }
      };
    }
  },

  /** Lets a callback in the wrong place take the sign-in from the right one. */
  TAKES_ON_MISMATCH {
    @Override
    PendingSignInStore around(MemoryPendingSignInStore good, Map<String, PendingSignIn> seen) {
      return new Wrapped(good, seen) {
        @Override
        public Take take(String state, String instance, String browser) {
          Take taken = super.take(state, instance, browser);
          if (taken instanceof Take.Mismatch) {
            PendingSignIn known = seen.get(state);
            super.take(state, known.instanceId(), known.browserHash());
          }
          return taken;
        }
      };
    }
  },

  /** Asks only whether there is such a state. */
  IGNORES_THE_BROWSER {
    @Override
    PendingSignInStore around(MemoryPendingSignInStore good, Map<String, PendingSignIn> seen) {
      return new Wrapped(good, seen) {
        @Override
        public Take take(String state, String instance, String browser) {
          PendingSignIn known = seen.get(state);
          Take taken = super.take(state, instance, known == null ? browser : known.browserHash());
          // Hides it from the host's own check, too.
          return taken instanceof Take.Found found
              ? new Take.Found(
                  new PendingSignIn(
                      state,
                      browser,
                      instance,
                      found.signIn().session(),
                      found.signIn().expiresAt()))
              : taken;
        }
      };
    }
  },

  /**
   * Asks only whether there is such a state, of whatever browser and instance. To ignore the
   * instance alone does no harm: what stands for the browser is bound to it.
   */
  IGNORES_THE_INSTANCE {
    @Override
    PendingSignInStore around(MemoryPendingSignInStore good, Map<String, PendingSignIn> seen) {
      return new Wrapped(good, seen) {
        @Override
        public Take take(String state, String instance, String browser) {
          PendingSignIn known = seen.get(state);
          Take taken =
              known == null
                  ? new Take.Unknown()
                  : super.take(state, known.instanceId(), known.browserHash());
          return taken instanceof Take.Found found
              ? new Take.Found(
                  new PendingSignIn(
                      state,
                      browser,
                      instance,
                      found.signIn().session(),
                      found.signIn().expiresAt()))
              : taken;
        }
      };
    }
  },

  /** Gives one sign-in the session of the one before. */
  MIXES_SESSIONS {
    @Override
    PendingSignInStore around(MemoryPendingSignInStore good, Map<String, PendingSignIn> seen) {
      return new Wrapped(good, seen) {
        private SignInSession former = new SignInSession(Map.of("nonce", "", "version", ""));

        @Override
        public void put(PendingSignIn signIn) {
          super.put(
              new PendingSignIn(
                  signIn.stateHash(),
                  signIn.browserHash(),
                  signIn.instanceId(),
                  former,
                  signIn.expiresAt()));
          former = signIn.session();
        }
      };
    }
  },

  /** Counts the time anew. */
  FORGETS_THE_END {
    @Override
    PendingSignInStore around(MemoryPendingSignInStore good, Map<String, PendingSignIn> seen) {
      return new Wrapped(good, seen) {
        @Override
        public void put(PendingSignIn signIn) {
          super.put(
              new PendingSignIn(
                  signIn.stateHash(),
                  signIn.browserHash(),
                  signIn.instanceId(),
                  signIn.session(),
                  signIn.expiresAt().plus(Duration.ofMinutes(5))));
        }
      };
    }
  },

  /** Keeps what nobody comes back for. */
  NEVER_FORGETS {
    @Override
    MemoryPendingSignInStore good(Clock clock) {
      return super.good(Clock.fixed(clock.instant(), ZoneOffset.UTC));
    }
  },

  /** Loses one now and then. */
  LOSES {
    @Override
    PendingSignInStore around(MemoryPendingSignInStore good, Map<String, PendingSignIn> seen) {
      return new Wrapped(good, seen) {
        private int puts;

        @Override
        public void put(PendingSignIn signIn) {
          if (++puts % 7 != 0) {
            super.put(signIn);
          }
        }
      };
    }
  },

  /** Each node has its own. */
  IS_NOT_SHARED {
    @Override
    public SharedStore apply(Clock clock) {
      var all = new ArrayList<MemoryPendingSignInStore>();
      return new SharedStore() {
        @Override
        public PendingSignInStore store() {
          MemoryPendingSignInStore own = good(clock);
          all.add(own);
          return new Wrapped(own, new HashMap<>()) {
            @Override
            public void sweep() {
              all.forEach(MemoryPendingSignInStore::sweep);
            }
          };
        }

        @Override
        public long count() {
          return all.stream().mapToInt(MemoryPendingSignInStore::size).sum();
        }
      };
    }
  };

  MemoryPendingSignInStore good(Clock clock) {
    return new MemoryPendingSignInStore(clock, Model.CAPACITY);
  }

  PendingSignInStore around(MemoryPendingSignInStore good, Map<String, PendingSignIn> seen) {
    return good;
  }

  @Override
  public SharedStore apply(Clock clock) {
    MemoryPendingSignInStore good = good(clock);
    PendingSignInStore broken = around(good, new HashMap<>());
    return new SharedStore() {
      @Override
      public PendingSignInStore store() {
        return broken;
      }

      @Override
      public long count() {
        return good.size();
      }
    };
  }

  /** Does as the good store does, and remembers what it was given. */
  private abstract static class Wrapped implements PendingSignInStore {

    private final MemoryPendingSignInStore good;
    private final Map<String, PendingSignIn> seen;

    Wrapped(MemoryPendingSignInStore good, Map<String, PendingSignIn> seen) {
      this.good = good;
      this.seen = seen;
    }

    @Override
    public void put(PendingSignIn signIn) {
      seen.put(signIn.stateHash(), signIn);
      good.put(signIn);
    }

    @Override
    public Take take(String state, String instance, String browser) {
      return good.take(state, instance, browser);
    }

    @Override
    public void sweep() {
      good.sweep();
    }
  }
}
