package dev.connectorkit.testkit.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import org.junit.jupiter.api.function.Executable;

/** Asserts that something fails as it should. */
public final class Failure {

  private Failure() {}

  /** Runs code that must fail with this error; returns the failure. */
  public static ConnectorException with(ConnectorError expected, Executable code) {
    ConnectorException failure = assertThrows(ConnectorException.class, code);
    assertEquals(expected, failure.error(), failure::getMessage);
    return failure;
  }
}
