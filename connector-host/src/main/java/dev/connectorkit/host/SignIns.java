package dev.connectorkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.connectorkit.host.RunningInstance.Lease;
import dev.connectorkit.host.signin.PendingSignIn;
import dev.connectorkit.host.signin.PendingSignInStore;
import dev.connectorkit.host.signin.PendingSignInStore.Take;
import dev.connectorkit.spi.Authorization;
import dev.connectorkit.spi.AuthorizationRequest;
import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.SignInSession;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Begins and completes sign-ins. A sign-in is bound to the state, the browser, the instance (and by
 * that to its redirect URI) and the time it was begun with.
 */
final class SignIns {

  // What random() makes; a cookie of any other shape is not ours.
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final PendingSignInStore store;
  private final Duration lifetime;
  private final Clock clock;
  private final SecureRandom random;
  private final String purpose;

  SignIns(PendingSignInStore store, Duration lifetime, Clock clock, SecureRandom random) {
    this(store, lifetime, clock, random, "");
  }

  private SignIns(
      PendingSignInStore store,
      Duration lifetime,
      Clock clock,
      SecureRandom random,
      String purpose) {
    this.store = store;
    this.lifetime = lifetime;
    this.clock = clock;
    this.random = random;
    this.purpose = purpose;
  }

  /** Sign-ins of which nobody can make one of a person's, nor the other way round. */
  SignIns ofTrials() {
    return new SignIns(store, lifetime, clock, random, "trial\n");
  }

  StartedSignIn begin(InstanceSlot instance, SignInOptions options) {
    try (Lease lease = instance.lease()) {
      return begin(lease, options);
    }
  }

  CompletedSignIn complete(
      InstanceSlot instance, AuthorizationResponse response, Optional<Secret> browserToken) {
    // Before the sign-in is taken: an instance that takes no call must not use it up.
    try (Lease lease = instance.lease()) {
      PendingSignIn pending = take(lease.view(), state(response), browserToken);
      if (CredentialSignIns.isCredential(pending)) {
        throw ConnectorException.of(ConnectorError.SIGN_IN_NOT_FOUND)
            .message("This sign-in was begun without a redirect.")
            .build();
      }
      SignIn signIn =
          lease.call("complete", connector -> connector.complete(response, pending.session()));
      ConnectorInstance view = lease.view();
      return new CompletedSignIn(view.id(), view.target(), signIn.profile(), signIn.tokens());
    }
  }

  private StartedSignIn begin(Lease lease, SignInOptions options) {
    String state = random();
    Secret browserToken = browserToken(options.browserToken());
    var request =
        new AuthorizationRequest(
            state, lease.view().redirectUri(), options.scopes(), options.hints());
    Authorization authorization =
        lease.call("authorize", connector -> connector.authorize(request));
    OutgoingRequest.check(lease.view().metadata(), authorization.uri(), request);
    PendingSignIn pending = remember(state, browserToken, lease.view(), authorization.session());
    return new StartedSignIn(
        pending.stateHash(),
        authorization.uri(),
        browserToken,
        pending.expiresAt(),
        authorization.responseMode());
  }

  /** Of the sign-in that a callback claims to be about; nothing is checked. */
  static Optional<String> id(List<String> states) {
    return states.size() == 1 ? Optional.of(hash(states.get(0))) : Optional.empty();
  }

  /**
   * The token that a browser holds already, so that sign-ins in two tabs share it, or a new one.
   */
  Secret browserToken(Optional<Secret> known) {
    return known
        .filter(token -> TOKEN.matcher(token.reveal()).matches())
        .orElseGet(() -> Secret.of(random()));
  }

  PendingSignIn remember(
      String state, Secret browserToken, ConnectorInstance instance, SignInSession session) {
    var pending =
        new PendingSignIn(
            hash(state),
            bound(browserToken.reveal(), instance),
            instance.id(),
            session,
            clock.instant().plus(lifetime));
    stored(
        () -> {
          store.put(pending);
          return pending;
        });
    return pending;
  }

  private static String state(AuthorizationResponse response) {
    return response
        .single("state")
        .orElseThrow(
            () ->
                ConnectorException.of(ConnectorError.INSUFFICIENT_REQUEST_PARAMETERS)
                    .message("The callback carries no state.")
                    .build());
  }

  /** A sign-in of this browser at this instance that has not ended; nobody else gets it. */
  PendingSignIn take(ConnectorInstance instance, String state, Optional<Secret> browserToken) {
    String browser = browserToken.map(Secret::reveal).orElse("");
    String stateHash = hash(state);
    String browserHash = bound(browser, instance);
    Take taken = stored(() -> store.take(stateHash, instance.id(), browserHash));
    if (taken instanceof Take.Found found) {
      return unexpired(checked(found.signIn(), stateHash, instance.id(), browserHash));
    }
    if (taken instanceof Take.Mismatch) {
      throw ConnectorException.of(ConnectorError.STATE_MISMATCH)
          .message("The sign-in was begun in another browser, or with another connector.")
          .build();
    }
    throw ConnectorException.of(ConnectorError.SIGN_IN_NOT_FOUND)
        .message("No sign-in is waiting for this callback: it was used already, or never begun.")
        .build();
  }

  /** Every other binding rests on this one, so a store is not taken at its word. */
  private static PendingSignIn checked(
      PendingSignIn signIn, String stateHash, String instanceId, String browserHash) {
    if (same(signIn.stateHash(), stateHash)
        && signIn.instanceId().equals(instanceId)
        && same(signIn.browserHash(), browserHash)) {
      return signIn;
    }
    throw ConnectorException.of(ConnectorError.STORED_DATA_INVALID)
        .message("The store of pending sign-ins gave another sign-in than it was asked for.")
        .build();
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }

  /** A store may be the application's own, and throw what it likes. */
  private static <T> T stored(Supplier<T> call) {
    try {
      return call.get();
    } catch (ConnectorException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ConnectorException.of(ConnectorError.STORE_UNAVAILABLE)
          .message("The store of pending sign-ins failed with " + e.getClass().getName() + ".")
          .cause(e)
          .build();
    }
  }

  /**
   * Binds the browser to what the sign-in was begun with. An instance of the same id may have
   * another connector, provider or address by the time of the callback.
   */
  private String bound(String browserToken, ConnectorInstance instance) {
    return hash(
        purpose
            + String.join(
                "\n",
                browserToken,
                instance.metadata().id(),
                instance.target(),
                instance.redirectUri().toString()));
  }

  private PendingSignIn unexpired(PendingSignIn pending) {
    if (!clock.instant().isBefore(pending.expiresAt())) {
      throw ConnectorException.of(ConnectorError.SIGN_IN_EXPIRED)
          .message("The sign-in took longer than " + lifetime.toMinutes() + " minutes.")
          .build();
    }
    return pending;
  }

  String random() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String hash(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
