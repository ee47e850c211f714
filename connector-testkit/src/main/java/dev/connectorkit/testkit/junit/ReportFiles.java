package dev.connectorkit.testkit.junit;

import dev.connectorkit.testkit.report.HtmlReport;
import dev.connectorkit.testkit.report.JsonReport;
import dev.connectorkit.testkit.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build of a connector keeps its report: beside the jar. */
record ReportFiles(Path jar) {

  Path html() {
    return jar.resolveSibling("conformance-report.html");
  }

  void write(Report report) throws IOException {
    Files.writeString(html(), HtmlReport.of(report));
    Files.writeString(jar.resolveSibling("conformance-report.json"), JsonReport.of(report));
  }
}
