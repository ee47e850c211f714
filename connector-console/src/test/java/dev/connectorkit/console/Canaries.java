package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Secrets to look for, in each of the spellings that they could come out in. */
final class Canaries {

  private final Set<String> secrets = new LinkedHashSet<>();

  void add(String... more) {
    secrets.addAll(List.of(more));
  }

  Set<String> all() {
    return secrets;
  }

  /** Those that a text has. */
  List<String> in(String text) {
    return secrets.stream().filter(secret -> spelled(secret).anyMatch(text::contains)).toList();
  }

  private static Stream<String> spelled(String secret) {
    byte[] bytes = secret.getBytes(UTF_8);
    return Stream.of(
        secret,
        URLEncoder.encode(secret, UTF_8),
        URLEncoder.encode(secret, UTF_8).replace("+", "%20"),
        Base64.getEncoder().withoutPadding().encodeToString(bytes),
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }
}
