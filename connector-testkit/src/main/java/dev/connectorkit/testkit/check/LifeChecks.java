package dev.connectorkit.testkit.check;

import dev.connectorkit.host.plugin.LoadedPlugin;
import dev.connectorkit.host.plugin.UnusablePluginException;
import dev.connectorkit.spi.Authorization;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.Capability;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SocialConnector;
import dev.connectorkit.testkit.provider.Endpoint;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.world.FakeResponse;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** From start to unloading. */
final class LifeChecks {

  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final Duration COLLECTION = Duration.ofSeconds(15);
  private static final Duration THREAD_END = Duration.ofSeconds(10);
  private static final int CYCLES = 20;
  private static final int WARM_UP = 5;

  private LifeChecks() {}

  static void register(Checks checks) {
    checks.add("LIFE-01", LifeChecks::twoCycles);
    checks.add("LIFE-02", LifeChecks::oddOrders);
    checks.add("LIFE-03", LifeChecks::closed);
    checks.add("LIFE-04", LifeChecks::collected);
    checks.add("LIFE-05", LifeChecks::threads);
    checks.add("LIFE-06", LifeChecks::closeInFlight);
    checks.add("LIFE-07", LifeChecks::globals);
    checks.add("LIFE-08", LifeChecks::twentyCycles);
    checks.add("LIFE-09", Abroad::check);
  }

  private static void twoCycles(Bench bench) {
    for (int cycle = 1; cycle <= 2; cycle++) {
      bench.verify(
          "cycle " + cycle,
          stage -> {
            stage.signIn().succeed();
            Outcome<Boolean> closed = stage.closeConnector();
            Breach.unless(closed.returned().isPresent(), "close() returns", "it " + closed.words());
          });
    }
  }

  private static void oddOrders(Bench bench) {
    bench.verify(
        "close() three times",
        stage -> {
          stage.connector();
          for (int i = 0; i < 3; i++) {
            requireTyped("close()", stage.closeConnector());
          }
        });
    bench.verify(
        "start() twice",
        stage -> {
          SocialConnector connector = stage.connector();
          requireTyped("start()", stage.call(done(connector::start)));
          stage.signIn().succeed();
        });
    bench.verify(
        "close() before start()",
        stage -> {
          SocialConnector fresh = stage.createOnly();
          requireTyped("close()", stage.call(done(fresh::close)));
          requireTyped("start()", stage.call(done(fresh::start)));
        });
  }

  private static Callable<Boolean> done(Runnable code) {
    return () -> {
      code.run();
      return true;
    };
  }

  private static void requireTyped(String operation, Outcome<?> outcome) throws Breach {
    Breach.unless(
        outcome.returned().isPresent() || outcome.error().isPresent(),
        operation + " returns or fails typed",
        "it " + outcome.words());
  }

  private static void closed(Bench bench) {
    bench.verify(
        "authorize() after close()",
        stage -> {
          SignInAttempt signIn = closedAfterCallback(stage);
          SocialConnector connector = stage.connector();
          requireStopped(
              stage, "authorize()", stage.call(() -> connector.authorize(signIn.request())));
        });
    bench.verify(
        "complete() after close()",
        stage -> {
          SignInAttempt signIn = stage.signIn();
          Map<String, List<String>> callback = signIn.callback();
          Authorization authorization = signIn.authorize();
          SocialConnector connector = stage.connector();
          close(stage);
          requireStopped(
              stage,
              "complete()",
              stage.call(
                  () ->
                      connector.complete(
                          new AuthorizationResponse(callback), authorization.session())));
        });
    if (bench.subject().can(Capability.REFRESH)) {
      bench.verify(
          "refresh() after close()",
          stage -> {
            SignIn signIn = stage.signIn().succeed();
            stage.journal().clear();
            close(stage);
            requireStopped(stage, "refresh()", CapChecks.refresh(stage, signIn));
          });
    }
    if (bench.subject().can(Capability.REVOKE)) {
      bench.verify(
          "revoke() after close()",
          stage -> {
            SignIn signIn = stage.signIn().succeed();
            close(stage);
            requireStopped(
                stage, "revoke()", CapChecks.revoke(stage, signIn.tokens().accessToken()));
          });
    }
  }

  private static SignInAttempt closedAfterCallback(Stage stage) throws Breach {
    SignInAttempt signIn = stage.signIn();
    signIn.callback();
    close(stage);
    return signIn;
  }

