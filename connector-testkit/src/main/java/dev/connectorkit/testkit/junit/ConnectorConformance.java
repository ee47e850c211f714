package dev.connectorkit.testkit.junit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Shows every rule as a test. A test class implements it, and that is all:
 *
 * <pre>{@code
 * class AcmeConformanceIT implements ConnectorConformance {}
 * }</pre>
 *
 * <p>It runs after the jar is packaged, so its name ends in {@code IT}, for Failsafe. A rule that
 * is not about connectors like this one shows as skipped, with the reason.
 *
 * <p>First comes an ordinary sign-in. Where that does not work, it is the one failure, and the
 * rules are not looked at.
 *
 * <p>The last lines tell the level; {@code conformance-report.html} and {@code
 * conformance-report.json} are beside the jar.
 */
public interface ConnectorConformance {

  /** The system property that names the jar, as the parent of connector plugins sets it. */
  String JAR_PROPERTY = "connector.jar";

  /** The jar under test: the one that the system property names. */
  default Path connectorJar() {
    return Path.of(
        Optional.ofNullable(System.getProperty(JAR_PROPERTY))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Name the connector's jar: set the system property "
                            + JAR_PROPERTY
                            + ", or override connectorJar().")));
  }

  /** The wire-shape file; empty for the one beside or inside the jar. */
  default Optional<Path> wireShape() {
    return Optional.empty();
  }

  /** Breaches accepted for now: {@code src/test/conformance-waivers.json}, if there is one. */
  default Optional<Path> waivers() {
    return Optional.of(Path.of("src", "test", "conformance-waivers.json")).filter(Files::exists);
  }

  /** Multiplies everything that is waited for, on a slow machine. */
  default double timeoutFactor() {
    return 1;
  }

  /** One test for each rule, in a container for each group. */
  @TestFactory
  default Stream<DynamicNode> conformance() throws Exception {
    return RuleTests.of(this);
  }
}
