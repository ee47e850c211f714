package dev.connectorkit.host.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Takes secrets out of what is shown: those it was told of, and whatever may be one. */
final class Mask {

  static final String MASKED = "********";

  private static final int MAX_TEXT = 20_000;
  private static final int MAX_SECRETS = 500;

  /** So short that it stands in other texts by chance. */
  private static final int SHORT = 6;

  private static final Set<String> HARMLESS_IN_TOKEN_RESPONSE =
      Set.of("token_type", "scope", "error", "error_description", "error_uri", "issued_token_type");

  // In the answers of other endpoints, which are about people and addresses.
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(secret|password|passwd|private_?key|api_?key|authorization|cookie|session).*|.*token|d|k");

  // "d" and "k" are the private parts of a JWK (RFC 7518 §6.2.2.1, §6.4.1).
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Set<String> secrets = ConcurrentHashMap.newKeySet();

  void learn(String secret) {
    if (!secret.isEmpty() && secrets.size() < MAX_SECRETS) {
      secrets.add(secret);
    }
  }

  /** A text with none of the known secrets in it. */
  String text(String text) {
    String shown = text;
    for (String secret : secrets) {
      // A short one is looked for as the whole text only: inside, it would be there by chance.
      boolean whole = shown.length() == secret.length();
      if ((whole || secret.length() >= SHORT) && shown.contains(secret)) {
        shown = shown.replace(secret, MASKED);
      }
    }
    return shown;
  }

  /** A body as JSON; empty when it is none. */
  static Optional<JsonNode> json(byte[] body) {
    try {
      return Optional.ofNullable(JSON.readTree(body)).filter(JsonNode::isContainerNode);
    } catch (java.io.IOException | NumberFormatException e) {
      // The second is what the parser says of an exponent of too many digits.
      return Optional.empty();
    }
  }

  /** Remembers every text of a token response that is not known to be harmless. */
  JsonNode tokenResponse(JsonNode response) {
    return masked("", response, true);
  }

  JsonNode other(JsonNode answer) {
    return masked("", answer, false);
  }

  String write(JsonNode shown) {
    try {
      String text = text(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(shown));
      return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "\n…";
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  /** The claims of the ID Token in a token response, wherever in it; empty when there is none. */
  Optional<JsonNode> claims(JsonNode response) {
    return Optional.ofNullable(response.findValue("id_token"))
        .map(JsonNode::asText)
        .map(token -> token.split("\\.", -1))
        // RFC 7515 §3.1
        .filter(parts -> parts.length == 3)
        .flatMap(parts -> decoded(parts[1]))
        .map(this::other);
  }

  private static Optional<JsonNode> decoded(String part) {
    try {
      return json(Base64.getUrlDecoder().decode(part.getBytes(UTF_8)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private JsonNode masked(String name, JsonNode value, boolean token) {
    if (value instanceof ObjectNode object) {
      ObjectNode shown = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(
              member ->
                  shown.set(
                      text(member.getKey()), masked(member.getKey(), member.getValue(), token)));
      return shown;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode shown = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> shown.add(masked(name, element, token)));
      return shown;
    }
    if (!value.isTextual()) {
      boolean number = value.isNumber() && !token && SECRET_NAME.matcher(name).matches();
      return number ? TextNode.valueOf(MASKED) : value;
    }
    boolean secret =
        token ? !HARMLESS_IN_TOKEN_RESPONSE.contains(name) : SECRET_NAME.matcher(name).matches();
    if (secret) {
      learn(value.asText());
      return TextNode.valueOf(MASKED);
    }
    return TextNode.valueOf(text(value.asText()));
  }
}
