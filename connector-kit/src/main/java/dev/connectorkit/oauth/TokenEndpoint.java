package dev.connectorkit.oauth;

import dev.connectorkit.spi.ConnectorContext;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import dev.connectorkit.spi.ProviderResponse;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.TokenSet;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

/** Calls to the token and revocation endpoints, each sent once. */
final class TokenEndpoint {

  private static final long MAX_LIFETIME_SECONDS = Duration.ofDays(36_500).toSeconds();
  // To read a number takes time with the square of its digits.
  private static final int MAX_LIFETIME_DIGITS = 100;
  // RFC 6749, appendix A.12. A header could not carry anything else.
  private static final Pattern ACCESS_TOKEN = Pattern.compile("[\\x20-\\x7E]+");

  private final ClientAuthentication client;
  private final TokenResponseReader reader;
  private final Map<String, String> parameters;
  private final Map<String, ConnectorError> errors;
  private final ConnectorContext context;

  TokenEndpoint(OAuthConnectorBuilder.Settings settings, ConnectorContext context) {
    this.client = settings.client();
    this.reader = settings.tokenReader();
    this.parameters = settings.tokenParameters();
    this.errors = settings.errors();
    this.context = context;
  }

  /**
   * @param asked the scopes to report when the response does not say (RFC 6749 §5.1)
   */
  TokenSet request(URI endpoint, Map<String, String> grant, Set<String> asked) {
    var form = new LinkedHashMap<>(parameters);
    form.putAll(grant);
    Answer answer = post(endpoint, endpoint, form);
    ProviderResponse response = answer.response();
    Claims body = body(response);
    if (response.status() != 200 || body.asMap().containsKey("error")) {
      throw refused(answer, "token response", body);
    }
    return tokens(body, asked);
  }

  void revoke(URI endpoint, URI tokenEndpoint, Map<String, String> parameters) {
    Answer answer = post(endpoint, tokenEndpoint, new LinkedHashMap<>(parameters));
    ProviderResponse response = answer.response();
    Claims body = response.status() == 200 ? Claims.NONE : errorBody(response);
    // RFC 7009 §2.2: a token that is not known is as good as revoked; some call it an error.
    if (response.status() != 200 && !body.text("error").equals(Optional.of("invalid_token"))) {
      throw refused(answer, "revocation", body);
    }
  }

  private Answer post(URI endpoint, URI tokenEndpoint, LinkedHashMap<String, String> form) {
    ClientAuthentication.Proof proof = client.prove(tokenEndpoint, context.clock());
    form.putAll(proof.parameters());
    // Some providers answer form-encoded unless JSON is asked for.
    ProviderRequest request =
        ProviderRequest.postForm(endpoint, form).header("Accept", "application/json");
    for (Map.Entry<String, String> header : proof.headers().entrySet()) {
      request = request.header(header.getKey(), header.getValue());
    }
    return new Answer(context.http().send(request), SentSecrets.of(form, proof.headers()));
  }

  private ConnectorException refused(Answer answer, String what, Claims body) {
    ProviderResponse response = answer.response();
    var refusal = Refusal.of(response, what, body, errors, answer.sent());
    return Refusal.isOfClient(response, body, errors)
        ? Refusal.pointingAt(client.properties(), refusal).build()
        : refusal.build();
  }

  /** A response, and what it must not repeat. */
  private record Answer(ProviderResponse response, SentSecrets sent) {}

  /** An unreadable success is an error of its own; an unreadable failure keeps its status. */
  private Claims body(ProviderResponse response) {
    return response.status() == 200 ? new Claims(reader.read(response)) : errorBody(response);
  }

  private static Claims errorBody(ProviderResponse response) {
    try {
      return new Claims(Json.object(response.body(), "error response"));
    } catch (ConnectorException e) {
      return Claims.NONE;
    }
  }

  private TokenSet tokens(Claims body, Set<String> asked) {
    Secret accessToken =
        body.text("access_token")
            .filter(token -> ACCESS_TOKEN.matcher(token).matches())
            .map(Secret::of)
            .orElseThrow(() -> invalid("The token response has no usable 'access_token'."));
    String type = body.text("token_type").orElse("Bearer");
    if (!type.equalsIgnoreCase("Bearer")) {
      // RFC 6749 §7.1: a client must not use a token of a type it does not understand.
      throw invalid("The token response has a 'token_type' other than Bearer.");
    }
    return new TokenSet(
        accessToken,
        type,
        expiresAt(body.asMap().get("expires_in")),
        body.text("refresh_token").map(Secret::of),
        body.text("id_token").map(Secret::of),
        granted(body, asked));
  }

  /** A number by the RFC, a text at some providers; anything else counts as not said. */
  private Optional<Instant> expiresAt(Object expiresIn) {
    boolean readable = expiresIn instanceof Number || expiresIn instanceof String;
    String text = readable ? expiresIn.toString().strip() : "";
    if (text.isEmpty() || text.length() > MAX_LIFETIME_DIGITS) {
      return Optional.empty();
    }
    try {
      var seconds = new BigDecimal(text);
      // In 64 bits: the scale may be any int.
      if (seconds.signum() < 0 || (long) seconds.precision() - seconds.scale() > 18) {
        return Optional.empty();
      }
      long bounded = Math.min(seconds.longValue(), MAX_LIFETIME_SECONDS);
      return Optional.of(context.clock().instant().plusSeconds(bounded));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Set<String> granted(Claims body, Set<String> asked) {
    List<String> scopes = body.texts("scope");
    if (scopes.isEmpty()) {
      return asked;
    }
    var granted = new LinkedHashSet<String>();
    // One text with spaces by the RFC; commas or an array at some providers.
    for (String text : scopes) {
      var words = new StringTokenizer(text.strip(), ", \t\n\u000B\f\r");
      while (words.hasMoreTokens()) {
        granted.add(words.nextToken());
      }
    }
    return granted;
  }

  private static ConnectorException invalid(String message) {
    return ConnectorException.of(ConnectorError.INVALID_RESPONSE)
        .message(message)
        .httpStatus(200)
        .build();
  }
}
