package dev.connectorkit.host.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Secrets that a test plants everywhere, and the search for them in whatever disguise. */
final class Canaries {

  static final String CLIENT_SECRET = "canary-cs~7Kq/+%:;4Tz";
  static final String CODE = "canary-code~9Xw/+%:;2Lm";
  static final String ACCESS_TOKEN = "canary-at~3Rb/+%:;8Vn";
  static final String IN_QUERY = "canary-query-5Jd-6Hs";

  private static final List<String> ALL = List.of(CLIENT_SECRET, CODE, ACCESS_TOKEN, IN_QUERY);

  private Canaries() {}

  /** What a hostile server says to have it repeated: all of them, in one line. */
  static String echo() {
    return String.join(" ", ALL);
  }

  static void assertNoneIn(String what, String text) {
    for (String secret : ALL) {
      for (String form : forms(secret)) {
        assertThat(text).as("%s, searched for a form of a secret", what).doesNotContain(form);
      }
    }
  }

  /** Message, causes, suppressed and their texts, all the way down. */
  static void assertNoneIn(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    assertNoneIn("the exception", text + " " + failure);
  }

  static Set<String> forms(String secret) {
    byte[] bytes = secret.getBytes(UTF_8);
    String url = URLEncoder.encode(secret, UTF_8);
    var forms = new LinkedHashSet<String>();
    forms.add(secret);
    forms.add(url);
    forms.add(url.toLowerCase(Locale.ROOT));
    forms.add(HexFormat.of().formatHex(bytes));
    forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
    forms.addAll(base64(Base64.getEncoder(), bytes));
    forms.addAll(base64(Base64.getUrlEncoder(), bytes));
    return forms;
  }

  /**
   * As it looks inside of a longer encoded text, which may begin at any of three places; without
   * the characters at its ends that depend on its neighbours.
   */
  private static Set<String> base64(Base64.Encoder encoder, byte[] bytes) {
    var forms = new LinkedHashSet<String>();
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      int whole = shifted.length / 3 * 3;
      String encoded = encoder.encodeToString(Arrays.copyOf(shifted, whole));
      forms.add(encoded.substring(before == 0 ? 0 : 4));
    }
    return forms;
  }
}
