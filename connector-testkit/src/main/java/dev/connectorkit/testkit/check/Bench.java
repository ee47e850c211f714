package dev.connectorkit.testkit.check;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.rule.Finding;
import dev.connectorkit.testkit.rule.Verdict;
import dev.connectorkit.testkit.shape.WireShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the check of one rule works with: makes stages, runs cases, collects findings. Used by one
 * rule; its cases may run beside each other.
 */
final class Bench {

  private static final int PARALLEL_CASES = 8;

  private final Path jar;
  private final Loading loading;
  private final Optional<Surroundings> before;
  private final WireShape shape;
  private final String shapeText;
  private final Limits limits;
  private final Control control;
  private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();
  private final AtomicInteger cases = new AtomicInteger();

  Bench(
      Path jar,
      Loading loading,
      Optional<Surroundings> before,
      WireShape shape,
      String shapeText,
      Limits limits,
      Control control) {
    this.jar = jar;
    this.loading = loading;
    this.before = before;
    this.shape = shape;
    this.shapeText = shapeText;
    this.limits = limits;
    this.control = control;
  }

  /** The jar as a file. */
  Path jar() {
    return jar;
  }

  /** What this process was like before the jar was loaded; only where nothing else runs in it. */
  Surroundings beforeLoading() {
    return before.orElseThrow(
        () -> new IllegalStateException("This rule is checked in a process that others use."));
  }

  /** How far loading the plugin got. */
  Loading loading() {
    return loading;
  }

  /** The loaded plugin; only for rules that need one. */
  Subject subject() {
    Subject subject = loading.subject();
    if (subject == null) {
      throw new IllegalStateException("This rule is checked although the plugin is not loaded.");
    }
    return subject;
  }

  WireShape shape() {
    return shape;
  }

  /** The wire shape as text, for another process. */
  String shapeText() {
    return shapeText;
  }

  Limits limits() {
    return limits;
  }

  StageSetup plainSetup() {
    return StageSetup.plain(limits);
  }

  /** A case on a plain stage of its own. */
  void verify(String what, OnStage code) {
    verify(what, plainSetup(), code);
  }

  /**
   * A case on a stage of its own. One that ends with a deadline that passed is tried a second time,
   * and that counts: a machine that is too busy must not look like a broken connector.
   */
  void verify(String what, StageSetup setup, OnStage code) {
    Optional<Finding> first = attempt(what, setup, code);
    Optional<Finding> finding =
        first.filter(found -> found.got().contains(ConnectorError.TIMEOUT.name())).isPresent()
            ? attempt(what, setup, code)
            : first;
    finding.ifPresentOrElse(this::add, this::passed);
  }

  private Optional<Finding> attempt(String what, StageSetup setup, OnStage code) {
    if (limits.haveEnded()) {
      return Optional.of(
          new Finding(
              Verdict.NOT_REACHED,
              what,
              "the connector returns from its calls",
              "too many hung already, and no further one is made",
              List.of()));
    }
    List<String> wire = List.of();
    try (Stage stage = Stage.open(subject(), shape, limits, setup)) {
      try {
        code.run(stage);
      } catch (Breach | NotReached e) {
        wire = stage.wire();
        throw e;
      } finally {
        requireSoundWorld(stage);
      }
      return Optional.empty();
    } catch (Breach e) {
      return Optional.of(new Finding(Verdict.FAIL, what, e.expected(), e.got(), wire, e.cure()));
    } catch (NotReached e) {
      String expected = String.valueOf(e.getMessage());
      return Optional.of(new Finding(Verdict.NOT_REACHED, what, expected, e.got(), wire));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(what, e);
    }
  }

  /** A case that needs no stage. */
  void verifyWithoutStage(String what, WithoutStage code) {
    try {
      code.run();
      passed();
    } catch (Breach e) {
      add(new Finding(Verdict.FAIL, what, e.expected(), e.got(), List.of(), e.cure()));
    } catch (NotReached e) {
      add(
          new Finding(
              Verdict.NOT_REACHED, what, String.valueOf(e.getMessage()), e.got(), List.of()));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(what, e);
    }
  }

  /**
   * Starts a hostile case, which passes only where a proper sign-in succeeds, the point of attack
   * is reached, nothing forbidden happens and the failure has the right code.
   */
  Hostile hostile(String what) {
    return new Hostile(this, what);
  }

  /** A tolerated case: the provider is odd in a way that is allowed, and the sign-in succeeds. */
  void tolerated(String what, UnaryOperator<Script> oddity) {
    verify(
        what,
        stage -> {
          var signIn = stage.signIn(oddity.apply(new Script()));
          Profiles.requireExpected(stage, signIn.succeed());
        });
  }

  /** Runs cases beside each other, for those that wait most of their time. */
  void together(List<Runnable> runs) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(PARALLEL_CASES, runs.size())),
            work -> {
              var thread = new Thread(work, "conformance case");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<?>> running = new ArrayList<>();
      runs.forEach(run -> running.add(threads.submit(run)));
      for (Future<?> run : running) {
        run.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A case of the kit failed.", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The kit was interrupted.", e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Why hostile cases cannot be judged: a proper sign-in does not succeed; null when it does. */
  @Nullable String uncontrolled() {
    return control.failure(this);
  }

  void add(Finding finding) {
    cases.incrementAndGet();
    findings.add(finding);
  }

  void passed() {
    cases.incrementAndGet();
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  int cases() {
    return cases.get();
  }

  /** A defect of the fake world must not become a verdict about the connector. */
  private static void requireSoundWorld(Stage stage) {
    stage.journal().defects().stream()
        .findFirst()
        .ifPresent(
            defect -> {
              throw new IllegalStateException("The fake provider failed.", defect);
            });
  }

  /** A case on a stage. */
  interface OnStage {
    void run(Stage stage) throws Exception;
  }

  /** A case without a stage. */
  interface WithoutStage {
    void run() throws Exception;
  }

  /** The proper sign-in that hostile cases are held against; tried once in each process. */
  static final class Control {

    private final ReentrantLock lock = new ReentrantLock();
    private boolean tried;
    private @Nullable String failure;

    @Nullable String failure(Bench bench) {
      lock.lock();
      try {
        if (!tried) {
          failure = tryOnce(bench);
          tried = true;
        }
        return failure;
      } finally {
        lock.unlock();
      }
    }

    private static @Nullable String tryOnce(Bench bench) {
      try (Stage stage =
          Stage.open(bench.subject(), bench.shape(), bench.limits(), bench.plainSetup())) {
        stage.signIn().succeed();
        return null;
      } catch (Breach e) {
        return e.got();
      }
    }
  }

  /** Applies a change and hands the thing back, for chains. */
  static <T> UnaryOperator<T> also(Consumer<T> change) {
    return thing -> {
      change.accept(thing);
      return thing;
    };
  }

  /** Runs code that may throw anything checked. */
  static <T> T unchecked(Callable<T> code) {
    try {
      return code.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
