package dev.connectorkit.testkit.check;

import dev.connectorkit.spi.Capability;
import dev.connectorkit.testkit.rule.Rule.Applies;
import dev.connectorkit.testkit.shape.WireShape;
import java.util.Optional;

/**
 * Tells which rules are about a connector. A capability that is not declared is not simply passed
 * over: CAP-01 asserts that it is refused.
 */
final class Applicability {

  private Applicability() {}

  /** Why a rule is not about this connector; empty when it is. */
  static Optional<String> reasonAgainst(Applies applies, Subject subject, WireShape shape) {
    return switch (applies) {
      case ALWAYS -> Optional.empty();
      case PKCE -> declared(subject, Capability.PKCE);
      case PKCE_TAKEN ->
          unless(!shape.provider().withoutPkce(), "its wire shape says that there is no PKCE");
      case ID_TOKEN -> idToken(subject, shape);
      case ID_TOKEN_AND_USER_INFO -> idToken(subject, shape).or(() -> userInfo(shape));
      case USER_INFO -> userInfo(shape);
      case RESOURCES ->
          unless(
              !shape.provider().resources().isEmpty(), "its wire shape names no further addresses");
      case DISCOVERY ->
          unless(
              shape.provider().discovery() != null, "its wire shape names no discovery document");
      case ISSUER -> unless(shape.provider().issuer() != null, "its wire shape names no issuer");
      case SECRET ->
          unless(shape.client().secret() != null, "the client of its wire shape has no secret");
      case REFRESH -> declared(subject, Capability.REFRESH);
      case REFRESH_AND_ID_TOKEN ->
          declared(subject, Capability.REFRESH).or(() -> idToken(subject, shape));
      case REVOKE -> declared(subject, Capability.REVOKE);
    };
  }

  /** Either of the two is enough: whoever gets ID Tokens must check them. */
  private static Optional<String> idToken(Subject subject, WireShape shape) {
    return unless(
        subject.can(Capability.ID_TOKEN) || shape.idToken().isPresent(),
        "ID_TOKEN is not declared, and its wire shape has no ID Token");
  }

  private static Optional<String> userInfo(WireShape shape) {
    return unless(shape.provider().userInfo() != null, "its wire shape names no userinfo address");
  }

  private static Optional<String> declared(Subject subject, Capability capability) {
    return unless(subject.can(capability), capability + " is not declared");
  }

  private static Optional<String> unless(boolean condition, String otherwise) {
    return condition ? Optional.empty() : Optional.of(otherwise);
  }
}
