package dev.connectorkit.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.oauth.OAuthConnector;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderRequest;
import java.util.List;
import java.util.Map;

/** The parameters of a callback, as {@link OAuthConnector#complete} gets them. */
final class CallbackParametersFuzz {

  private CallbackParametersFuzz() {}

  static boolean accepts(byte[] input) {
    Map<String, List<String>> parameters = Query.parameters(new String(input, UTF_8));
    parameters.computeIfPresent("code", (name, codes) -> marked(codes));
    // An issuer is no secret, and a refusal quotes it.
    parameters.computeIfPresent("iss", (name, issuers) -> unmarked(issuers));
    boolean lenient = accepts(parameters, false);
    boolean promised = accepts(parameters, true);
    Finding.unless(lenient || !promised, "The promise of an issuer made a callback good.");
    return promised;
  }

  private static boolean accepts(Map<String, List<String>> parameters, boolean issuerPromised) {
    var provider = new FuzzedProvider();
    var endpoints = FuzzedProvider.endpoints();
    OAuthConnector connector =
        provider
            .describe("profile")
            .endpoints(issuerPromised ? endpoints.withIssuerInResponse() : endpoints)
            .build();
    try {
      connector.complete(new AuthorizationResponse(parameters), FuzzedProvider.session("profile"));
    } catch (ConnectorException e) {
      Refusals.check(e);
      Finding.unless(
          provider.requestsTo("/token").isEmpty(), "A code was sent, and then not accepted.");
      return false;
    }
    mustBeGood(parameters, issuerPromised);
    List<ProviderRequest> sent = provider.requestsTo("/token");
    Finding.unless(sent.size() == 1, "The code was sent " + sent.size() + " times.");
    return true;
  }

  /** RFC 6749 §4.1.2 and RFC 9207 §2.4, read once more. */
  private static void mustBeGood(Map<String, List<String>> parameters, boolean issuerPromised) {
    List<String> codes = parameters.getOrDefault("code", List.of());
    Finding.unless(codes.size() == 1 && !codes.get(0).isBlank(), "Accepted without one code.");
    Finding.unless(
        parameters.getOrDefault("error", List.of("")).stream().allMatch(String::isBlank),
        "Accepted with an error.");
    List<String> issuers = parameters.getOrDefault("iss", List.of(""));
    boolean none = issuers.stream().allMatch(String::isBlank);
    Finding.unless(
        issuers.equals(List.of(FuzzedProvider.ISSUER)) || none && !issuerPromised,
        "Accepted from another issuer.");
  }

  /** Makes any code a secret that can be told from the rest. */
  private static List<String> marked(List<String> codes) {
    return codes.stream()
        .map(code -> code.isBlank() ? code : Refusals.CANARY + "-" + code)
        .toList();
  }

  private static List<String> unmarked(List<String> issuers) {
    return issuers.stream().map(issuer -> issuer.replace(Refusals.SESAME, "open")).toList();
  }
}
