package dev.connectorkit.console.guide;

import gg.jte.Content;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Renders Markdown of a plugin inert: HTML in it is text, links lead to http and https alone and
 * tell nobody where they come from, and pictures are not loaded but named.
 */
public final class Guide {

  private static final int MAX_DEPTH = 50;

  // The page has its own title and the guide a heading beside the form.
  private static final int BELOW = 2;
  private static final int DEEPEST = 6;

  private static final Parser PARSER = Parser.builder().maxOpenBlockParsers(MAX_DEPTH).build();

  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .escapeHtml(true)
          .sanitizeUrls(true)
          .percentEncodeUrls(true)
          .attributeProviderFactory(context -> new Links())
          .build();

  private Guide() {}

  /** A readme for a template, which takes it as it is. */
  public static Content of(String readme) {
    String html = html(readme);
    return output -> output.writeContent(html);
  }

  static String html(String readme) {
    Node document = PARSER.parse(readme);
    document.accept(new Inert());
    return RENDERER.render(document);
  }

  private static boolean isWebAddress(String destination) {
    try {
      URI uri = new URI(destination);
      return List.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /**
   * Leaves of a link its text where it leads to anything but the web, and of a picture its name.
   */
  private static final class Inert extends AbstractVisitor {

    @Override
    public void visit(Heading heading) {
      heading.setLevel(Math.min(DEEPEST, heading.getLevel() + BELOW));
      visitChildren(heading);
    }

    @Override
    public void visit(Link link) {
      visitChildren(link);
      if (!isWebAddress(link.getDestination())) {
        unwrap(link);
      }
    }

    @Override
    public void visit(Image image) {
      visitChildren(image);
      unwrap(image);
    }

    private static void unwrap(Node node) {
      Node child = node.getFirstChild();
      if (child == null) {
        node.insertBefore(new Text(""));
      }
      while (child != null) {
        Node next = child.getNext();
        node.insertBefore(child);
        child = next;
      }
      node.unlink();
    }
  }

  private static final class Links implements AttributeProvider {

    @Override
    public void setAttributes(Node node, String tagName, Map<String, String> attributes) {
      if (node instanceof Link) {
        attributes.put("rel", "noreferrer noopener");
      }
    }
  }
}
