package dev.connectorkit.testkit.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms in which a secret can stand in a text. */
final class SecretForms {

  // Fewer bytes could occur by chance.
  private static final int MIN_ENCODED = 6;

  private SecretForms() {}

  /** One form of a secret. */
  private record Form(String name, String text) {}

  /** How a secret stands in a text; empty when it does not. */
  static Optional<String> find(String secret, String text) {
    return of(secret).stream()
        .filter(form -> text.contains(form.text()))
        .map(Form::name)
        .findFirst();
  }

  private static List<Form> of(String secret) {
    byte[] bytes = secret.getBytes(UTF_8);
    List<Form> forms = new ArrayList<>();
    forms.add(new Form("in clear", secret));
    forms.add(new Form("form-encoded", URLEncoder.encode(secret, UTF_8)));
    // An encoded text may begin before the secret and end after it, as in the pair of Basic
    // authentication: whole groups of three bytes look the same at each of three places.
    for (int skipped = 0; skipped < 3 && bytes.length - skipped >= MIN_ENCODED; skipped++) {
      int end = skipped + (bytes.length - skipped) / 3 * 3;
      byte[] groups = Arrays.copyOfRange(bytes, skipped, end);
      forms.add(new Form("in base64", Base64.getEncoder().encodeToString(groups)));
      forms.add(new Form("in base64url", Base64.getUrlEncoder().encodeToString(groups)));
    }
    String hexadecimal = HexFormat.of().formatHex(bytes);
    forms.add(new Form("in hexadecimal", hexadecimal));
    forms.add(new Form("in upper-case hexadecimal", hexadecimal.toUpperCase(Locale.ROOT)));
    forms.add(new Form("reversed", new StringBuilder(secret).reverse().toString()));
    return forms;
  }
}
