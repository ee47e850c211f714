package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A connector that misbehaves harms its own calls and no others. */
@Timeout(60)
class HostileConnectorTest {

  private static final int BOUND = 4;

  @TempDir Path folder;

  static Stream<Arguments> misdeeds() {
    return Stream.of(
        Arguments.of(
            "hangs", "while (context != null) { Thread.onSpinWait(); }", ConnectorError.TIMEOUT),
        Arguments.of(
            "waits, and swallows interrupts",
            "while (context != null) { try { Thread.sleep(1000); } catch (InterruptedException e) { } }",
            ConnectorError.TIMEOUT),
        Arguments.of("throws", "if (true) throw new IllegalStateException(\"secret\");", unknown()),
        Arguments.of("throws an Error", "if (true) throw new Error(\"secret\");", unknown()),
        Arguments.of(
            "throws what it does not declare",
            "SampleFactory.<RuntimeException>sneak(new java.io.IOException(\"secret\"));",
            unknown()),
        Arguments.of("throws ThreadDeath", "if (true) throw new ThreadDeath();", unknown()),
        Arguments.of("recurses without end", "SampleFactory.recurse(0);", unknown()),
        Arguments.of("allocates without end", "SampleFactory.allocate();", unknown()));
  }

  private static ConnectorError unknown() {
    return ConnectorError.UNEXPECTED;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("misdeeds")
  void harmsOnlyItsOwnCalls(String what, String code, ConnectorError error) {
    hostile("complete", code);
    PluginJarBuilder.good("good").writeTo(folder, "good.jar");
    // Whatever ends by itself is given long: filling the heap takes seconds on a busy machine.
    Duration deadline =
        error == ConnectorError.TIMEOUT ? Duration.ofSeconds(1) : Duration.ofSeconds(50);
    try (var host = new PluginHost(folder, builder -> builder.callDeadline(deadline))) {
      host.add("hostile", "hostile");
      host.add("good", "good");
      StartedSignIn started = host.host.begin("hostile");

      assertThatThrownBy(() -> host.finish(started, "hostile"))
          .isInstanceOfSatisfying(
              ConnectorException.class, e -> assertThat(e.error()).isEqualTo(error))
          .hasMessageContaining("'hostile 1.0.0'")
          .hasMessageContaining("complete()")
          .hasMessageNotContaining("secret");
      assertThat(host.signIn("good")).isEqualTo("1.0.0 to 1.0.0");
    }
  }

  @Test
  void hangingCallsAreBoundedInNumberAndNeverTakeTheOthersShare() throws Exception {
    hostile(
        "complete",
        "while (context != null) { try { Thread.sleep(1000); } catch (Exception e) { } }");
    PluginJarBuilder.good("good").writeTo(folder, "good.jar");
    ExecutorService callers = Executors.newFixedThreadPool(2 * BOUND);
    try (var host =
        new PluginHost(
            folder,
            builder -> builder.callDeadline(Duration.ofMillis(500)).maxCallsPerInstance(BOUND))) {
      host.add("hostile", "hostile");
      host.add("good", "good");
      List<StartedSignIn> started = new ArrayList<>();
      for (int i = 0; i < 2 * BOUND; i++) {
        started.add(host.host.begin("hostile"));
      }
      List<ConnectorError> outcomes =
          started.stream()
              .map(one -> CompletableFuture.supplyAsync(() -> host.finish(one, "hostile"), callers))
              .toList()
              .stream()
              .map(HostileConnectorTest::errorOf)
              .toList();

      assertThat(outcomes).filteredOn(ConnectorError.TIMEOUT::equals).hasSize(BOUND);
      assertThat(outcomes).filteredOn(ConnectorError.OVERLOADED::equals).hasSize(BOUND);
      // Also afterwards: those calls are still in there, though nobody waits for them.
      assertThatThrownBy(() -> host.host.begin("hostile"))
          .hasMessageContaining("'hostile' has 4 calls in progress, which is its bound");
      assertThat(host.signIn("good")).isEqualTo("1.0.0 to 1.0.0");
    } finally {
      callers.shutdownNow();
      assertThat(callers.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aSignInIsNotUsedUpByAnInstanceThatTakesNoCall() {
    hostile("authorize", "if (request.hints().isEmpty()) SampleFactory.stall();");
    try (var host =
        new PluginHost(
            folder,
            builder -> builder.callDeadline(Duration.ofMillis(300)).maxCallsPerInstance(1))) {
      host.add("hostile", "hostile");
      StartedSignIn started =
          host.host.begin(
              "hostile",
              SignInOptions.none()
                  .withHints(
                      java.util.Map.of(
                          dev.connectorkit.spi.AuthorizationRequest.Hint.LOGIN_HINT, "ada")));
      assertThatThrownBy(() -> host.host.begin("hostile")).hasMessageContaining("authorize()");

      assertThatThrownBy(() -> host.finish(started, "hostile"))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.error()).isEqualTo(ConnectorError.OVERLOADED));
      System.setProperty("connector.test.release", "true");
      org.awaitility.Awaitility.await()
          .ignoreExceptions()
          .until(() -> host.finish(started, "hostile").equals("1.0.0 to 1.0.0"));
    } finally {
      System.clearProperty("connector.test.release");
    }
  }

  @Test
  void oneThatBlocksInCloseIsLeftBehindWithinTheBound() {
    hostile("close", "while (context != null) { Thread.onSpinWait(); }");
    PluginJarBuilder.good("good").writeTo(folder, "good.jar");
    try (var host =
        new PluginHost(folder, builder -> builder.callDeadline(Duration.ofMillis(300)))) {
      host.add("hostile", "hostile");
      host.add("good", "good");

      host.plugins().uninstall("hostile");

      assertThat(host.connectors()).containsExactly("good");
      assertThat(host.signIn("good")).isEqualTo("1.0.0 to 1.0.0");
    }
  }

  @Test
  void anInterruptedCallerGoesOnAtOnceAndStaysInterrupted() throws Exception {
    hostile("complete", "SampleFactory.stall();");
    try (var host =
        new PluginHost(folder, builder -> builder.callDeadline(Duration.ofSeconds(30)))) {
      host.add("hostile", "hostile");
      StartedSignIn started = host.host.begin("hostile");
      var seen = new CompletableFuture<String>();
      var caller =
          new Thread(
              () -> {
                try {
                  host.finish(started, "hostile");
                } catch (ConnectorException e) {
                  seen.complete(e.error() + " " + Thread.currentThread().isInterrupted());
                }
              });
      caller.start();
      caller.interrupt();
      assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo("UNAVAILABLE true");
      caller.join();
    }
  }

  private void hostile(String place, String code) {
    PluginJarBuilder.good("hostile")
        .code(place, code)
        .code(
            "members",
            """
            static int recurse(int depth) { return recurse(depth + 1) + 1; }
            static void allocate() {
              var kept = new ArrayList<byte[]>();
              while (true) { kept.add(new byte[64 * 1024 * 1024]); }
            }
            static void stall() {
              while (!Boolean.getBoolean("connector.test.release")) { Thread.onSpinWait(); }
            }
            @SuppressWarnings("unchecked")
            static <T extends Throwable> void sneak(Throwable t) throws T { throw (T) t; }
            """)
        .writeTo(folder, "hostile.jar");
  }

  private static ConnectorError errorOf(CompletableFuture<?> call) {
    try {
      call.join();
      throw new AssertionError("The call succeeded.");
    } catch (CompletionException e) {
      return ((ConnectorException) e.getCause()).error();
    }
  }
}
