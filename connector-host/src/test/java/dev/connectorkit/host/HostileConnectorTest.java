package dev.connectorkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.connectorkit.host.plugin.PluginJarBuilder;
import dev.connectorkit.spi.AuthorizationRequest.Hint;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A connector that misbehaves harms its own calls and no others. */
@Timeout(300)
@ExtendWith(Stalls.class)
class HostileConnectorTest {

  private static final int BOUND = 4;

  @TempDir Path folder;

  static Stream<Arguments> whatEndsByItself() {
    return Stream.of(
        Arguments.of("throws", "if (true) throw new IllegalStateException(\"secret\");"),
        Arguments.of("throws an Error", "if (true) throw new Error(\"secret\");"),
        Arguments.of("throws ThreadDeath", "if (true) throw new ThreadDeath();"),
        Arguments.of(
            "throws what it does not declare",
            "SampleFactory.<RuntimeException>sneak(new java.io.IOException(\"secret\"));"),
        Arguments.of(
            "throws with a secret in a cause",
            "if (true) throw new RuntimeException(new IllegalStateException(\"secret\"));"),
        Arguments.of("throws what hangs when it is looked at", "if (true) throw new Trap();"),
        Arguments.of("recurses without end", "recurse(0);"),
        // More than any heap: refused at once, whatever the size of this one.
        Arguments.of("asks for more memory than there is", "kept = new long[Integer.MAX_VALUE];"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whatEndsByItself")
  void oneThatFailsHarmsOnlyItsOwnCalls(String what, String code) {
    hostile("complete", code);
    good();
    try (var host = new PluginHost(folder)) {
      host.add("hostile", "hostile");
      host.add("good", "good");
      StartedSignIn started = host.host.begin("hostile");

      Throwable failure = catchThrowable(() -> host.finish(started, "hostile"));

      assertThat(failure)
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.error()).isEqualTo(ConnectorError.UNEXPECTED))
          .hasMessageContaining("'hostile 1.0.0'")
          .hasMessageContaining("complete()");
      assertThat(stackTrace(failure)).doesNotContain("secret");
      assertThat(host.signIn("good")).isEqualTo("1.0.0 to 1.0.0");
      assertThat(host.host.begin("hostile").authorizationUri()).hasHost("sample.example");
    }
  }

  @Test
  void whereItFailedIsToldWithoutItsWords() {
    hostile("complete", "if (true) throw new RuntimeException(\"secret\", new Trap());");
    try (var host = new PluginHost(folder)) {
      host.add("hostile", "hostile");
      StartedSignIn started = host.host.begin("hostile");

      Throwable failure = catchThrowable(() -> host.finish(started, "hostile"));

      assertThat(failure.getCause()).hasMessage("java.lang.RuntimeException");
      assertThat(failure.getCause().getCause()).hasMessage("sample.SampleFactory$Trap");
      assertThat(stackTrace(failure)).contains("sample.SampleFactory$Sample.complete(");
      for (Throwable one = failure; one != null; one = one.getCause()) {
        // Neither its code runs where this is logged, nor does this keep its class loader.
        assertThat(one.getClass().getClassLoader()).isEqualTo(getClass().getClassLoader());
      }
    }
  }

  @Test
  void aTypedFailureKeepsWhatItSaysAndLosesForeignCauses() {
    hostile(
        "complete",
        """
        if (true) throw ConnectorException.of(ConnectorError.RATE_LIMITED)
            .message("Later.")
            .httpStatus(429)
            .provider("slow_down", "Please.")
            .retryAfter(java.time.Duration.ofSeconds(7))
            .cause(new Trap())
            .build();
        """);
    try (var host = new PluginHost(folder)) {
      host.add("hostile", "hostile");
      StartedSignIn started = host.host.begin("hostile");

      assertThatThrownBy(() -> host.finish(started, "hostile"))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> {
                assertThat(e).hasMessage("Later.");
                assertThat(e.error()).isEqualTo(ConnectorError.RATE_LIMITED);
                assertThat(e.httpStatus()).hasValue(429);
                assertThat(e.providerError()).contains("slow_down");
                assertThat(e.providerErrorDescription()).contains("Please.");
                assertThat(e.retryAfter()).contains(Duration.ofSeconds(7));
                assertThat(e.getCause()).hasMessage("sample.SampleFactory$Trap");
                assertThat(e.getStackTrace()[0].getClassName()).startsWith("dev.connectorkit.spi");
              });
    }
  }

