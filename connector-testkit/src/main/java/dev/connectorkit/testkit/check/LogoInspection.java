package dev.connectorkit.testkit.check;

import dev.connectorkit.spi.Logo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Looks whether a logo is a picture and nothing more. */
final class LogoInspection {

  private static final Set<String> ACTIVE =
      Set.of("script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler");
  private static final Pattern OUTSIDE =
      Pattern.compile("(?i)@import|url\\(\\s*['\"]?(?!#|data:image/)");

  private LogoInspection() {}

  static void require(Logo logo) throws Breach {
    byte[] content = logo.content();
    Breach.unless(
        content.length > 0 && content.length <= Logo.MAX_BYTES,
        "it has at most " + Logo.MAX_BYTES + " bytes",
        "it has " + content.length);
    if (logo.mediaType().equals("image/png")) {
      requirePng(content);
    } else {
      requireInert(parse(content));
    }
  }

  private static void requirePng(byte[] content) throws Breach {
    try {
      Breach.unless(
          ImageIO.read(new ByteArrayInputStream(content)) != null,
          "it is a PNG picture",
          "it is not");
    } catch (IOException e) {
      throw new Breach("it is a PNG picture", "it cannot be read");
    }
  }

  private static Element parse(byte[] content) throws Breach {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      // No entities, and so nothing that is fetched or multiplied.
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      Element root = builder.parse(new ByteArrayInputStream(content)).getDocumentElement();
      Breach.unless(
          "svg".equals(root.getLocalName()),
          "it is an SVG picture",
          "its root is " + root.getLocalName());
      return root;
    } catch (SAXException | IOException e) {
      throw new Breach("it is well-formed XML without a DOCTYPE", "it is not");
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("Every JDK parses XML.", e);
    }
  }

  private static void requireInert(Element element) throws Breach {
    String name = String.valueOf(element.getLocalName()).toLowerCase(Locale.ROOT);
    Breach.unless(!ACTIVE.contains(name), "it has no active content", "it has a " + name);
    if (name.equals("style")) {
      requireInside(String.valueOf(element.getTextContent()));
    }
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      Node attribute = element.getAttributes().item(i);
      requireHarmless(
          String.valueOf(attribute.getNodeName()).toLowerCase(Locale.ROOT),
          String.valueOf(attribute.getNodeValue()).strip());
    }
    NodeList children = element.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      if (children.item(i) instanceof Element child) {
        requireInert(child);
      }
    }
  }

  private static void requireHarmless(String name, String value) throws Breach {
    Breach.unless(!name.startsWith("on"), "it has no event handlers", "it has " + name);
    if (name.equals("href") || name.endsWith(":href") || name.equals("src")) {
      boolean inside =
          value.startsWith("#") || value.matches("(?i)data:image/(png|jpeg|gif|webp);.*");
      Breach.unless(inside, "it refers to nothing outside", name + " is '" + value + "'");
    } else if (!name.startsWith("xmlns")) {
      requireInside(value);
    }
  }

  private static void requireInside(String style) throws Breach {
    Breach.unless(!OUTSIDE.matcher(style).find(), "it refers to nothing outside", "a style does");
  }
}
