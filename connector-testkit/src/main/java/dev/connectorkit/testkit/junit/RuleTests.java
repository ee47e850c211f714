package dev.connectorkit.testkit.junit;

import dev.connectorkit.testkit.report.Report;
import dev.connectorkit.testkit.report.Summary;
import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Group;
import dev.connectorkit.testkit.rule.Rule;
import dev.connectorkit.testkit.rule.Waivers;
import dev.connectorkit.testkit.run.Verification;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Runs the kit once, beside the tests, which each wait for their rule's verdict. */
final class RuleTests {

  private final CompletableFuture<Report> run;
  private final Class<?> testClass;

  private RuleTests(CompletableFuture<Report> run, Class<?> testClass) {
    this.run = run;
    this.testClass = testClass;
  }

  static Stream<DynamicNode> of(ConnectorConformance test) throws Exception {
    Optional<Path> waivers = test.waivers();
    Verification verification =
        Verification.of(test.connectorJar(), test.wireShape())
            .timeoutFactor(test.timeoutFactor())
            .waivers(waivers.isPresent() ? Waivers.read(waivers.get()) : Waivers.none());
    var tests = new RuleTests(CompletableFuture.supplyAsync(verification::run), test.getClass());
    return Stream.concat(
        Arrays.stream(Group.values()).map(tests::group), Stream.of(tests.staleWaivers()));
  }

  private DynamicNode group(Group group) {
    List<Rule> rules =
        Catalogue.current().rules().stream().filter(rule -> rule.group() == group).toList();
    return DynamicContainer.dynamicContainer(
        group.name() + " " + group.title(), rules.stream().map(this::test));
  }

  private DynamicNode test(Rule rule) {
    return DynamicTest.dynamicTest(
        rule.toString(), source(rule), () -> require(line(run.get(), rule)));
  }

  /** Lets reports and IDEs name the test by its rule. */
  private URI source(Rule rule) {
    return URI.create("method:" + testClass.getName() + "#" + rule.id().replace('-', '_') + "()");
  }

  private DynamicNode staleWaivers() {
    return DynamicTest.dynamicTest(
        "no waiver is stale",
        () ->
            Assertions.assertTrue(
                run.get().staleWaivers().isEmpty(),
                () -> String.join(" ", run.join().staleWaivers())));
  }

  private static Report.Line line(Report report, Rule rule) {
    return report.rules().stream()
        .filter(line -> line.id().equals(rule.id()))
        .findFirst()
        .orElseThrow();
  }

  private static void require(Report.Line line) {
    switch (line.verdict()) {
      case FAIL, NOT_REACHED, HARNESS_ERROR -> Assertions.fail(Summary.detail(line));
      case NOT_APPLICABLE -> Assumptions.abort(line.reason());
      case WARN, WAIVED -> Assumptions.abort(line.verdict().words() + ": " + line.reason());
      case PASS -> {
        // As it should be.
      }
    }
  }
}
