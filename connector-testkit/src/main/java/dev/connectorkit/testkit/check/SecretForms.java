package dev.connectorkit.testkit.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The forms in which a secret can stand in a text. */
final class SecretForms {

  private SecretForms() {}

  /** How a secret stands in a text; empty when it does not. */
  static Optional<String> find(String secret, String text) {
    return of(secret).entrySet().stream()
        .filter(form -> text.contains(form.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** All forms, each with its name. */
  static Map<String, String> of(String secret) {
    byte[] bytes = secret.getBytes(UTF_8);
    var forms = new LinkedHashMap<String, String>();
    forms.put("in clear", secret);
    forms.put("form-encoded", URLEncoder.encode(secret, UTF_8));
    // Whole groups of three bytes only, so that what follows in the same encoding does not matter.
    int whole = bytes.length / 3 * 3;
    byte[] groups = java.util.Arrays.copyOf(bytes, whole);
    forms.put("in base64", Base64.getEncoder().encodeToString(groups));
    forms.put("in base64url", Base64.getUrlEncoder().encodeToString(groups));
    forms.put("in hexadecimal", HexFormat.of().formatHex(bytes));
    forms.put(
        "in upper-case hexadecimal", HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT));
    forms.put("reversed", new StringBuilder(secret).reverse().toString());
    return forms;
  }
}