  /** Only the connector: its own refusal is what is looked for, and not the host's. */
  private static void close(Stage stage) throws Breach {
    SocialConnector connector = stage.connector();
    Outcome<Boolean> closed = stage.call(done(connector::close));
    Breach.unless(closed.returned().isPresent(), "close() returns", "it " + closed.words());
    stage.journal().clear();
  }

  private static void requireStopped(Stage stage, String operation, Outcome<?> outcome)
      throws Breach {
    Breach.unless(
        stage.at(Endpoint.TOKEN).isEmpty()
            && stage.at(Endpoint.USER_INFO).isEmpty()
            && stage.at(Endpoint.REVOCATION).isEmpty(),
        operation + " asks nothing of the provider",
        "it does");
    Breach.unless(
        outcome.error().filter(ConnectorError.STOPPED::equals).isPresent(),
        operation + " fails with STOPPED",
        "it " + outcome.words());
  }

  private static void closeInFlight(Bench bench) {
    String uncontrolled = bench.uncontrolled();
    bench.verify(
        "close() while the token endpoint hangs",
        stage -> {
          if (uncontrolled != null) {
            throw new NotReached("a proper sign-in succeeds", uncontrolled);
          }
          var hanging = new CountDownLatch(1);
          Script script =
              new Script()
                  .fault(
                      Endpoint.TOKEN,
                      wire -> {
                        hanging.countDown();
                        wire.pause(bench.limits().hang());
                      });
          SignInAttempt signIn = stage.signIn(script);
          Map<String, List<String>> callback = signIn.callback();
          var task = new FutureTask<>(() -> signIn.complete(callback));
          PluginThread runner = stage.subject().thread();
          runner.start(task);
          if (!hanging.await(bench.limits().call().toMillis(), TimeUnit.MILLISECONDS)) {
            throw new NotReached("the token endpoint is asked", "it is not");
          }
          Outcome<Boolean> closed = stage.closeConnector();
          Breach.unless(
              closed.returned().isPresent() && closed.nanos() < CLOSING.toNanos(),
              "close() returns within " + CLOSING.toSeconds() + " s",
              "it " + closed.words());
          Outcome<Outcome<SignIn>> ended = runner.await(task, CLOSING);
          Breach.unless(!ended.hung(), "the call ends as well", "it goes on");
          Outcome<SignIn> call = ended.returned().orElseThrow();
          Breach.unless(call.error().isPresent(), "it fails typed", "it " + call.words());
        });
  }

  /** A good sign-in and some hostile ones, on a plugin that is loaded for this alone. */
  private static void flows(Bench bench, Subject subject) throws Breach {
    try (Stage stage = Stage.open(subject, bench.shape(), bench.limits(), bench.plainSetup())) {
      stage.signIn().succeed();
      for (FakeResponse answer :
          List.of(
              FakeResponse.of(500, "text/html", "<h1>Down</h1>"),
              FakeResponse.of(200, "text/html", "<h1>Sign in</h1>"),
              FakeResponse.json(400, Map.of("error", "invalid_grant")),
              FakeResponse.dropped())) {
        stage.signIn(new Script().answer(Endpoint.TOKEN, answer)).run();
      }
      stage.signIn(new Script().idToken(draft -> draft.signedByStranger())).run();
      Outcome<SignIn> again = stage.signIn().run();
      Breach.unless(
          again.returned().isPresent(),
          "a sign-in after failures succeeds",
          "complete() " + again.words());
    }
  }

  /** Loads, uses and unloads the plugin; only a weak reference to its class loader is left. */
  private static WeakReference<ClassLoader> cycle(Bench bench) throws Breach, NotReached {
    try (LoadedPlugin plugin = Subject.load(bench.jar())) {
      Subject subject = new Subject(plugin, plugin.factory().metadata(), bench.subject().schema());
      flows(bench, subject);
      return new WeakReference<>(subject.loader());
    } catch (UnusablePluginException e) {
      throw new NotReached("the jar loads once more", String.valueOf(e.getMessage()));
    }
  }

  private static boolean eventually(Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    return true;
  }

  private static boolean isCollected(WeakReference<?> reference) {
    System.gc();
    // Soft references, which caches of the JDK use, go only when memory is short.
    return reference.get() == null;
  }

  private static void collected(Bench bench) {
    bench.verifyWithoutStage(
        "the class loader after close() and unloading",
        () -> {
          WeakReference<ClassLoader> loader = cycle(bench);
          Breach.unless(
              eventually(COLLECTION, () -> isCollected(loader)),
              "it is collected within " + COLLECTION.toSeconds() + " s",
              "it is still held");
        });
  }

