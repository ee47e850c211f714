package dev.connectorkit.host;

import dev.connectorkit.host.RunningInstance.Lease;
import dev.connectorkit.host.signin.PendingSignIn;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.CredentialPrompt;
import dev.connectorkit.spi.CredentialRequest;
import dev.connectorkit.spi.CredentialResponse;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignInSession;
import dev.connectorkit.spi.VerifiedCredential;
import java.util.Map;
import java.util.Optional;

/**
 * Sign-ins without a redirect. The state travels inside of the credential, under the provider's
 * signature, and so binds it to one attempt in one browser, once. A double-submit cookie would bind
 * it to a browser only, and to any of its attempts.
 */
final class CredentialSignIns {

  // Not a name that a connector would give to a value of its own.
  private static final String KIND = "host:kind";

  /** Marks a pending sign-in that no authorization code can complete, and no other a credential. */
  private static final SignInSession SESSION = new SignInSession(Map.of(KIND, "credential"));

  private final SignIns signIns;
  private final RedirectUris redirectUris;

  CredentialSignIns(SignIns signIns, RedirectUris redirectUris) {
    this.signIns = signIns;
    this.redirectUris = redirectUris;
  }

  StartedCredential begin(InstanceSlot instance, Optional<Secret> knownBrowser) {
    try (Lease lease = instance.lease()) {
      String id = lease.view().id();
      String state = signIns.random();
      var request = new CredentialRequest(state, redirectUris.ofCredential(id));
      CredentialPrompt prompt = lease.call("prompt", connector -> connector.prompt(request));
      Secret browserToken = signIns.browserToken(knownBrowser);
      PendingSignIn pending = signIns.remember(state, browserToken, lease.view(), SESSION);
      return new StartedCredential(
          prompt.script(), prompt.settings(), browserToken, pending.expiresAt());
    }
  }

  CompletedCredential complete(
      InstanceSlot instance, CredentialResponse response, Optional<Secret> browserToken) {
    try (Lease lease = instance.lease()) {
      // First: a credential that is not acceptable takes nothing from the sign-in.
      VerifiedCredential verified = lease.call("accept", connector -> connector.accept(response));
      PendingSignIn pending = signIns.take(lease.view(), verified.state(), browserToken);
      if (!isCredential(pending)) {
        throw ConnectorException.of(ConnectorError.SIGN_IN_NOT_FOUND)
            .message("This sign-in was begun with a redirect.")
            .build();
      }
      ConnectorInstance view = lease.view();
      return new CompletedCredential(
          view.id(), view.target(), verified.profile(), verified.idToken());
    }
  }

  static boolean isCredential(PendingSignIn pending) {
    return pending.session().get(KIND).equals(SESSION.get(KIND));
  }
}
