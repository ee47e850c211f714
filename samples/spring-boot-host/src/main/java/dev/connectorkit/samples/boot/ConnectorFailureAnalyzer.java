package dev.connectorkit.samples.boot;

import dev.connectorkit.spi.ConnectorException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why the application does not start, in place of a stack trace. */
class ConnectorFailureAnalyzer extends AbstractFailureAnalyzer<ConnectorException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, ConnectorException failure) {
    return new FailureAnalysis(
        String.valueOf(failure.getMessage()),
        "Correct the properties under 'connectors', or what is in the plugins folder. Jars that"
            + " are not in use are in the log above, each with what to do.",
        failure);
  }
}