  private static void threads(Bench bench) {
    bench.verifyWithoutStage(
        "threads after close()",
        () -> {
          Set<String> before = Surroundings.strangeThreads();
          Set<Thread> ofPlugin = new java.util.HashSet<>();
          try (LoadedPlugin plugin = Subject.load(bench.jar())) {
            Subject subject =
                new Subject(plugin, plugin.factory().metadata(), bench.subject().schema());
            flows(bench, subject);
            ClassLoader loader = subject.loader();
            // The host closes instances before it unloads: nothing may be left by then.
            boolean gone =
                eventually(
                    THREAD_END,
                    () -> {
                      ofPlugin.clear();
                      Thread.getAllStackTraces().keySet().stream()
                          .filter(thread -> isOf(loader, thread, before))
                          .forEach(ofPlugin::add);
                      return ofPlugin.isEmpty();
                    });
            Breach.unless(
                gone,
                "none is left within " + THREAD_END.toSeconds() + " s",
                "there are " + ofPlugin.stream().map(Thread::getName).toList());
          } catch (UnusablePluginException e) {
            throw new NotReached("the jar loads once more", String.valueOf(e.getMessage()));
          }
        });
  }

  /** Started by the plugin: told by its class, by its context, or by a name nobody knows. */
  private static boolean isOf(ClassLoader loader, Thread thread, Set<String> before) {
    boolean ofKit =
        thread.getName().startsWith(PluginThread.NAME) || thread.getName().startsWith("connector ");
    boolean own =
        thread.getClass().getClassLoader() == loader
            || thread.getContextClassLoader() == loader && !ofKit;
    boolean unknown =
        Surroundings.strangeThreads().contains(thread.getName())
            && !before.contains(thread.getName());
    return thread.isAlive() && (own || unknown);
  }

  private static void globals(Bench bench) {
    bench.verify(
        "sign-ins, good and hostile",
        stage -> {
          // Once before, so that what the JDK sets up on first use is not blamed on the plugin.
          flows(bench, bench.subject());
          Surroundings before = Surroundings.now();
          flows(bench, bench.subject());
          stage.signIn().succeed();
          // A thread of the connector's own is its own business until then.
          stage.closeConnector();
          Set<String> changes = new java.util.TreeSet<>();
          boolean settled =
              eventually(
                  Duration.ofSeconds(3),
                  () -> {
                    changes.clear();
                    changes.addAll(Surroundings.now().changesSince(before));
                    return changes.isEmpty();
                  });
          Breach.unless(settled, "nothing changes", String.join("; ", changes));
        });
    bench.verifyWithoutStage(
        "everything since the process began",
        () -> {
          Set<String> changes = Surroundings.now().lastingChangesSince(bench.beforeLoading());
          Breach.unless(changes.isEmpty(), "nothing changes", String.join("; ", changes));
        });
    bench.verify("the caller's thread", CallersThread::requireUntouched);
  }

  private static void twentyCycles(Bench bench) {
    bench.verifyWithoutStage(
        CYCLES + " times load, sign in, unload",
        () -> {
          List<Long> first = List.of();
          for (int i = 0; i < CYCLES; i++) {
            WeakReference<ClassLoader> loader = cycle(bench);
            Breach.unless(
                eventually(COLLECTION, () -> isCollected(loader)),
                "what was loaded is collected after each",
                "load " + (i + 1) + " is still held");
            if (i == WARM_UP) {
              first = Growing.figures();
            }
          }
          for (Growing figure : Growing.values()) {
            long before = first.get(figure.ordinal());
            // What still waits for its end looks like growth, and goes; growth stays.
            boolean flat =
                eventually(
                    COLLECTION,
                    () -> {
                      System.gc();
                      return figure.now() - before <= figure.allowed;
                    });
            Breach.unless(
                flat,
                figure.words + " do not grow",
                "they grow from %d to %d in %d cycles"
                    .formatted(before, figure.now(), CYCLES - WARM_UP));
          }
        });
  }

  /** What a plugin that leaves something behind makes grow. */
  private enum Growing {
    CLASSES("loaded classes", 150) {
      @Override
      long now() {
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
      }
    },
    THREADS("threads", 6) {
      @Override
      long now() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
      }
    },
    FILES("open files", 12) {
      @Override
      long now() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
      }
    };

    private final String words;
    private final long allowed;

    Growing(String words, long allowed) {
      this.words = words;
      this.allowed = allowed;
    }

    abstract long now();

    static List<Long> figures() {
      return Stream.of(values()).map(Growing::now).toList();
    }
  }
}
