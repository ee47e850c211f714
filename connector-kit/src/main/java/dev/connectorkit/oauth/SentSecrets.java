package dev.connectorkit.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.spi.AuthorizationResponse;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that a request carried. Some providers repeat in their error texts what they were
 * sent, and those texts go into logs and pages.
 */
final class SentSecrets {

  private static final String REMOVED = "(removed)";
  private static final String BASIC = "Basic ";
  // Shorter texts are no secrets, and taking them out would garble the rest.
  private static final int SHORTEST = 6;
  // What a token or revocation request carries in clear and anybody may see.
  private static final Set<String> PUBLIC =
      Set.of(
          "grant_type",
          "redirect_uri",
          "client_id",
          "scope",
          "token_type_hint",
          "client_assertion_type");

  private static final List<String> IN_A_CALLBACK =
      List.of("state", "code", "access_token", "refresh_token", "id_token");

  private final Map<String, String> form;
  private final Map<String, String> headers;

  private SentSecrets(Map<String, String> form, Map<String, String> headers) {
    this.form = form;
    this.headers = headers;
  }

  /** Nothing was sent that is secret. */
  static SentSecrets none() {
    return new SentSecrets(Map.of(), Map.of());
  }

  /**
   * Those among the parameters of a form, and those in the headers of client authentication.
   *
   * @param form does not change any more
   */
  static SentSecrets of(Map<String, String> form, Map<String, String> headers) {
    return new SentSecrets(form, headers);
  }

  /** A bearer token. */
  static SentSecrets of(String token) {
    return new SentSecrets(Map.of("access_token", token), Map.of());
  }

  /** What a callback carries that opens something, in whatever other parameter it stands again. */
  static SentSecrets of(AuthorizationResponse callback) {
    var form = new HashMap<String, String>();
    for (String name : IN_A_CALLBACK) {
      for (String value : callback.parameters().getOrDefault(name, List.of())) {
        form.put(name + form.size(), value);
      }
    }
    return new SentSecrets(form, Map.of());
  }

  /** A provider's text without what was sent to it. */
  @Nullable String removedFrom(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String clean = text;
    for (String secret : longestFirst(secrets())) {
      clean = clean.replace(secret, REMOVED);
    }
    return clean;
  }

  /** Found out when an error text asks for it, which few requests come to. */
  private Set<String> secrets() {
    var secrets = new HashSet<String>();
    form.forEach(
        (name, value) -> {
          if (!PUBLIC.contains(name)) {
            add(secrets, value);
          }
        });
    headers.values().forEach(value -> addCredentials(secrets, value));
    return secrets;
  }

  private static void addCredentials(Set<String> secrets, String header) {
    add(secrets, header.substring(header.indexOf(' ') + 1));
    if (header.startsWith(BASIC)) {
      String pair = new String(Base64.getDecoder().decode(header.substring(BASIC.length())), UTF_8);
      String password = pair.substring(pair.indexOf(':') + 1);
      add(secrets, password);
      add(secrets, URLDecoder.decode(password, UTF_8));
    }
  }

  private static void add(Set<String> secrets, String secret) {
    if (secret.length() >= SHORTEST) {
      secrets.add(secret);
      secrets.add(Parameters.encode(secret));
    }
  }

  private static Collection<String> longestFirst(Set<String> texts) {
    return texts.stream().sorted(Comparator.comparing(String::length).reversed()).toList();
  }
}
