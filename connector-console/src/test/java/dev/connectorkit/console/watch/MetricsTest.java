package dev.connectorkit.console.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.host.trial.ProviderCall.Kind;
import dev.connectorkit.host.watch.SignInStep;
import dev.connectorkit.host.watch.WatchedCall;
import dev.connectorkit.spi.ConnectorError;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private final Metrics metrics = new Metrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void aSignInIsCountedByInstanceConnectorOutcomeAndCode() {
    metrics.signIn(SignInLogTest.completed("one", 70));
    metrics.signIn(SignInLogTest.completed("one", 70));
    metrics.signIn(SignInLogTest.failed("one", SignInStep.TOKEN, ConnectorError.INVALID_CONFIG));

    assertThat(metrics.text())
        .contains(
            "connector_sign_in_complete_seconds_count{connector_id=\"sample\",error_type=\"none\","
                + "instance_id=\"one\",outcome=\"success\"} 2",
            "connector_sign_in_complete_seconds_count{connector_id=\"sample\","
                + "error_type=\"invalid_config\",instance_id=\"one\",outcome=\"failure\"} 1",
            "outcome=\"success\",le=\"0.05\"} 0",
            "outcome=\"success\",le=\"0.1\"} 2");
  }

  @Test
  void aRequestIsCountedByWhatItIsForAndItsStatus() {
    metrics.call(call(OptionalInt.of(200), Optional.empty()));
    metrics.call(call(OptionalInt.of(503), Optional.empty()));
    metrics.call(call(OptionalInt.empty(), Optional.of(ConnectorError.TIMEOUT)));

    assertThat(metrics.text())
        .contains(
            "connector_provider_request_seconds_count{connector_id=\"sample\",error_type=\"none\","
                + "instance_id=\"one\",kind=\"token\",status=\"2xx\"} 1",
            "kind=\"token\",status=\"5xx\"} 1",
            "error_type=\"timeout\",instance_id=\"one\",kind=\"token\",status=\"none\"} 1");
  }

  @Test
  void anyNumberOfSignInsAndInstancesMakesABoundedNumberOfLines() {
    for (int i = 0; i < 2 * Metrics.INSTANCES; i++) {
      metrics.signIn(SignInLogTest.completed("instance-" + i, i));
    }
    long lines = metrics.text().lines().count();
    for (int i = 0; i < 3_000; i++) {
      metrics.signIn(SignInLogTest.completed("instance-" + i, i));
    }

    assertThat(metrics.text().lines().count()).isEqualTo(lines);
    assertThat(metrics.text())
        .contains("instance_id=\"instance-0\"", "instance_id=\"_other\"")
        .doesNotContain("instance_id=\"instance-300\"");
  }

  @Test
  void theProcessIsMeasuredToo() {
    assertThat(metrics.text())
        .contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "process_cpu_usage");
  }

  private static WatchedCall call(OptionalInt status, Optional<ConnectorError> failure) {
    return new WatchedCall("one", "sample", Kind.TOKEN, Duration.ofMillis(9), status, failure);
  }
}
