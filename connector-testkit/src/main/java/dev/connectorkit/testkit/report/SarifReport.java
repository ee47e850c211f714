package dev.connectorkit.testkit.report;

/** The report as one page. */
public final class SarifReport {
  private SarifReport() {}

  public static String of(Report report) {
    return JsonReport.of(report);
  }
}