  @Test
  void aTypedFailureLosesWhatItSuppressed() {
    hostile(
        "complete",
        """
        var failure = ConnectorException.of(ConnectorError.RATE_LIMITED).message("Later.").build();
        failure.addSuppressed(new Trap());
        if (true) throw failure;
        """);
    try (var host = new PluginHost(folder)) {
      host.add("hostile", "hostile");

      Throwable failure = catchThrowable(() -> host.signIn("hostile"));

      assertThat(failure).isInstanceOf(ConnectorException.class).hasMessage("Later.");
      assertThat(failure.getSuppressed()).isEmpty();
    }
  }

  static Stream<Arguments> whatHangs() {
    return Stream.of(
        Arguments.of("spins", "while (" + Stalls.HELD + ") { Thread.onSpinWait(); }"),
        Arguments.of("waits, and swallows interrupts", "stall();"),
        Arguments.of(
            "waits until it is interrupted",
            "try { new java.util.concurrent.CountDownLatch(1).await(); }"
                + " catch (InterruptedException e) { }"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whatHangs")
  void oneThatHangsHarmsOnlyItsOwnCalls(String what, String code) {
    hostile("complete", code);
    good();
    try (var host = impatient()) {
      host.add("hostile", "hostile");
      host.add("good", "good");
      StartedSignIn started = host.host.begin("hostile");

      assertTimesOut(() -> host.finish(started, "hostile"), "complete");

      assertThat(host.signIn("good")).isEqualTo("1.0.0 to 1.0.0");
      assertThat(host.host.begin("hostile").authorizationUri()).hasHost("sample.example");
    }
  }

  static Stream<Arguments> operations() {
    return Stream.of(
        operation("authorize", host -> host.host.begin("hostile")),
        operation("check", host -> host.host.check("hostile")));
  }

  private static Arguments operation(String name, Consumer<PluginHost> call) {
    return Arguments.of(name, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void everyOperationIsBounded(String operation, Consumer<PluginHost> call) {
    hostile(operation, "stall();");
    good();
    try (var host = impatient()) {
      host.add("hostile", "hostile");
      host.add("good", "good");

      assertTimesOut(() -> call.accept(host), operation);

      assertThat(host.signIn("good")).isEqualTo("1.0.0 to 1.0.0");
    }
  }

  @Test
  void oneThatHangsWhenItIsCreatedIsNotAdded() {
    hostile("create", "stall();");
    good();
    try (var host = impatient()) {
      host.add("good", "good");

      assertTimesOut(() -> host.add("hostile", "hostile"), "create");

      assertThat(host.host.instances()).extracting(ConnectorInstance::id).containsExactly("good");
      assertThat(host.signIn("good")).isEqualTo("1.0.0 to 1.0.0");
    }
  }

  @Test
  void oneThatHangsWhenItIsStartedCanBeStartedLater() {
    hostile("start", "stall();");
    good();
    try (var host = impatient()) {
      host.add("hostile", "hostile");
      host.add("good", "good");

      assertTimesOut(() -> host.host.begin("hostile"), "authorize");
      assertThat(host.signIn("good")).isEqualTo("1.0.0 to 1.0.0");

      Stalls.release();
      PluginHost.eventually()
          .ignoreExceptions()
          .until(() -> host.signIn("hostile").equals("1.0.0 to 1.0.0"));
    }
  }

  @Test
  void hangingCallsAreBoundedInNumberAndNeverTakeTheOthersShare() throws Exception {
    hostile("complete", "stall();");
    good();
    ExecutorService callers = Executors.newFixedThreadPool(2 * BOUND);
    Duration deadline = Pace.deadline();
    try (var host =
        new PluginHost(
            folder, builder -> builder.callDeadline(deadline).maxCallsPerInstance(BOUND))) {
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
          .hasMessage(
              "The instance 'hostile' of connector plugin 'hostile 1.0.0' has 4 calls in progress,"
                  + " its bound.");
      assertThat(host.signIn("good")).isEqualTo("1.0.0 to 1.0.0");
      Stalls.release();
      PluginHost.eventually()
          .ignoreExceptions()
          .until(() -> host.signIn("hostile").equals("1.0.0 to 1.0.0"));
    } finally {
      callers.shutdownNow();
      assertThat(callers.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void aSignInIsNotUsedUpByAnInstanceThatTakesNoCall() {
    hostile("authorize", "if (request.hints().isEmpty()) stall();");
    Duration deadline = Pace.deadline();
    try (var host =
        new PluginHost(folder, builder -> builder.callDeadline(deadline).maxCallsPerInstance(1))) {
      host.add("hostile", "hostile");
      StartedSignIn started =
          host.host.begin(
              "hostile", SignInOptions.none().withHints(Map.of(Hint.LOGIN_HINT, "ada")));
      assertTimesOut(() -> host.host.begin("hostile"), "authorize");

      assertThatThrownBy(() -> host.finish(started, "hostile"))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.error()).isEqualTo(ConnectorError.OVERLOADED));
      Stalls.release();
      PluginHost.eventually()
          .ignoreExceptions()
          .until(() -> host.finish(started, "hostile").equals("1.0.0 to 1.0.0"));
    }
  }

  static Stream<Arguments> farewells() {
    return Stream.of(
        operation("an uninstall", host -> host.plugins().uninstall("hostile")),
        operation("a disable", host -> host.plugins().disable("hostile")),
        operation("a removal", host -> host.host.removeInstance("hostile")),
        operation(
            "a new config",
            host -> host.host.updateInstance("hostile", Map.of("clientId", "other"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("farewells")
  void oneThatBlocksInCloseIsLeftBehindWithinTheBound(String what, Consumer<PluginHost> farewell) {
    hostile("close", "stall();");
    good();
    try (var host = impatient()) {
      host.add("hostile", "hostile");
      host.add("good", "good");

      farewell.accept(host);
      Stalls.awaitInside();

      assertThat(host.signIn("good")).isEqualTo("1.0.0 to 1.0.0");
    }
  }

  static Stream<Arguments> plugins() {
    return Stream.of(
        Arguments.of("hangs", "stall();"),
        Arguments.of("throws", "throw new IllegalStateException(\"secret\");"),
        Arguments.of("throws an Error", "throw new Error(\"secret\");"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plugins")
  void aPluginClassThatDoesNotStopIsLeftBehindWithinTheBound(String what, String code) {
    PluginJarBuilder.good("hostile")
        .pluginClass(
            """
            @Override public void start() { System.setProperty("connector.test.life", "started"); }
            @Override public void stop() {
              System.setProperty("connector.test.life", "stopping");
              %s
            }
            """
                .formatted(code))
        .writeTo(folder, "hostile.jar");
    good();
    try (var host = impatient()) {
      assertThat(System.getProperty("connector.test.life")).isEqualTo("started");
      host.add("good", "good");

      host.plugins().uninstall("hostile");

      PluginHost.eventually()
          .until(() -> "stopping".equals(System.getProperty("connector.test.life")));
      assertThat(host.connectors()).containsExactly("good");
      assertThat(host.signIn("good")).isEqualTo("1.0.0 to 1.0.0");
    } finally {
      System.clearProperty("connector.test.life");
    }
  }

  @Test
  void anInterruptedCallerGoesOnAtOnceAndStaysInterrupted() throws Exception {
    hostile("complete", "stall();");
    try (var host = impatient(Duration.ofMinutes(2))) {
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
      Stalls.awaitInside();
      caller.interrupt();
      assertThat(seen.get(1, TimeUnit.MINUTES)).isEqualTo("UNAVAILABLE true");
      caller.join();
      Stalls.release();
    }
  }

  private void good() {
    PluginJarBuilder.good("good").writeTo(folder, "good.jar");
  }

  private PluginHost impatient() {
    return impatient(Pace.deadline());
  }

  private PluginHost impatient(Duration deadline) {
    return new PluginHost(folder, builder -> builder.callDeadline(deadline));
  }

  private void hostile(String place, String code) {
    PluginJarBuilder.good("hostile")
        .code(place, code)
        .code(
            "members",
            """
            static int recurse(int depth) { return recurse(depth + 1) + 1; }
            @SuppressWarnings("unchecked")
            static <T extends Throwable> void sneak(Throwable t) throws T { throw (T) t; }
            static class Trap extends RuntimeException {
              @Override public String getMessage() { stall(); return "secret"; }
              @Override public String toString() { stall(); return "secret"; }
              @Override public void printStackTrace(java.io.PrintWriter out) { stall(); }
            }
            """)
        .writeTo(folder, "hostile.jar");
  }

  private static void assertTimesOut(ThrowingCallable call, String operation) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConnectorException.class, e -> assertThat(e.error()).isEqualTo(ConnectorError.TIMEOUT))
        .hasMessageContaining("'hostile 1.0.0' did not return from " + operation + "()");
  }

  private static String stackTrace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
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
