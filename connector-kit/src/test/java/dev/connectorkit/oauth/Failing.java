package dev.connectorkit.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts a typed failure, in which no secret shows. */
final class Failing {

  private Failing() {}

  static ConnectorException with(ConnectorError error, ThrowingCallable call) {
    var failure = new ConnectorException[1];
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> {
              failure[0] = e;
              assertThat(e.error()).as(e.getMessage()).isEqualTo(error);
              var trace = new StringWriter();
              e.printStackTrace(new PrintWriter(trace));
              assertThat(trace.toString()).doesNotContain("canary");
              assertThat(e.providerErrorDescription().orElse("")).doesNotContain("\n", "\u001b");
            });
    return failure[0];
  }
}
