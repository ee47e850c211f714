package dev.connectorkit.host;

import dev.connectorkit.spi.AuthorizationResponse;
import dev.connectorkit.spi.ConnectorHealth;
import dev.connectorkit.spi.Secret;
import dev.connectorkit.spi.SocialConnector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connector at work with a config that is being tried. Nobody else can sign in with it, and a
 * sign-in that was begun in a trial can be completed in a trial only: in this one, or in another of
 * the same instance, be it on another node.
 *
 * <p>Every failure is a {@link dev.connectorkit.spi.ConnectorException}.
 */
public final class Trial implements AutoCloseable {

  private final InstanceSlot slot;
  private final RunningInstance running;
  private final SignIns signIns;

  Trial(InstanceSlot slot, RunningInstance running, SignIns signIns) {
    this.slot = slot;
    this.running = running;
    this.signIns = signIns;
  }

  /** What the instance would be. */
  public ConnectorInstance instance() {
    return running.view();
  }

  /** Begins a sign-in. */
  public StartedSignIn begin(SignInOptions options) {
    return signIns.begin(slot, options);
  }

  /**
   * Completes a sign-in.
   *
   * @param parameters all parameters of the callback, from its query or its form
   * @param browserToken what the browser holds since {@code begin}; empty when it sent none
   */
  public CompletedSignIn complete(
      Map<String, List<String>> parameters, Optional<Secret> browserToken) {
    return signIns.complete(slot, new AuthorizationResponse(parameters), browserToken);
  }

  /** Asks the provider whether the config is usable. */
  public ConnectorHealth check() {
    try (RunningInstance.Lease lease = slot.lease()) {
      return lease.call("check", SocialConnector::check);
    }
  }

  /** Ends it; a sign-in that waits for its callback goes on waiting. */
  @Override
  public void close() {
    slot.empty();
    running.close();
  }
}
