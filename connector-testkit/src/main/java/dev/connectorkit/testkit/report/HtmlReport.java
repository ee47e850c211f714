package dev.connectorkit.testkit.report;

/** The report as one page. */
public final class HtmlReport {
  private HtmlReport() {}

  public static String of(Report report) {
    return JsonReport.of(report);
  }
}
