package dev.connectorkit.host;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Logo;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Tells a picture from a document that acts: SVG can run scripts, load addresses and read entities.
 * Only what draws is let through, so that a logo is harmless also where somebody shows it inline.
 */
public final class StillPicture {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int MAX_DEPTH = 100;
  private static final String SVG = "http://www.w3.org/2000/svg";

  // What draws. No links, no pictures in the picture, no animation: it can set any attribute.
  private static final Set<String> ELEMENTS =
      Set.of(
          "svg",
          "g",
          "defs",
          "symbol",
          "use",
          "path",
          "rect",
          "circle",
          "ellipse",
          "line",
          "polyline",
          "polygon",
          "text",
          "tspan",
          "textPath",
          "title",
          "desc",
          "linearGradient",
          "radialGradient",
          "stop",
          "pattern",
          "clipPath",
          "mask",
          "marker",
          "style",
          "filter",
          "feBlend",
          "feColorMatrix",
          "feComposite",
          "feFlood",
          "feGaussianBlur",
          "feMerge",
          "feMergeNode",
          "feOffset");

  // Leaves the document, or hides that it does.
  private static final Pattern REACHES_OUT =
      Pattern.compile("//|\\\\|(?:data|javascript):|url\\(['\"]?[^#'\"]|@(?!media)");

  private StillPicture() {}

  /**
   * For whoever has pictures from elsewhere; those of connectors are checked when they load.
   *
   * @throws ConnectorException with {@link ConnectorError#INVALID_METADATA}
   */
  public static void check(Logo logo) {
    byte[] content = logo.content();
    if (logo.mediaType().equals("image/png")) {
      if (!Arrays.equals(PNG, Arrays.copyOf(content, PNG.length))) {
        throw refused("It is no PNG.");
      }
      return;
    }
    // The JDK's own, whatever else is on the class path.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      check(factory.createXMLStreamReader(new ByteArrayInputStream(content)));
    } catch (XMLStreamException e) {
      throw refused("It is not well-formed XML.");
    }
  }

  private static void check(XMLStreamReader xml) throws XMLStreamException {
    int depth = 0;
    boolean style = false;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw refused("It has a document type or an entity.");
        case XMLStreamConstants.PROCESSING_INSTRUCTION ->
            throw refused("It has a processing instruction.");
        case XMLStreamConstants.START_ELEMENT -> {
          checkElement(xml, depth);
          style = xml.getLocalName().equals("style");
          depth++;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          style = false;
          depth--;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (style) {
            checkText("style", xml.getText());
          }
        }
        default -> {}
      }
    }
  }

  private static void checkElement(XMLStreamReader xml, int depth) {
    String name = xml.getLocalName();
    String namespace = xml.getNamespaceURI();
    boolean draws =
        ELEMENTS.contains(name)
            && (namespace == null || namespace.isEmpty() || namespace.equals(SVG));
    if (!draws || (depth == 0 && !name.equals("svg"))) {
      throw refused("It has the element '" + name + "', which is not among those that draw.");
    }
    if (depth > MAX_DEPTH) {
      throw refused("It is nested more than " + MAX_DEPTH + " deep.");
    }
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      checkAttribute(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
    }
  }

  private static void checkAttribute(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean local = !lower.equals("href") || value.startsWith("#");
    if (lower.startsWith("on") || lower.equals("base") || !local) {
      throw refused("It has the attribute '" + name + "', which runs or loads something.");
    }
    checkText(name, value);
  }

  private static void checkText(String where, String text) {
    String compact = text.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
    if (REACHES_OUT.matcher(compact).find()) {
      throw refused("Its '" + where + "' refers to something outside of the picture.");
    }
  }

  private static ConnectorException refused(String reason) {
    return ConnectorException.of(ConnectorError.INVALID_METADATA)
        .message("The logo is refused. " + reason + " Save it as plain SVG of shapes, or as PNG.")
        .build();
  }
}
