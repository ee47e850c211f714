package dev.connectorkit.testkit.junit;

import dev.connectorkit.testkit.plugin.Complaint;
import dev.connectorkit.testkit.plugin.JarDiagnosis;
import dev.connectorkit.testkit.plugin.ToldFailure;
import dev.connectorkit.testkit.report.Report;
import dev.connectorkit.testkit.report.Summary;
import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.Group;
import dev.connectorkit.testkit.rule.OrdinarySignIn;
import dev.connectorkit.testkit.rule.Rule;
import dev.connectorkit.testkit.rule.Verdict;
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

/**
 * Runs the kit once, beside the tests, which each wait for their rule's verdict. Where a host does
 * not load the jar, or an ordinary sign-in does not work, that is the one failure: a hundred others
 * would only follow from it.
 */
final class RuleTests {

  private static final String START = "a host loads the jar, and an ordinary sign-in works";

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
    var files = new ReportFiles(test.connectorJar());
    List<Rule> all = Catalogue.current().rules();
    Report first = verification.rules(List.of(ordinarySignIn(all))).run();
    Optional<Report.Line> obstacle = first.startHere();
    if (obstacle.isPresent()) {
      files.write(first);
      return stopped(test.connectorJar(), obstacle.get(), all.size());
    }
    verification.rules(all);
    var tests = new RuleTests(CompletableFuture.supplyAsync(verification::run), test.getClass());
    return Stream.of(
            Stream.of(DynamicTest.dynamicTest(START, () -> {})),
            Arrays.stream(Group.values()).map(tests::group),
            Stream.of(tests.staleWaivers(), tests.report(files)))
        .flatMap(nodes -> nodes);
  }

  private static Rule ordinarySignIn(List<Rule> all) {
    return all.stream().filter(rule -> rule.id().equals(OrdinarySignIn.RULE)).findFirst().get();
  }

  private static Stream<DynamicNode> stopped(Path jar, Report.Line line, int rules) {
    List<String> wrong = wrong(jar, line);
    String why = wrong.isEmpty() ? failure(line).getMessage() : wrong.get(0);
    return Stream.of(
        DynamicTest.dynamicTest(
            START,
            () -> {
              ToldFailure.unlessEmpty(wrong);
              throw failure(line);
            }),
        DynamicTest.dynamicTest(
            rules + " rules", () -> Assumptions.abort("Not looked at, because of this: " + why)));
  }

  /** What is wrong in the author's files or jar; empty where only the sign-in shows that. */
  private static List<String> wrong(Path jar, Report.Line line) {
    List<Complaint> refusal =
        line.verdict() == Verdict.NOT_REACHED ? JarDiagnosis.of(jar) : List.of();
    // Such a class may be needed no sooner than in a sign-in.
    return texts(refusal.isEmpty() ? JarDiagnosis.missingClasses(jar) : refusal);
  }

  private static List<String> texts(List<Complaint> complaints) {
    return complaints.stream().map(Complaint::toString).toList();
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

  private DynamicNode report(ReportFiles files) {
    return DynamicTest.dynamicTest(
        "the report",
        () -> {
          Report report = run.get();
          files.write(report);
          System.out.print(Summary.notes(report) + Summary.closing(report));
          System.out.println("Report: " + files.html());
        });
  }

  private static Report.Line line(Report report, Rule rule) {
    return report.rules().stream()
        .filter(line -> line.id().equals(rule.id()))
        .findFirst()
        .orElseThrow();
  }

  private static void require(Report.Line line) {
    switch (line.verdict()) {
      case FAIL, NOT_REACHED, HARNESS_ERROR -> throw failure(line);
      case NOT_APPLICABLE -> Assumptions.abort(line.reason());
      case WARN, WAIVED -> Assumptions.abort(line.verdict().words() + ": " + line.reason());
      case PASS -> {
        // As it should be.
      }
    }
  }

  private static ToldFailure failure(Report.Line line) {
    return new ToldFailure(
        line.id() + ": " + line.reason() + " To do: " + line.toDo(), Summary.detail(line).strip());
  }
}
