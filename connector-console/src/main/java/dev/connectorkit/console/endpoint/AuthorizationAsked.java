package dev.connectorkit.console.endpoint;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.handover.Application;
import dev.connectorkit.console.handover.Applications;
import dev.connectorkit.console.handover.HandoverRequest;
import dev.connectorkit.console.handover.OAuthError;
import dev.connectorkit.console.handover.OAuthException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3) whose client and return address are
 * known; the rest is looked at by {@link #checked}.
 */
final class AuthorizationAsked {

  // RFC 6749 appendix A.5: visible ASCII and blanks.
  private static final Pattern STATE = Pattern.compile("[ -~]{1,1000}");
  private static final Pattern NONCE = Pattern.compile("[!-~]{1,300}");
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final Application application;
  private final String redirectUri;
  private final Parameters parameters;

  private AuthorizationAsked(Application application, String redirectUri, Parameters parameters) {
    this.application = application;
    this.redirectUri = redirectUri;
    this.parameters = parameters;
  }

  /**
   * @throws ConsoleException with {@link ConsoleError#UNKNOWN_APPLICATION}: then there is no
   *     address that the browser may be sent to (RFC 6749 §4.1.2.1)
   */
  static AuthorizationAsked of(Map<String, List<String>> all, Applications applications) {
    var parameters = Parameters.of(all);
    Application application =
        one(parameters, "client_id")
            .flatMap(applications::find)
            .orElseThrow(() -> unknown("The client_id is none of an application of this console."));
    String redirectUri =
        one(parameters, "redirect_uri")
            .filter(application::returnsTo)
            .orElseThrow(
                () ->
                    unknown(
                        "The redirect_uri is not, to the letter, one of the return addresses of"
                            + " this application."));
    return new AuthorizationAsked(application, redirectUri, parameters);
  }

  Application application() {
    return application;
  }

  /** Where to tell what went wrong. */
  ReturnAddress returnAddress(String issuer) {
    List<String> states = parameters.all().getOrDefault("state", List.of());
    Optional<String> state =
        states.size() == 1
            ? Optional.of(states.get(0)).filter(STATE.asMatchPredicate())
            : Optional.empty();
    return new ReturnAddress(redirectUri, state, issuer);
  }

  /** The connector instance that the application chose already. */
  Optional<String> connector() {
    return parameters.single("connector");
  }

  /**
   * @throws OAuthException when the request cannot be answered with a code
   */
  HandoverRequest checked() {
    if (!parameters.required("response_type").equals("code")) {
      throw new OAuthException(
          OAuthError.UNSUPPORTED_RESPONSE_TYPE, "The response_type must be code.");
    }
    for (String unsupported : List.of("request", "request_uri", "registration")) {
      if (parameters.single(unsupported).isPresent()) {
        throw refused("The parameter " + unsupported + " is not supported.");
      }
    }
    if (!parameters.single("response_mode").orElse("query").equals("query")) {
      throw refused("The response_mode must be query.");
    }
    // RFC 7636 §4.4.1; RFC 9700 §2.1.1: no downgrade.
    if (!parameters.required("code_challenge_method").equals("S256")) {
      throw refused("The code_challenge_method must be S256.");
    }
    if (List.of(parameters.single("prompt").orElse("").split(" ")).contains("none")) {
      throw new OAuthException(OAuthError.LOGIN_REQUIRED, "Nobody is signed in without a page.");
    }
    return new HandoverRequest(
        application.clientId(),
        redirectUri,
        matching("state", parameters.required("state"), STATE),
        parameters.single("nonce").map(nonce -> matching("nonce", nonce, NONCE)),
        matching("code_challenge", parameters.required("code_challenge"), CHALLENGE));
  }

  /** What the forms of a page carry along, to be checked anew. */
  static Map<String, String> fields(HandoverRequest request) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("response_type", "code");
    fields.put("client_id", request.clientId());
    fields.put("redirect_uri", request.redirectUri());
    fields.put("state", request.state());
    request.nonce().ifPresent(nonce -> fields.put("nonce", nonce));
    fields.put("code_challenge", request.codeChallenge());
    fields.put("code_challenge_method", "S256");
    return fields;
  }

  private static Optional<String> one(Parameters parameters, String name) {
    try {
      return parameters.single(name);
    } catch (OAuthException e) {
      throw unknown(String.valueOf(e.getMessage()));
    }
  }

  private static String matching(String name, String value, Pattern pattern) {
    if (!pattern.matcher(value).matches()) {
      throw refused("The parameter " + name + " has characters or a length that it must not have.");
    }
    return value;
  }

  private static OAuthException refused(String why) {
    return new OAuthException(OAuthError.INVALID_REQUEST, why);
  }

  private static ConsoleException unknown(String why) {
    return new ConsoleException(ConsoleError.UNKNOWN_APPLICATION, why);
  }
}
