#set($text = $providerName.replace('"', '\"'))
package ${package};

import dev.connectorkit.spi.LocalizedText;
import java.util.Map;

/** Name and description, in the languages it speaks. */
final class Texts {

  static final LocalizedText NAME = LocalizedText.english("${text}");

  static final LocalizedText DESCRIPTION =
      new LocalizedText(
          Map.of(
              "en", "Let people sign in with their ${text} account.",
              "de", "Anmeldung mit einem Konto bei ${text}."));

  private Texts() {}
}
