package dev.connectorkit.testkit.cli;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.connectorkit.testkit.check.UnusableCandidateException;
import dev.connectorkit.testkit.report.HtmlReport;
import dev.connectorkit.testkit.report.JsonReport;
import dev.connectorkit.testkit.report.JunitReport;
import dev.connectorkit.testkit.report.Report;
import dev.connectorkit.testkit.report.SarifReport;
import dev.connectorkit.testkit.report.Summary;
import dev.connectorkit.testkit.rule.Catalogue;
import dev.connectorkit.testkit.rule.InvalidWaiversException;
import dev.connectorkit.testkit.rule.Rule;
import dev.connectorkit.testkit.rule.UnknownRuleException;
import dev.connectorkit.testkit.rule.Waivers;
import dev.connectorkit.testkit.run.Verification;
import dev.connectorkit.testkit.shape.InvalidWireShapeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the rules on a jar. */
@Command(
    name = "verify",
    description = "Runs the rules on a connector jar, at its production addresses in a fake world.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all is well",
      "1:a rule is broken, or its point was not reached",
      "2:a waiver is stale, expired or names no rule",
      "3:the call is wrong, the kit failed, or no rule was checked"
    })
final class VerifyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "JAR", description = "The connector's jar.")
  private Path jar = Path.of("");

  @Option(
      names = "--shape",
      paramLabel = "FILE",
      description = "The wire-shape file; otherwise the one beside or inside the jar.")
  private Optional<Path> shape = Optional.empty();

  @Option(
      names = "--select",
      paramLabel = "RULES",
      description = "Only these rules and groups, for example AUTH-06,IDT.")
  private Optional<String> selection = Optional.empty();

  @Option(names = "--waivers", paramLabel = "FILE", description = "Breaches accepted for now.")
  private Optional<Path> waivers = Optional.empty();

  @Option(
      names = "--timeout-factor",
      paramLabel = "N",
      description = "Multiplies everything that is waited for, on a slow machine.")
  private double timeoutFactor = 1;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the report as JSON.")
  private @Nullable Path json;

  @Option(names = "--junit", paramLabel = "FILE", description = "Writes it as JUnit XML.")
  private @Nullable Path junit;

  @Option(names = "--html", paramLabel = "FILE", description = "Writes it as one HTML page.")
  private @Nullable Path html;

  @Option(names = "--sarif", paramLabel = "FILE", description = "Writes the failures as SARIF.")
  private @Nullable Path sarif;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    try {
      List<Rule> rules =
          selection.isPresent()
              ? Catalogue.current().select(selection.get())
              : Catalogue.current().rules();
      Map<Path, Function<Report, String>> files = files();
      for (Path file : files.keySet()) {
        requireWritable(file);
      }
      if (!(timeoutFactor > 0 && timeoutFactor <= 100)) {
        err.println("The timeout factor is a number over 0, at most 100.");
        return Report.UNUSABLE;
      }
      Verification verification =
          Verification.of(jar, shape)
              .rules(rules)
              .timeoutFactor(timeoutFactor)
              .waivers(waivers.isPresent() ? Waivers.read(waivers.get()) : Waivers.none());
      ProgressLine progress = new ProgressLine(err, rules.size());
      Report report = verification.progress(progress).run();
      progress.end();
      out.print(Summary.of(report));
      out.flush();
      for (Map.Entry<Path, Function<Report, String>> file : files.entrySet()) {
        write(file.getKey(), file.getValue().apply(report));
      }
      return report.exitCode();
    } catch (UnusableCandidateException
        | InvalidWireShapeException
        | InvalidWaiversException
        | UnknownRuleException e) {
      err.println(e.getMessage());
      return Report.UNUSABLE;
    } catch (IOException e) {
      err.println(
          "The report cannot be written to "
              + e.getMessage()
              + ". Name a file in a folder that"
              + " exists and can be written to.");
      return Report.UNUSABLE;
    }
  }

  private static void write(Path file, String report) throws IOException {
    try {
      Files.writeString(file, report);
    } catch (IOException e) {
      throw new IOException(file.toString(), e);
    }
  }

  private Map<Path, Function<Report, String>> files() {
    var files = new LinkedHashMap<Path, Function<Report, String>>();
    put(files, json, JsonReport::of);
    put(files, junit, JunitReport::of);
    put(files, html, HtmlReport::of);
    put(files, sarif, SarifReport::of);
    return files;
  }

  private static void put(
      Map<Path, Function<Report, String>> files,
      @Nullable Path file,
      Function<Report, String> form) {
    if (file != null) {
      files.put(file, form);
    }
  }

  /** Before a run of a minute, not after it. */
  private static void requireWritable(Path file) throws IOException {
    boolean isNew = Files.notExists(file);
    try (var out = Files.newOutputStream(file, CREATE, APPEND)) {
      out.flush();
    } catch (IOException | SecurityException e) {
      throw new IOException(file.toString(), e);
    }
    if (isNew) {
      Files.delete(file);
    }
  }
}
