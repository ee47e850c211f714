package dev.connectorkit.testkit.report;

import dev.connectorkit.testkit.report.Report.Line;
import dev.connectorkit.testkit.rule.Verdict;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The report in the XML that build servers read as test results: one test case for each rule. */
public final class JunitReport {

  private JunitReport() {}

  public static String of(Report report) {
    var text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", "conformance of " + report.plugin().id());
      xml.writeAttribute("tests", String.valueOf(report.rules().size()));
      xml.writeAttribute(
          "failures",
          String.valueOf(report.count(Verdict.FAIL) + report.count(Verdict.NOT_REACHED)));
      xml.writeAttribute("errors", String.valueOf(report.count(Verdict.HARNESS_ERROR)));
      xml.writeAttribute(
          "skipped",
          String.valueOf(report.count(Verdict.NOT_APPLICABLE) + report.count(Verdict.WAIVED)));
      xml.writeAttribute("time", seconds(report.durationMillis()));
      xml.writeAttribute("timestamp", report.startedAt());
      for (Line line : report.rules()) {
        write(xml, report, line);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      return text + "\n";
    } catch (XMLStreamException e) {
      throw new IllegalStateException("Writing to memory cannot fail.", e);
    }
  }

  private static void write(XMLStreamWriter xml, Report report, Line line)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "conformance." + report.plugin().id() + "." + line.group());
    xml.writeAttribute("name", line.id() + " " + line.title());
    xml.writeAttribute("time", seconds(line.durationMillis()));
    switch (line.verdict()) {
      case FAIL, NOT_REACHED -> problem(xml, "failure", line);
      case HARNESS_ERROR -> problem(xml, "error", line);
      case NOT_APPLICABLE, WAIVED -> {
        xml.writeEmptyElement("skipped");
        xml.writeAttribute("message", clean(line.reason()));
      }
      case WARN -> {
        xml.writeStartElement("system-out");
        xml.writeCharacters(clean(Summary.detail(line)));
        xml.writeEndElement();
      }
      case PASS -> {
        // Nothing to say.
      }
    }
    xml.writeEndElement();
  }

  private static void problem(XMLStreamWriter xml, String element, Line line)
      throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeAttribute("type", line.verdict().name());
    xml.writeAttribute("message", clean(line.reason()));
    xml.writeCharacters(clean(Summary.detail(line)));
    xml.writeEndElement();
  }

  /** Without characters that XML 1.0 cannot hold. */
  private static String clean(String text) {
    return text.replaceAll(
        "[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
  }

  private static String seconds(long millis) {
    return String.format(java.util.Locale.ROOT, "%.3f", millis / 1000.0);
  }
}
